#!/usr/bin/python3
"""Three reports on a ledger of ten million transfers: gymctl, and psql with their bare SQL, in turn. See ../README.md."""
import argparse
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))
from gym import MEMORY, Gym, ratio, show  # noqa: E402

MONTHS = 34
REPORTS = {
    "trial-balance": ["finance", "trial-balance", "-o", "csv"],
    "aging": ["finance", "aging", "-o", "csv"],
    "statement": ["finance", "statement", "1", "-o", "csv"],
}


def main():
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--rounds", type=int, default=5)
    arguments.add_argument("--members", type=int, default=100_000, help=f"each has {MONTHS} months of three transfers")
    arguments.add_argument("--lines", type=int, default=100_000, help="of the statement")
    arguments.add_argument("--reports", nargs="+", choices=REPORTS, default=list(REPORTS))
    options = arguments.parse_args()
    script = (HERE / "gym.sql").read_text()
    for name, number in {"MEMBERS": options.members, "MONTHS": MONTHS, "SCHOOL": options.lines}.items():
        script = script.replace(name, str(number))
    with Gym() as gym:
        gym.psql("gymctl", script)
        print(gym.ask("gymctl", "select count(*) || ' transfers' from gymctl.transfers"))
        for report in options.reports:
            words = REPORTS[report]
            sql = (HERE / f"{report}.sql").read_text()
            contenders = {
                f"gymctl finance {report}": lambda: gym.gymctl("gymctl", *words, environment=MEMORY),
                "psql, its bare SQL": lambda: gym.psql("gymctl", sql),
            }
            times = {name: [] for name in contenders}
            for counted in [False] + [True] * options.rounds:
                for name, work in contenders.items():
                    seconds = work()
                    if counted:
                        times[name].append(seconds)
            show(report, times)
            ours, theirs = times.values()
            print(f"time of gymctl / psql: {ratio(ours, theirs):.2f}")


if __name__ == "__main__":
    main()
