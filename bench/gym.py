"""What the measurements of big gyms share: an embedded PostgreSQL in a temporary directory, and members made up."""
import os
import random
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

GYMCTL = Path(__file__).resolve().parent.parent / "cli/target/gymctl/bin/gymctl"
MEMORY = {"GYMCTL_JAVA_OPTS": "-Xmx256m"}
FIRST = ["Ada", "Łukasz", "Grace", "Barbara", "Ken", "Jürgen", "Ana María", "Chloé", "Ōyama", "Sinéad", "Mustafa", "Linh"]
LAST = ["Lovelace", "Hopper", "Liskov", "O'Neill", "Müller", "Nakamura", "van 't Hoff", "de la Cruz", "Şahin", "Nguyễn"]


class Gym:
    """A home of its own with an embedded server, which is stopped and deleted at the end."""

    def __enter__(self):
        if not GYMCTL.exists():
            sys.exit(f"no {GYMCTL}: ./mvnw -q package -DskipTests")
        self.home = Path(tempfile.mkdtemp(prefix="gymctl-bench"))
        self.environment = {"PATH": os.environ["PATH"], "HOME": str(self.home), "LANG": "C.UTF-8"}
        if "JAVA_HOME" in os.environ:
            self.environment["JAVA_HOME"] = os.environ["JAVA_HOME"]
        self.gymctl("gymctl", "db", "migrate")
        self.gymctl("gymctl", "__archive")
        return self

    def __exit__(self, *exception):
        subprocess.run([GYMCTL, "db", "stop"], env=self.environment, capture_output=True)
        shutil.rmtree(self.home, ignore_errors=True)

    def gymctl(self, database, *words, environment=()):
        """Seconds from start to end."""
        return run([GYMCTL, *words], {**self.environment, "GYMCTL_URL": f"embedded:{database}", **dict(environment)})

    def url(self, database):
        """For psql, as the owner."""
        command = [GYMCTL, "db", "url", "--url", "embedded"]
        url = subprocess.run(command, env=self.environment, check=True, capture_output=True, text=True).stdout.strip()
        return url.replace("//gymctl_app@", "//gymctl_owner@").replace("/gymctl?", f"/{database}?")

    def psql(self, database, script):
        return run(["psql", "-XqAt", "-v", "ON_ERROR_STOP=1", self.url(database)], self.environment, script)

    def ask(self, database, query):
        command = ["psql", "-XqAt", "-c", query, self.url(database)]
        return subprocess.run(command, env=self.environment, check=True, capture_output=True, text=True).stdout.strip()

    def make(self, database, template="gymctl"):
        """A database as fresh as the template."""
        self.psql("postgres", f"drop database if exists {database};\ncreate database {database} template {template};\n")


def run(command, environment, text=None):
    """Before everything else on the machine where that is allowed, so that others are not measured too."""
    start = time.perf_counter()
    done = subprocess.run([*FIRST_IN_LINE, *map(str, command)], env=environment, input=text, capture_output=True, text=True)
    seconds = time.perf_counter() - start
    if done.returncode != 0:
        sys.exit(f"{' '.join(map(str, command))}: exit {done.returncode}\n{done.stderr[-3000:]}")
    return seconds


def first_in_line():
    """The server, which the first command starts, keeps that priority too."""
    command = ["chrt", "-f", "10"]
    works = shutil.which("chrt") and subprocess.run([*command, "true"], capture_output=True).returncode == 0
    return command if works else []


FIRST_IN_LINE = first_in_line()


def write_members(path, count):
    """As many, always the same ones, as `member import` reads them."""
    dice = random.Random(1)
    with open(path, "w", encoding="utf-8") as out:
        out.write("first_name,last_name,email,phone,date_of_birth,date_joined,membership_approved,is_active,prepaid_fees\n")
        for n in range(count):
            born = f"{dice.randint(1950, 2010)}-{dice.randint(1, 12):02}-{dice.randint(1, 28):02}"
            joined = f"{dice.randint(2015, 2024)}-{dice.randint(1, 12):02}-{dice.randint(1, 28):02}"
            approved = dice.choice(["true"] * 8 + ["false", ""])
            prepaid = dice.randint(1, 10) if dice.random() < 0.2 else 0
            active = "true" if dice.random() < 0.9 else "false"
            out.write(f"{dice.choice(FIRST)},{dice.choice(LAST)} {n},member{n}@mail.example,0{n:09},{born},{joined},{approved},{active},{prepaid}\n")


def in_turn(gym, contenders, rounds, done, template):
    """Seconds of each, round by round, from a fresh copy of the template as gymctl_bench; ends when they have not done the same."""
    times = {name: [] for name in contenders}
    for _ in range(rounds):
        came = {}
        for name, work in contenders.items():
            gym.make("gymctl_bench", template)
            times[name].append(work())
            came[name] = gym.ask("gymctl_bench", done)
        if len(set(came.values())) != 1:
            sys.exit(f"they do not do the same: {came}")
    return times


def show(title, times):
    print(f"\n{title + ', seconds':44}{'min':>9}{'median':>9}{'max':>9}")
    for name, values in times.items():
        print(f"{name:44}{min(values):9.2f}{statistics.median(values):9.2f}{max(values):9.2f}", flush=True)


def ratio(one, other):
    """Round by round, for a machine that changes its pace changes it for both."""
    return statistics.median(a / b for a, b in zip(one, other))
