#!/usr/bin/python3
"""Members from a CSV file into an empty gym: gymctl, psql doing the same in SQL, and Django in turn. See ../README.md."""
import argparse
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))
from gym import MEMORY, Gym, in_turn, ratio, run, show, write_members  # noqa: E402

COUNTS = """select (select count(*) from gymctl.users), (select count(*) from gymctl.members), (select count(*) from gymctl.member_events),
    (select count(*) from gymctl.prepaid_lots), (select sum(amount) from gymctl.transfers), (select count(*) from gymctl.import_rows)"""


def main():
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--rounds", type=int, default=3)
    arguments.add_argument("--members", type=int, nargs="+", default=[100_000, 1_000_000])
    arguments.add_argument("--django-up-to", type=int, default=100_000, help="Django takes minutes for a million")
    options = arguments.parse_args()
    sql = (HERE / "import.sql").read_text()
    per_row = {}
    with Gym() as gym:
        django = {**gym.environment, "DATABASE": "", "DJANGO_SETTINGS_MODULE": "settings"}
        for count in options.members:
            file = gym.home / "members.csv"
            write_members(file, count)
            contenders = {
                "gymctl member import": lambda: gym.gymctl("gymctl_bench", "member", "import", file, environment=MEMORY),
                "psql, the same in SQL": lambda: gym.psql("gymctl_bench", sql.replace("FILE", str(file))),
            }
            if count <= options.django_up_to:
                contenders["django bulk_create(batch_size=1000)"] = lambda: run(
                    ["/usr/bin/python3", HERE / "django/manage.py", "import_members", file],
                    {**django, "DATABASE": gym.url("gymctl_bench")})
            times = in_turn(gym, contenders, options.rounds, COUNTS, template="gymctl")
            show(f"{count} members", times)
            names = list(times)
            print(f"rows/s of gymctl / psql: {ratio(times[names[1]], times[names[0]]):.2f}")
            if len(names) > 2:
                print(f"rows/s of gymctl / django: {ratio(times[names[2]], times[names[0]]):.1f}")
            per_row[count] = [seconds / count for seconds in times[names[0]]]
    first, last = min(per_row), max(per_row)
    if first != last:
        print(f"\ngymctl's time per row, {last} / {first}: {ratio(per_row[last], per_row[first]):.2f}")


if __name__ == "__main__":
    main()
