#!/usr/bin/python3
"""How soon a message is seen, an old page of a huge room, and a search in it. See ../README.md."""
import argparse
import os
import re
import select
import selectors
import shutil
import statistics
import subprocess
import sys
import time
import urllib.parse
from pathlib import Path

import psycopg2

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))
from gym import FIRST_IN_LINE, GYMCTL, MEMORY, Gym, ratio, show  # noqa: E402

OURS = "insert into gymctl.messages (room_id, user_id, content) values (1, 1, %s)"  # Lobby and Ann, of room.sql
THEIRS = "with sent as (insert into told (content) values (%s) returning content) select pg_notify('told', content) from sent"


def send(url, statement, rate, seconds):
    """Each carries when it was sent, right before its statement; the statement ends with the commit."""
    connection = psycopg2.connect(url)
    connection.autocommit = True
    cursor = connection.cursor()
    start = time.monotonic()
    for n in range(int(rate * seconds)):
        time.sleep(max(0.0, start + n / rate - time.monotonic()))
        cursor.execute(statement, (str(time.monotonic_ns()),))
    connection.close()


def listen(url, fetches):
    """A line a message, as Tails.java writes them: told by NOTIFY alone, or with its row read."""
    connection = psycopg2.connect(url)
    connection.autocommit = True
    cursor = connection.cursor()
    cursor.execute("select coalesce(max(id), 0) from told")
    last = cursor.fetchone()[0]
    cursor.execute("listen told")
    while True:
        select.select([connection], [], [])
        connection.poll()
        told, connection.notifies = [note.payload for note in connection.notifies], []
        if fetches and told:
            cursor.execute("select id, content from told where id > %s order by id", (last,))
            rows = cursor.fetchall()
            told = [content for _, content in rows]
            last = rows[-1][0] if rows else last
        seen = time.monotonic_ns()
        for content in told:
            print(0, content, seen, flush=True)


def by_jdbc(url):
    """How the driver is told what libpq takes as an address."""
    address = urllib.parse.urlsplit(url)
    passfile = urllib.parse.parse_qs(address.query)["passfile"][0]
    return [f"-Dorg.postgresql.pgpassfile={passfile}", "Listen", f"jdbc:postgresql://{address.hostname}:{address.port}{address.path}?user={address.username}"]


class Readers:
    """Processes, and what they print, with the time at which it was read if they do not say it."""

    def __init__(self, commands, environment):
        self.processes = [
            subprocess.Popen([*FIRST_IN_LINE, *map(str, command)], env=environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
            for command in commands
        ]
        self.selector = selectors.DefaultSelector()
        self.partial = {}
        for process in self.processes:
            os.set_blocking(process.stdout.fileno(), False)
            self.selector.register(process.stdout, selectors.EVENT_READ)
            self.partial[process.stdout.fileno()] = b""
        self.seen = []

    def take(self, wait):
        for key, _ in self.selector.select(wait):
            read = os.read(key.fd, 1 << 16)
            now = time.monotonic_ns()
            if not read:
                sys.exit("a reader has ended")
            *lines, self.partial[key.fd] = (self.partial[key.fd] + read).split(b"\n")
            for line in lines:
                if line.startswith(b"{"):
                    sent, seen = int(re.search(rb'"content": "(\d+)"', line)[1]), now
                    reader = key.fd
                else:
                    number, sent, seen = map(int, line.split())
                    reader = (key.fd, number)
                self.seen.append((reader, sent, seen))

    def close(self):
        for process in self.processes:
            process.kill()
        for process in self.processes:
            process.wait()


def latencies(gym, options, commands, statement):
    """Milliseconds of every message at every reader, after a while to warm up; all have to see all."""
    url = gym.url("gymctl")
    readers = Readers(commands, {**gym.environment, "GYMCTL_URL": "embedded:gymctl", **MEMORY})
    try:
        deadline = time.monotonic() + 120
        while len({reader for reader, _, _ in readers.seen}) < options.tails:
            send(url, statement, 1000, 0.001)
            readers.take(0.5)
            if time.monotonic() > deadline:
                sys.exit("not all readers came")
        readers.take(1)
        begun = time.monotonic_ns()
        work = [sys.executable, __file__, "--send", url, statement, str(options.rate), str(options.warm_up + options.seconds)]
        sender = subprocess.Popen([*FIRST_IN_LINE, *work])
        counted = begun + int(options.warm_up * 1e9)
        while sender.poll() is None:
            readers.take(0.2)
        end = time.monotonic() + 5
        expected = options.tails * int(options.rate * (options.warm_up + options.seconds))
        while time.monotonic() < end and sum(sent > begun for _, sent, _ in readers.seen) < expected:
            readers.take(0.2)
        came = [(reader, sent) for reader, sent, _ in readers.seen if sent > begun]
        if len(came) != expected or len(set(came)) != expected:
            sys.exit(f"{len(came)} of {expected} messages came, {len(set(came))} of them once")
        return [(seen - sent) / 1e6 for _, sent, seen in readers.seen if sent > counted]
    finally:
        readers.close()


def percentile(values, percent):
    return statistics.quantiles(values, n=100, method="inclusive")[percent - 1]


def visible(gym, options):
    url = gym.url("gymctl")
    gym.psql("gymctl", "create table told (id bigint generated always as identity primary key, content text not null);\n")
    jars = ":".join(str(GYMCTL.parent.parent / "lib" / jar) for jar in ("gymctl.jar", "libraries.jar", "postgres.jar"))
    java = os.environ["JAVA_HOME"] + "/bin/java" if "JAVA_HOME" in os.environ else shutil.which("java")
    me = [sys.executable, __file__]
    classes = gym.home / "classes"
    subprocess.run([java.replace("bin/java", "bin/javac"), "-cp", jars, "-d", classes, HERE / "Listen.java"], check=True)
    plain = [java, "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-cp", f"{jars}:{classes}", *by_jdbc(url)]
    contenders = {
        "gymctl chat tail, a process each": ([[GYMCTL, "chat", "tail", "Lobby", "-o", "ndjson"]] * options.tails, OURS),
        "core.chat.Tail, in one JVM": ([[java, "-XX:+UseSerialGC", "-cp", jars, HERE / "Tails.java", options.tails]], OURS),
        "LISTEN, a process each": ([[*me, "--listen", url]] * options.tails, THEIRS),
        "LISTEN by JDBC, a process each": ([plain] * options.tails, THEIRS),
        "LISTEN and the row, a process each": ([[*me, "--listen", url, "--fetch"]] * options.tails, THEIRS),
    }
    p95 = {name: [] for name in contenders}
    print(f"\n{'send to visible, ' + str(options.tails) + ' tails, milliseconds':44}{'p50':>9}{'p95':>9}{'p99':>9}")
    for _ in range(options.rounds):
        for name, (commands, statement) in contenders.items():
            took = latencies(gym, options, commands, statement)
            if name == "core.chat.Tail, in one JVM" and not took:
                sys.exit("nothing came")
            p95[name].append(percentile(took, 95))
            print(f"{name:44}{percentile(took, 50):9.2f}{percentile(took, 95):9.2f}{percentile(took, 99):9.2f}", flush=True)
    processes, one, bare, jdbc, row = p95.values()
    for name, ours in {"core.chat.Tail": one, "gymctl chat tail": processes}.items():
        print(f"p95 of {name} / LISTEN: {ratio(ours, bare):.2f}; / by JDBC: {ratio(ours, jdbc):.2f}; / and the row: {ratio(ours, row):.2f}", flush=True)


def history(gym, options):
    page = 50
    pages = {"page 1": [], "page 10,000": ["--before", str(options.messages - 9_999 * page + 1)]}
    times = {name: [] for name in pages}
    for counted in [False] + [True] * options.runs:
        for name, words in pages.items():
            seconds = gym.gymctl("gymctl", "chat", "history", "Hall", "--limit", str(page), *words, "-o", "ndjson", environment=MEMORY)
            if counted:
                times[name].append(seconds)
    show("gymctl chat history", times)
    first, far = times.values()
    print(f"page 10,000 / page 1: {ratio(far, first):.2f}", flush=True)


def search(gym, options):
    ours = our_search()
    for word in ("kettlebell", "sauna", "desk -kettlebell or w77"):
        terms = word if " " not in word else None
        bare = (HERE / "search.sql").read_text()
        bare = bare.replace("WORD", word) if terms else bare.replace("to_tsquery('simple', 'WORD')", f"websearch_to_tsquery('simple', '{word}')")
        query = ours.format(words=word)
        contenders = {
            "gymctl chat search": lambda: gym.gymctl("gymctl", "chat", "search", word, "-o", "ndjson", environment=MEMORY),
            "psql, its bare SQL": lambda: gym.psql("gymctl", bare),
        }
        times = {name: [] for name in contenders}
        inside = {name: [] for name in contenders}
        for counted in [False] + [True] * options.runs:
            for name, work in contenders.items():
                seconds = work()
                plan = gym.ask("gymctl", "set search_path = gymctl; explain (analyze, timing off) " + (query if name.startswith("gymctl") else bare))
                if "Bitmap Index Scan on messages_search" not in plan:
                    sys.exit(f"{name} does not use the index:\n{plan}")
                if counted:
                    times[name].append(seconds)
                    inside[name].append(sum(float(took) for took in re.findall(r"(?:Planning|Execution) Time: ([\d.]+) ms", plan)))
        found = gym.ask("gymctl", f"select count(*) from gymctl.messages where search @@ websearch_to_tsquery('simple', '{word}')")
        show(f"search for {word}, in {found} messages", times)
        mine, theirs = times.values()
        print(f"process start to end, gymctl / psql: {ratio(mine, theirs):.2f}")
        mine, theirs = inside.values()
        print(f"in the database (explain analyze): {statistics.median(mine):.1f} and {statistics.median(theirs):.1f} ms, ratio {ratio(mine, theirs):.2f}", flush=True)
        if word == "kettlebell":
            print(gym.ask("gymctl", "set search_path = gymctl; explain " + query))


def our_search():
    """The statement of gymctl chat search, as it stands in the program."""
    source = HERE.parent.parent / "core/src/main/java/dev/gymctl/core/chat"
    columns = "".join(re.findall(r'"([^"]*)"', re.search(r"COLUMNS = (.*?);", (source / "Message.java").read_text(), re.S)[1]))
    statement = re.search(r'"""\n(\s+select %s, m\.rank.*?)"""', (source / "Messages.java").read_text(), re.S)[1]
    statement = statement.replace("%s", columns).replace("websearch_to_tsquery('simple', ?)", "websearch_to_tsquery('simple', '{words}')")
    return statement.replace("limit ?", "limit 20").replace("?", "null")


def main():
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--tails", type=int, default=20)
    arguments.add_argument("--rate", type=float, default=50, help="messages a second")
    arguments.add_argument("--warm-up", type=float, default=10, help="seconds that are not counted")
    arguments.add_argument("--seconds", type=float, default=10, help="seconds that are")
    arguments.add_argument("--rounds", type=int, default=3, help="of the tails")
    arguments.add_argument("--messages", type=int, default=1_000_000)
    arguments.add_argument("--runs", type=int, default=7, help="of history and search; one more comes first")
    arguments.add_argument("--only", nargs="+", choices=["tail", "history", "search"], default=["tail", "history", "search"])
    options = arguments.parse_args()
    FIRST_IN_LINE.clear()  # many processes that each have several threads would only be set against one another
    with Gym() as gym:
        gym.psql("gymctl", (HERE / "room.sql").read_text().replace("MESSAGES", str(options.messages)))
        print(gym.ask("gymctl", "select count(*) || ' messages' from gymctl.messages"), flush=True)
        for name, measure in {"history": history, "search": search, "tail": visible}.items():
            if name in options.only:
                measure(gym, options)


if __name__ == "__main__":
    if sys.argv[1:2] == ["--send"]:
        send(sys.argv[2], sys.argv[3], *map(float, sys.argv[4:6]))
    elif sys.argv[1:2] == ["--listen"]:
        listen(sys.argv[2], "--fetch" in sys.argv)
    else:
        main()
