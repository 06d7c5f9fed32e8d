#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""crash.py BPFTAX_FAKE ROUNDS: at moments that are drawn the program is killed, or its guest (as where
QEMU or the agent is killed), or the guest's iperf3; what was cut off is resumed, and that is done to it
again, until it comes to its end.  Whatever the moment was, no sample that had been committed is lost,
changed or doubled, of each interruption at most one window was made in vain, the store is whole, every block of the
plan is there once, measured within one boot, and nothing is left behind."""
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
from checks import expect, summary  # noqa: E402
from fake import BLOCKS, STUDY, Fake  # noqa: E402

WINDOW_US = 2000
LIFE = 100000  # FAKE_LIFE of fake_agent.h
TREATMENTS = 4
IN_GUESTS = ("run", *STUDY, "--target", "vm", "--boots", "2")
STUDIES = (("run", *STUDY), IN_GUESTS, IN_GUESTS)
SAMPLES = "SELECT sample.*, visit.block, visit.position FROM sample JOIN visit ON visit.id = visit"
WAL = ("store.db-wal", "store.db-shm")
JOURNAL = "store.db-journal"  # while the store is made
# A treatment whose guest is lost three times in a row is given up, rightly (faults.py): no life loses so many.
LOST_MOST = 2
VICTIMS = {"bpftax": signal.SIGKILL, "guest": signal.SIGUSR1, "iperf3": signal.SIGUSR2}


def samples(fake):
    try:
        return {row[0]: row for row in fake.rows(SAMPLES)}
    except sqlite3.OperationalError:  # killed before there was a table
        return {}


def unfinished(fake):
    try:
        return fake.rows("SELECT id FROM run WHERE duration_s IS NULL OR interrupted OR EXISTS"
                         " (SELECT 1 FROM cell WHERE cell.run = run.id AND state <> 'done')")
    except sqlite3.OperationalError:
        return []


def is_over(fake):
    """Killed between the end of its run and its own."""
    try:
        return fake.rows("SELECT 1 FROM run WHERE duration_s IS NOT NULL")
    except sqlite3.OperationalError:
        return []


def life(fake, arguments, most_s, draw):
    """One process: what was killed while it ran, and its status.  A signal may come before it is taken."""
    process, victims = fake.start(*arguments), []
    while "bpftax" not in victims:
        try:
            process.wait(draw.uniform(0, most_s))
            break
        except subprocess.TimeoutExpired:
            victim = draw.choice(list(VICTIMS)) if len(victims) < LOST_MOST else "bpftax"
            process.send_signal(VICTIMS[victim])
            victims.append(victim)
    out, err = process.communicate()
    expect(process.returncode in (0, 1, 3, -9, -signal.SIGUSR1, -signal.SIGUSR2), f"{arguments}: {process.returncode} {err.decode()}")
    expect(process.returncode in (0, -9) or victims, f"{arguments} failed undisturbed: {err.decode()}")
    return victims, process.returncode


def check_store(fake):
    expect(fake.is_whole(), "the store is damaged")


def ours(fake):
    """A child that was about to start another program is killed with its parent, but not at the same moment."""
    for _ in range(100):
        left = [pid for pid in os.listdir("/proc") if pid.isdigit() and exe_of(pid) == fake.program]
        if not left:
            break
        time.sleep(.1)
    return left


def check_left_behind(fake, temporary, logs):
    """Processes, files and sockets; logs: the store's own, which stay with the store until it is opened again."""
    left = ours(fake)
    expect(not left, f"processes are left: {left}")
    expect(not os.listdir(temporary), f"temporary files: {os.listdir(temporary)}")
    beside = set(os.listdir(os.path.dirname(fake.store)))
    expect(beside <= {"bpftax", "src", "tmp", "log", "store.db", *logs}, f"files: {beside}")
    names = pathlib.Path("/proc/net/unix").read_text()
    for run, in unfinished(fake):
        expect(f"@bpftax-run-{run}" not in names, "the claim of a run is left")


def exe_of(pid):
    try:
        return os.readlink(f"/proc/{pid}/exe")
    except OSError:
        return None


def check_windows(fake, log, victims_of):
    """Each window's number stands in its sample: none is there twice, and in vain was at most one for each kill."""
    stored = collections.Counter(round((value - 1000) * 1e7) for value, in fake.rows("SELECT operation_ns FROM sample"))
    expect(all(count == 1 for count in stored.values()), f"samples are doubled: {stored.most_common(3)}")
    made = [int(line) for line in log.read_text().split()] if log.exists() else []
    vain = 0
    for number, victims in enumerate(victims_of):
        of_life = [window for window in made if window // LIFE == number]
        first = next((i for i, window in enumerate(of_life) if window in stored), len(of_life))
        lost = [window for window in of_life[first:] if window not in stored]
        # A guest that is started again tries its hooks no more: all windows are a sample's by then.
        expect(len(lost) <= len(victims), f"{victims} cost the windows {lost}")
        vain += len(lost)
    return vain


def check_plan(fake, cell, plan):
    """Returns how many blocks were cut."""
    cut = plan.get("cut", [])
    visits = fake.rows("SELECT visit.id, block, position, state, reason, count(sample.id) FROM visit"
                       " LEFT JOIN sample ON visit = visit.id WHERE cell = ? GROUP BY visit.id", cell)
    expect(plan["blocks"] - len(cut) == BLOCKS, f"{plan['blocks']} blocks, cut {cut}")
    for block in range(plan["blocks"]):
        of_block = [visit for visit in visits if visit[1] == block]
        if block in cut:
            expect(all(v[3] == "dropped" and "cut off" in v[4] for v in of_block), f"cut: {of_block}")
            continue
        lost = [v for v in of_block if v[3] == "dropped" and "guest was lost" in v[4]]
        whole = [v for v in of_block if v not in lost]
        positions = sorted(v[2] for v in whole)
        expect(positions == list(range(TREATMENTS + 3)), f"block {block} has visits at {positions}")
        expect(all(v[3] == "kept" and v[5] in (2, 3) for v in whole), f"block {block}: {whole}")
        expect(not lost or max(v[0] for v in lost) < min(v[0] for v in whole), f"block {block} spans two boots")
    return len(cut)


def check_report(fake, run, interruptions):
    done = fake.run("report", run, "--format", "json")
    expect(done.returncode == 0, f"report: {done.stderr}")
    report = json.loads(done.stdout)
    expect(report["run"].get("interruptions", 0) == interruptions and not report["run"]["interrupted"],
           f"report: {report['run']}, of {interruptions}")
    expect(all(r["status"] == "measured" for r in report["results"]),
           f"report: something failed: {[r for r in report['results'] if r['status'] != 'measured']}")


def lives(fake, study, temporary, draw):
    """Until it comes to its end: what was killed in each life.  Of one that ended before it had anything no run is kept."""
    begin, most_s, victims_of = (*study, "--seed", "7"), 0.5 * (2 if "--boots" in study else 1), []
    arguments = begin
    while True:
        before = samples(fake)
        fake.environment["FAKE_LIFE"] = str(len(victims_of))
        victims, status = life(fake, arguments, most_s if len(victims_of) < 6 else 60, draw)
        victims_of.append(victims)
        check_store(fake)
        check_left_behind(fake, temporary, (*WAL, JOURNAL))
        after = samples(fake)
        expect(all(after.get(key) == row for key, row in before.items()), "a committed sample changed")
        if unfinished(fake):
            arguments = ("resume", "--quiet")
        elif status == 0 or is_over(fake):
            return victims_of
        else:
            arguments = begin


def check_round(program, study, draw):
    with tempfile.TemporaryDirectory() as directory:
        temporary, log = os.path.join(directory, "tmp"), pathlib.Path(directory, "log")
        os.mkdir(temporary)
        fake = Fake(program, directory, FAKE_WINDOW_US=str(WINDOW_US), FAKE_LOG=str(log), TMPDIR=temporary)
        victims_of = lives(fake, study, temporary, draw)
        [(run, interruptions)] = fake.rows("SELECT id, coalesce(interruptions, 0) FROM run")
        expect(interruptions < len(victims_of), f"{interruptions} interruptions in {len(victims_of)} lives")
        cut = sum(check_plan(fake, cell, json.loads(plan)) for cell, plan in fake.rows("SELECT cell, plan FROM plan"))
        states = [state for state, in fake.rows("SELECT state FROM cell")]
        expect(states == ["done"] * len(states), f"cells: {states}")
        check_report(fake, run, interruptions)
        check_left_behind(fake, temporary, WAL)
        figures = collections.Counter(victim for victims in victims_of for victim in victims)
        figures.update(resumed=interruptions, cut=cut, vain=check_windows(fake, log, victims_of))
        return figures


def main(program, rounds):
    draw = random.Random(20261129)
    sums = collections.Counter()
    for number in range(int(rounds)):
        sums.update(check_round(program, STUDIES[number % len(STUDIES)], draw))
    print(f"{rounds} runs: bpftax was killed {sums['bpftax']} times, its guest {sums['guest']} times, iperf3"
          f" {sums['iperf3']} times; {sums['resumed']} times resumed, {sums['cut']} blocks cut off,"
          f" {sums['vain']} windows made in vain")
    expect(sums["resumed"] >= int(rounds) / 2 and sums["cut"] > 0 and sums["guest"] > 0 and sums["iperf3"] > 0,
           f"hardly anything was cut off: {sums}")
    return summary()


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
