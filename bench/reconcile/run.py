#!/usr/bin/python3
"""A bank's statement against as many open charges: gymctl reconcile run, and psql doing the same in SQL, in turn. See ../README.md."""
import argparse
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parent), str(HERE)]
from gym import Gym, in_turn, ratio, show  # noqa: E402
import statement  # noqa: E402

MEMORY = {"GYMCTL_JAVA_OPTS": "-Xmx512m"}
DONE = """select (select count(*) || ' ' || sum(amount) from gymctl.statement_lines), (select count(*) || ' ' || sum(amount) from gymctl.payments),
    (select count(*) || ' ' || sum(amount) from gymctl.allocations), (select count(*) from gymctl.line_links), (select count(*) from gymctl.line_findings),
    (select count(*) from gymctl.journal_entries), (select string_agg(account || ' ' || amount, ', ' order by account)
     from (select debit_account as account, sum(amount) as amount from gymctl.transfers group by debit_account) t)"""

# Of sums and an advice of their details as of the details alone: what was paid, and what of it to what.
DONE_BY_ADVICE = """select (select count(*) || ' ' || sum(amount) from gymctl.payments), (select count(*) || ' ' || sum(amount) from gymctl.allocations),
    (select count(*) from gymctl.line_links), (select count(*) from gymctl.line_findings)"""


def by_advice(gym, count, camt, rounds):
    """The same payments as a camt.053 of sums and a camt.054 of their details."""
    sums, advice = gym.home / "sums.xml", gym.home / "advice.xml"
    statement.write_sums(sums, advice, count)
    run = ["reconcile", "run", "--month", "2026-10"]
    contenders = {
        "sums and an advice": lambda: gym.gymctl("gymctl_bench", *run, "--statement", sums, "--statement", advice, environment=MEMORY),
        "a statement with details": lambda: gym.gymctl("gymctl_bench", *run, "--statement", camt, environment=MEMORY),
    }
    times = in_turn(gym, contenders, rounds, DONE_BY_ADVICE, template="gymctl_base")
    show(f"{count} lines", times)
    print(f"time of sums and an advice / a statement: {ratio(*times.values()):.2f}", flush=True)


def main():
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--rounds", type=int, default=1)
    arguments.add_argument("--lines", type=int, nargs="+", default=[10_000, 1_000_000])
    arguments.add_argument("--advice", action="store_true", help="instead: against the same payments as sums and a camt.054")
    options = arguments.parse_args()
    each = {}
    with Gym() as gym:
        for count in options.lines:
            gym.make("gymctl_base")
            gym.psql("gymctl_base", (HERE / "gym.sql").read_text().replace("COUNT", str(count)))
            camt, lines = gym.home / "october.xml", gym.home / "october.csv"
            statement.write(camt, count)
            statement.write_lines(lines, count)
            if options.advice:
                by_advice(gym, count, camt, options.rounds)
                continue
            print(f"\n{count} lines, {camt.stat().st_size / 1e6:.0f} MB of camt.053", flush=True)
            sql = (HERE / "reconcile.sql").read_text().replace("LINES", str(lines))
            run = ["reconcile", "run", "--month", "2026-10", "--statement", camt]
            contenders = {
                "gymctl reconcile run": lambda: gym.gymctl("gymctl_bench", *run, environment=MEMORY),
                "psql, the same in SQL": lambda: gym.psql("gymctl_bench", sql),
            }
            times = in_turn(gym, contenders, options.rounds, DONE, template="gymctl_base")
            show(f"{count} lines", times)
            ours, theirs = times.values()
            print(f"time of gymctl / psql: {ratio(ours, theirs):.2f}", flush=True)
            each[count] = [seconds / count for seconds in ours]
            camt.unlink()
            lines.unlink()
    first, last = min(each, default=0), max(each, default=0)
    if first != last:
        print(f"\ngymctl's time per line, {last} / {first}: {ratio(each[last], each[first]):.2f}")


if __name__ == "__main__":
    main()
