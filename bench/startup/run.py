#!/usr/bin/python3
"""Start to end of one query command: gymctl, Django, psql and a bare JVM in turn. See ../README.md."""
import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent
GYMCTL = HERE.parent.parent / "cli/target/gymctl/bin/gymctl"
HELLO = 'public class Hello { public static void main(String[] a) { System.out.println("hello"); } }\n'


def main():
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--rounds", type=int, default=20, help="counted rounds; three more come first")
    rounds = arguments.parse_args().rounds
    if not GYMCTL.exists():
        sys.exit(f"no {GYMCTL}: ./mvnw -q package -DskipTests")
    home = Path(tempfile.mkdtemp(prefix="gymctl-bench"))
    environment = {"PATH": os.environ["PATH"], "HOME": str(home), "LANG": "C.UTF-8"}
    if "JAVA_HOME" in os.environ:
        environment["JAVA_HOME"] = os.environ["JAVA_HOME"]
    try:
        measure(home, environment, rounds)
    finally:
        subprocess.run([GYMCTL, "db", "stop"], env=environment, capture_output=True)
        shutil.rmtree(home, ignore_errors=True)


def measure(home, environment, rounds):
    def gymctl(*words):
        return subprocess.run([GYMCTL, *words], env=environment, check=True, capture_output=True, text=True).stdout

    gymctl("member", "add", "Ada", "Lovelace", "--email", "ada@example.org")
    gymctl("__archive")
    url = gymctl("db", "url").strip()
    java = Path(environment.get("JAVA_HOME") or Path(shutil.which("java")).resolve().parent.parent)
    (home / "Hello.java").write_text(HELLO)
    subprocess.run([java / "bin/javac", "-d", home, home / "Hello.java"], check=True)
    django = {**environment, "DATABASE": url, "DJANGO_SETTINGS_MODULE": "settings"}
    manage = [str(HERE / "django/manage.py"), "member_show", "1"]

    contenders = {
        "gymctl member show": (lambda n: [GYMCTL, "member", "show", "1", "-o", "json"], environment),
        "gymctl __complete": (lambda n: [GYMCTL, "__complete", "member", "show", "a"], environment),
        "django": (lambda n: ["/usr/bin/python3", *manage], django),
        "psql -c": (lambda n: ["psql", url, "-Atc", "select row_to_json(m) from compat.member_logs m where id = 1"], environment),
        "bare JVM": (lambda n: [java / "bin/java", "-Xshare:auto", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-cp", home, "Hello"], environment),
        "gymctl --help": (lambda n: [GYMCTL, "--help"], environment),
        "gymctl member list --help": (lambda n: [GYMCTL, "member", "list", "--help"], environment),
        "gymctl payroll run (empty)": (lambda n: [GYMCTL, "payroll", "run", "--month", f"{1990 + n // 12}-{n % 12 + 1:02}"], environment),
    }
    same_member(contenders)
    if gymctl("__complete", "member", "show", "a") != "ada@example.org\tAda Lovelace\n":
        sys.exit("a member is not completed")

    times = {name: [] for name in contenders}
    for n in range(rounds + 3):
        for name, (command, variables) in contenders.items():
            start = time.perf_counter()
            subprocess.run(command(n), env=variables, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            if n >= 3:
                times[name].append((time.perf_counter() - start) * 1000)

    version = subprocess.run([java / "bin/java", "-version"], capture_output=True, text=True).stderr.splitlines()[0]
    print(f"{version}, {rounds} rounds, milliseconds")
    print(f"{'':28}{'min':>8}{'median':>8}{'max':>8}")
    for name, values in times.items():
        print(f"{name:28}{min(values):8.0f}{statistics.median(values):8.0f}{max(values):8.0f}")
    print(f"gymctl / django, round by round: {ratio(times, 'gymctl member show', 'django'):.2f}")
    print(f"help / bare JVM, round by round: {ratio(times, 'gymctl --help', 'bare JVM'):.2f}")
    print(f"a verb's help / bare JVM, round by round: {ratio(times, 'gymctl member list --help', 'bare JVM'):.2f}")
    print(f"completion / gymctl, round by round: {ratio(times, 'gymctl __complete', 'gymctl member show'):.2f}")
    print(f"empty job / gymctl, round by round: {ratio(times, 'gymctl payroll run (empty)', 'gymctl member show'):.2f}")


def same_member(contenders):
    """A comparison of two programs that do not say the same would be none."""
    shown = []
    for name in ("gymctl member show", "django"):
        command, variables = contenders[name]
        shown.append(json.loads(subprocess.run(command(0), env=variables, check=True, capture_output=True).stdout))
    for field in ("id", "first_name", "last_name", "email", "role", "is_active", "payment_status", "membership_approved",
                  "attendance_count", "prepaid_fees", "password", "date_of_birth"):
        if shown[0][field] != shown[1][field]:
            sys.exit(f"{field} differs: {shown[0][field]} and {shown[1][field]}")


def ratio(times, one, other):
    return statistics.median(a / b for a, b in zip(times[one], times[other]))


if __name__ == "__main__":
    main()
