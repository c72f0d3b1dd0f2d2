#!/usr/bin/python3
"""Members into a CSV file: gymctl against psql's \\copy of the same query, in turn. See ../README.md."""
import argparse
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))
from gym import MEMORY, Gym, ratio, show, write_members  # noqa: E402


def main():
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--rounds", type=int, default=5)
    arguments.add_argument("--members", type=int, default=1_000_000)
    options = arguments.parse_args()
    query = " ".join((HERE / "export.sql").read_text().split())
    with Gym() as gym:
        write_members(gym.home / "members.csv", options.members)
        gym.make("gymctl_bench")
        gym.gymctl("gymctl_bench", "member", "import", gym.home / "members.csv")
        gym.psql("gymctl_bench", "vacuum analyze")
        ours, theirs = gym.home / "ours.csv", gym.home / "theirs.csv"
        times = {"gymctl member export": [], "psql \\copy of the same query": []}
        for _ in range(options.rounds):
            times["gymctl member export"].append(
                gym.gymctl("gymctl_bench", "member", "export", "--force", ours, environment=MEMORY))
            times["psql \\copy of the same query"].append(
                gym.psql("gymctl_bench", f"set search_path = gymctl;\n\\copy ({query}) to '{theirs}' with (format csv, header)\n"))
        same_members(ours, theirs)
        show(f"{options.members} members", times)
        print(f"rows/s of gymctl / psql: {ratio(times['psql ' + chr(92) + 'copy of the same query'], times['gymctl member export']):.2f}")


def same_members(ours, theirs):
    """A comparison of two programs that do not write the same would be none. None of these members is a formula."""
    with open(ours, encoding="utf-8") as one, open(theirs, encoding="utf-8") as other:
        for line, (mine, yours) in enumerate(zip(one, other), 1):
            if mine != yours:
                sys.exit(f"line {line} differs:\n{mine}{yours}")
        if one.read() or other.read():
            sys.exit("one of them is longer")


if __name__ == "__main__":
    main()
