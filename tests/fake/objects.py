# SPDX-License-Identifier: GPL-2.0-or-later
"""objects.py BPFTAX_FAKE: somebody's objects as treatments of a study, without a kernel.

Alone or beside built-in programs, two with programs of one name, of a study file; a run that was cut off goes on
with the store's copies, whatever the files are by then.
"""
import json
import os
import signal
import sqlite3
import sys
import tempfile
import time

from fake import Fake

WHERE = ("--target", "local", "--workload", "udp-drain", "--stats", "off", "--window", "10ms", "--quiet")
COST = ("--together", "--kernel", "a", "--jobs", "1", "--quiet")
ALONE = {"counts", "drops"}


def expect(holds, what):
    if not holds:
        sys.exit(f"failed: {what}")


def objects_make(directory, *names):
    paths = []
    for name in names:
        paths.append(os.path.join(directory, name + ".bpf.o"))
        with open(paths[-1], "w", encoding="ascii") as file:
            file.write(name * 40000)
    return paths


def statuses(done):
    expect(done.stdout, f"no report: {done}")
    return {x["configuration"]: x["status"] for x in json.loads(done.stdout)["results"]
            if not x["configuration"].startswith("baseline")}


def measure(fake, *arguments):
    return fake.run("run", *arguments, "--blocks", "2", "--format", "json")


def check_alone(fake, old):
    done = measure(fake, *WHERE, "--object", old)
    expect(done.returncode == 0, f"an object alone: {done}")
    expect(statuses(done) == {"counts": "measured", "drops": "no-workload"}, f"an object alone: {statuses(done)}")
    expect("xdp" in done.stdout.decode(), "no reason of what is not attached")


def check_beside(fake, old):
    done = measure(fake, *WHERE, "--object", old, "--program", "map")
    expect(done.returncode == 0, f"beside a program: {done}")
    expect(set(statuses(done)) > ALONE | {"fentry-map", "tracepoint-map"}, f"beside a program: {statuses(done)}")
    expect("fentry-null" not in statuses(done), "more than was named")
    done = measure(fake, *WHERE, "--object", old, "--mechanism", "fexit")
    expect(set(statuses(done)) == ALONE | {"fexit-null", "fexit-map"}, f"beside a mechanism: {statuses(done)}")


def check_two(fake, old, new):
    done = measure(fake, *WHERE, "--object", f"{old},{new}")
    expect(set(statuses(done)) == {f"{file}:{program}" for file in ("old", "new") for program in ALONE},
           f"two versions: {statuses(done)}")
    done = measure(fake, *WHERE, "--object", old, "--object", old)
    expect(done.returncode == 2 and b"is named twice" in done.stderr, f"one object twice: {done}")
    beside = os.path.join(os.path.dirname(old), "beside")
    os.makedirs(beside)
    same, = objects_make(beside, "old")
    done = measure(fake, *WHERE, "--object", old, "--object", same)
    folder = os.path.basename(os.path.dirname(old))
    expect(set(statuses(done)) == {f"{place}:old:{program}" for place in (folder, "beside") for program in ALONE},
           f"two of one name: {statuses(done)}")
    other = os.path.join(os.path.dirname(old), "other", "beside")
    os.makedirs(other)
    same, = objects_make(other, "old")
    done = measure(fake, *WHERE, "--object", os.path.join(beside, "old.bpf.o"), "--object", same)
    expect(done.returncode == 2 and b"would be called" in done.stderr, f"two of one name and folder: {done}")


def check_file(fake, directory, old):
    study = os.path.join(directory, "mine.ini")
    with open(study, "w", encoding="ascii") as file:
        file.write(f"target = local\nobject = {old}\nworkload = udp-drain\nstats = off\nwindow = 10ms\n")
    done = measure(fake, study, "--quiet")
    expect(set(statuses(done)) == ALONE, f"a study file: {statuses(done)}")
    with open(study, "a", encoding="ascii") as file:
        file.write("program = null\nmechanism = fentry\n")
    done = measure(fake, study, "--quiet")
    expect(set(statuses(done)) == ALONE | {"fentry-null"}, f"a study file with programs: {statuses(done)}")


def samples(fake):
    try:
        return (fake.rows("SELECT count(*) FROM sample") or [(0,)])[0][0]
    except sqlite3.OperationalError:  # the store is being made
        return 0


def check_resume(fake, old):
    run = fake.start("run", *WHERE, "--object", old, "--blocks", "60")
    while run.poll() is None and samples(fake) < 40:
        time.sleep(.02)
    run.kill()
    run.communicate()
    with open(old, "w", encoding="ascii") as file:
        file.write("something else")
    done = fake.run("resume", "--quiet", "--format", "json")
    expect(done.returncode == 0, f"resumed: {done}")
    expect(statuses(done) == {"counts": "measured", "drops": "no-workload"}, f"resumed: {statuses(done)}")


def check_together(fake, old):
    """What no event runs is in no figure: the report says so, whenever it is read."""
    done = fake.run("cost", old, *COST, "--format", "json")
    expect(done.returncode == 0, f"together: {done}")
    looks = [r["look"] for r in json.loads(done.stdout)["results"] if "look" in r]
    expect(looks and all(look.get("not_run") == ["drops"] for look in looks), f"together: {looks}")
    page = " ".join(fake.run("report").stdout.decode().split())
    expect("drops is attached as well" in page and "not in the figure" in page, f"together: {page}")


def check_against(fake, old, new):
    """Ctrl-C in the first of two runs ends both: nothing is held against half a run."""
    process = fake.start("cost", new, "--against", old, *COST, "--boots", "60", FAKE_WINDOW_US="100000")
    while process.poll() is None and samples(fake) < 4:
        time.sleep(.02)
    process.send_signal(signal.SIGINT)
    out, err = process.communicate()
    runs = fake.rows("SELECT interrupted FROM run")
    expect(process.returncode == 1 and runs == [(1,)] and not out, f"the first interrupted: {runs} {out} {err}")


def main():
    program = sys.argv[1]
    with tempfile.TemporaryDirectory() as directory:
        fake = Fake(program, directory, FAKE_WINDOW_US="2000")
        old, new = objects_make(directory, "old", "new")
        check_alone(fake, old)
        check_beside(fake, old)
        check_two(fake, old, new)
        check_file(fake, directory, old)
        check_together(fake, old)
        missing = measure(fake, *WHERE, "--object", os.path.join(directory, "none.o"))
        expect(missing.returncode == 2 and b"none.o" in missing.stderr, f"no file: {missing}")
    with tempfile.TemporaryDirectory() as directory:
        fake = Fake(program, directory, FAKE_WINDOW_US="2000")
        check_resume(fake, *objects_make(directory, "old"))
    with tempfile.TemporaryDirectory() as directory:
        fake = Fake(program, directory, FAKE_WINDOW_US="2000")
        check_against(fake, *objects_make(directory, "old", "new"))


main()
