#!/usr/bin/python3
"""What a command in `gymctl shell` costs beside its SQL. See ../README.md."""
import argparse
import os
import re
import signal
import statistics
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
from gym import GYMCTL, Gym, run, write_members  # noqa: E402

COMMANDS = ["member show 1 -o json", "member list --limit 50 -o json", "class list -o json", "gym show -o json"]
FIRST = 20


def main():
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--members", type=int, default=10_000)
    arguments.add_argument("--commands", type=int, default=200, help="of each kind; %d more come first" % FIRST)
    arguments.add_argument("--rounds", type=int, default=5)
    options = arguments.parse_args()
    with Gym() as gym:
        members = gym.home / "members.csv"
        write_members(members, options.members)
        gym.gymctl("gymctl", "member", "import", members)
        log = log_statements(gym)
        print(f"{options.members} members, {options.rounds} rounds, milliseconds a command: medians")
        print(f"{'':36}{'whole':>9}{'its SQL':>9}{'beside it':>11}")
        for command in COMMANDS:
            rounds = [measure(gym, log, command, options.commands) for _ in range(options.rounds)]
            whole, sql, beside = (statistics.median(column) for column in zip(*[(w, s, w - s) for w, s in rounds]))
            print(f"{command:36}{whole:9.2f}{sql:9.2f}{beside:11.2f}", flush=True)


def log_statements(gym):
    """Has the server log what each statement took, from now on; its log."""
    running = next(gym.home.rglob("postmaster.pid"))
    with open(running.parent / "postgresql.auto.conf", "a") as settings:
        settings.write("log_min_duration_statement = 0\n")
    os.kill(int(running.read_text().split()[0]), signal.SIGHUP)
    while gym.ask("gymctl", "show log_min_duration_statement") != "0":
        time.sleep(0.1)
    return max(gym.home.rglob("*.log"), key=lambda path: path.stat().st_mtime)


def measure(gym, log, command, count):
    """The time of so many commands more, and of what the server did for them, by its own log; each a command."""
    few, few_sql = script(gym, log, command, FIRST)
    many, many_sql = script(gym, log, command, FIRST + count)
    return (many - few) / count, (many_sql - few_sql) / count


def script(gym, log, command, count):
    before = log.stat().st_size
    seconds = run([GYMCTL, "shell"], gym.environment, f"{command}\n" * count)
    with open(log, "rb") as text:
        text.seek(before)
        durations = re.findall(rb"duration: ([0-9.]+) ms", text.read())
    return seconds * 1000, sum(map(float, durations))


if __name__ == "__main__":
    main()
