#!/usr/bin/python3
"""A month's dues: gymctl billing run, and psql doing the same in SQL, in turn. See ../README.md."""
import argparse
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))
from gym import MEMORY, Gym, in_turn, ratio, show  # noqa: E402

DONE = """select (select count(*) from gymctl.charges), (select sum(amount) from gymctl.charges), (select sum(due_on - date '2026-10-01') from gymctl.charges),
    (select count(*) from gymctl.journal_entries), (select sum(amount) from gymctl.transfers where debit_account = 'member_receivable')"""


def main():
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--rounds", type=int, default=3)
    arguments.add_argument("--memberships", type=int, nargs="+", default=[10_000, 1_000_000])
    options = arguments.parse_args()
    sql = (HERE / "billing.sql").read_text()
    each = {}
    with Gym() as gym:
        for count in options.memberships:
            gym.make("gymctl_base")
            gym.psql("gymctl_base", (HERE / "gym.sql").read_text().replace("COUNT", str(count)))
            contenders = {
                "gymctl billing run": lambda: gym.gymctl("gymctl_bench", "billing", "run", "--month", "2026-10", environment=MEMORY),
                "psql, the same in SQL": lambda: gym.psql("gymctl_bench", sql),
            }
            times = in_turn(gym, contenders, options.rounds, DONE, template="gymctl_base")
            show(f"{count} memberships", times)
            ours, theirs = times.values()
            print(f"time of gymctl / psql: {ratio(ours, theirs):.2f}")
            each[count] = [seconds / count for seconds in ours]
    first, last = min(each), max(each)
    if first != last:
        print(f"\ngymctl's time per membership, {last} / {first}: {ratio(each[last], each[first]):.2f}")


if __name__ == "__main__":
    main()
