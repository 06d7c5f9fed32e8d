#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""crash.py BPFTAX ROUNDS: kill -9 at moments that are drawn, of bpftax, of QEMU, of the host's iperf3 and of this
machine's agent, in turns; what ended before its time is resumed, and that is killed again, twice at the most.  Each run comes
to its end with no committed sample lost, changed or doubled; counted ones with the figures of a run that nobody
disturbed; and no process, no socket and no file is left behind.  tests/fake/crash.py is the same without kernels, more often."""
import collections
import json
import os
import pathlib
import random
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "cli"))
from checks import expect, skip, summary  # noqa: E402

COUNTED = ("micro", "--quiet", "--exact", "--mechanism", "fentry,fexit", "--program", "null,map", "--reloads", "6", "--budget", "0")
RECEIVED = ("run", "--quiet", "--workload", "iperf3", "--client", "host", "--mechanism", "fentry", "--program", "null", "--blocks",
            "3", "--window", "500ms", "--stats", "both", "--accel", "tcg")
HERE = ("micro", "--quiet", "--target", "local", "--mechanism", "raw-tracepoint", "--program", "null,map", "--reloads", "20",
        "--budget", "0")
# What is killed, of which study; within the time that it takes undisturbed.
VICTIMS = {"bpftax": COUNTED, "qemu-system-x86": COUNTED, "iperf3": RECEIVED, "bpftax-agent": HERE}


class Round:
    def __init__(self, bpftax, directory):
        self.bpftax, self.store = bpftax, os.path.join(directory, "store.db")
        self.temporary = os.path.join(directory, "tmp")
        os.mkdir(self.temporary)
        self.environment = {**os.environ, "TMPDIR": self.temporary, "BPFTAX_CRASH": directory}

    def start(self, *words):
        return subprocess.Popen([self.bpftax, *words, "--store", self.store], env=self.environment,
                                stdout=subprocess.PIPE, stderr=subprocess.PIPE)

    def rows(self, query):
        if not os.path.exists(self.store):
            return []
        try:
            with sqlite3.connect(f"file:{self.store}?mode=ro", uri=True) as database:
                return database.execute(query).fetchall()
        except sqlite3.OperationalError:  # killed before there was a table
            return []

    def samples(self):
        return {row[0]: row for row in self.rows("SELECT sample.*, block, position FROM sample JOIN visit"
                                                 " ON visit.id = visit")}

    def is_unfinished(self):
        return self.rows("SELECT id FROM run WHERE duration_s IS NULL OR interrupted OR EXISTS (SELECT 1 FROM cell"
                         " WHERE cell.run = run.id AND state <> 'done')")

    def processes(self):
        """Those that this run has started, by what they are called."""
        marked, found = f"BPFTAX_CRASH={os.path.dirname(self.store)}".encode(), []
        for pid in filter(str.isdigit, os.listdir("/proc")):
            try:
                if marked in pathlib.Path(f"/proc/{pid}/environ").read_bytes().split(b"\0"):
                    found.append((int(pid), pathlib.Path(f"/proc/{pid}/comm").read_text().strip()))
            except OSError:
                pass
        return found


def kill_one(this, process, victim):
    """The victim, or the next one that there is while the run goes on."""
    while process.poll() is None:
        for pid, name in this.processes():
            if name == victim:
                os.kill(pid, signal.SIGKILL)
                return True
        time.sleep(.01)
    return False


def life(this, words, victim, moment):
    """One process of bpftax: whether the victim was there to be killed, and bpftax's status."""
    process, killed = this.start(*words), False
    try:
        process.communicate(timeout=moment)
    except subprocess.TimeoutExpired:
        killed = kill_one(this, process, victim)
    out, err = process.communicate(timeout=600)
    expect(process.returncode in ((0, 1, 3, -9) if killed else (0,)),
           f"{victim}: {words}: {process.returncode} {err.decode()}")
    return killed, process.returncode


def check_left_behind(this, victim):
    for _ in range(50):
        left = this.processes()
        if not left:
            break
        time.sleep(.1)
    expect(not left, f"{victim}: processes are left: {left}")
    expect(not os.listdir(this.temporary), f"{victim}: files are left: {os.listdir(this.temporary)}")
    names = pathlib.Path("/proc/net/unix").read_text()
    for run, in this.rows("SELECT id FROM run"):
        expect(f"bpftax-run-{run}" not in names, f"{victim}: the claim of a run is left")


def costs(this):
    done = this.start("report", "--format", "json")
    report = json.loads(done.communicate()[0])
    expect({result["status"] for result in report["results"]} == {"measured"}, f"{report['results']}")
    return {result["configuration"]: result["effects"]["event_instructions"]["absolute"]["estimate"]
            for result in report["results"] if "event_instructions" in result.get("effects", {})}


def check_round(bpftax, victim, draw, most_s):
    study = VICTIMS[victim]
    figures = collections.Counter()
    with tempfile.TemporaryDirectory() as directory:
        this, words = Round(bpftax, directory), (*study, "--seed", "7")
        while True:
            before = this.samples()
            killed, status = life(this, words, victim, draw.uniform(0, most_s) if figures["killed"] < 2 else 600)
            figures["killed"] += killed
            check_left_behind(this, victim)
            expect(this.rows("PRAGMA integrity_check") in ([("ok",)], []), f"{victim}: the store is damaged")
            after = this.samples()
            expect(all(after.get(key) == row for key, row in before.items()), f"{victim}: a committed sample changed")
            if this.is_unfinished():
                words, figures["resumed"] = ("resume", "--quiet"), figures["resumed"] + 1
            elif status == 0 or this.rows("SELECT id FROM run"):
                figures["failed"] += status != 0
                break
        visits = this.rows("SELECT cell, workload, block, position, count(*) FROM visit WHERE state = 'kept'"
                           " GROUP BY cell, workload, block, position")
        expect(visits and all(row[-1] == 1 for row in visits), f"{victim}: visits are doubled: {visits}")
        figures["samples"] = len(this.samples())
        return figures, costs(this)


def undisturbed(bpftax, study):
    """The figures of one run of it and the seconds that it took; what it says where it cannot be had."""
    with tempfile.TemporaryDirectory() as directory:
        this = Round(bpftax, directory)
        begun_s = time.monotonic()
        process = this.start(*study, "--seed", "7")
        _, err = process.communicate()
        took_s = time.monotonic() - begun_s
        return (costs(this), took_s, None) if process.returncode == 0 else (None, took_s, err.decode().strip())


def main(bpftax, rounds):
    draw, sums, victims = random.Random(20261129), collections.defaultdict(collections.Counter), dict(VICTIMS)
    counted, counted_s, why = undisturbed(bpftax, COUNTED)
    if why:
        print(f"skipped: no guest: {why}")
        return 77
    most_s = {COUNTED: counted_s, RECEIVED: undisturbed(bpftax, RECEIVED)[1]}
    _, most_s[HERE], why = undisturbed(bpftax, HERE)
    if why:
        skip(f"on this machine: {why}")
        del victims["bpftax-agent"]
    victims = list(victims)
    for number in range(int(rounds)):
        victim = victims[number % len(victims)]
        figures, own = check_round(bpftax, victim, draw, most_s[VICTIMS[victim]])
        expect(VICTIMS[victim] is not COUNTED or own == counted, f"{victim}: {own}, undisturbed {counted}")
        sums[victim].update(runs=1, **figures)
        print(f"{victim}: {dict(figures)}", flush=True)
    for victim, sum_of in sums.items():
        print(f"{victim}: {sum_of['runs']} runs, killed {sum_of['killed']} times, resumed {sum_of['resumed']} times,"
              f" {sum_of['samples']} samples kept")
    return summary()


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
