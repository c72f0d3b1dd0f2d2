#!/usr/bin/python3
"""Looking members up in a small gym and in a huge one, process start to end, in turn. See ../README.md."""
import argparse
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))
from gym import Gym, ratio, show, write_members  # noqa: E402

COMMANDS = {
    "member list --limit 50": ["--limit", "50"],
    "the page in the middle": ["--limit", "50", "--after", "MIDDLE"],
    "by name": ["--limit", "50", "--sort", "name"],
    "search, found often": ["--limit", "50", "--search", "nakamura"],
    "search, found once": ["--limit", "50", "--search", "member777@mail.example"],
    "search, found never": ["--limit", "50", "--search", "nobody at all"],
    "active members": ["--limit", "50", "--status", "active"],
}


def main():
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--rounds", type=int, default=10, help="counted rounds; two more come first")
    arguments.add_argument("--members", type=int, nargs=2, default=[1_000, 1_000_000])
    options = arguments.parse_args()
    with Gym() as gym:
        for count in options.members:
            write_members(gym.home / "members.csv", count)
            gym.make(f"gymctl_{count}")
            gym.gymctl(f"gymctl_{count}", "member", "import", gym.home / "members.csv")
            gym.psql(f"gymctl_{count}", "vacuum analyze")
        times = {(name, count): [] for name in COMMANDS for count in options.members}
        for n in range(options.rounds + 2):
            for name, words in COMMANDS.items():
                for count in options.members:
                    words_here = [str(count // 2) if word == "MIDDLE" else word for word in words]
                    seconds = gym.gymctl(f"gymctl_{count}", "member", "list", "-o", "json", *words_here)
                    if n >= 2:
                        times[name, count].append(seconds)
        small, huge = options.members
        show("gymctl member list", {f"{name}, {count}": values for (name, count), values in times.items()})
        print()
        for name in COMMANDS:
            print(f"{name}, {huge} / {small} members: {ratio(times[name, huge], times[name, small]):.2f}")


if __name__ == "__main__":
    main()
