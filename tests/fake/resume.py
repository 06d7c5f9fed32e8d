#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""resume.py BPFTAX_FAKE SCHEMA: what `bpftax resume` goes on with, and what it refuses."""
import json
import pathlib
import signal
import sqlite3
import sys
import tempfile
import time

import jsonschema

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "cli"))
from checks import expect, summary  # noqa: E402
from fake import BLOCKS, STUDY, Fake  # noqa: E402


def refused(fake, sentence, *arguments, **environment):
    """What there is by then may be reported all the same."""
    done = fake.run("resume", "--quiet", *arguments, **environment)
    said = done.stderr.decode()
    expect(done.returncode == 2 and sentence in said and said.count("\n") == 1,
           f"resume {arguments}: {done.returncode} {said}")


def wait_for_samples(fake, process, count):
    """A run that is under way has so many by and by, or it has ended."""
    while process.poll() is None:
        try:
            if fake.rows("SELECT count(*) FROM sample")[0][0] >= count:
                return
        except Exception:
            pass
        time.sleep(.01)


def cut_off(fake, *study, signal_number=signal.SIGKILL, samples=20):
    process = fake.start(*study)
    wait_for_samples(fake, process, samples)
    process.send_signal(signal_number)
    process.communicate()


def finish(fake, schema, interruptions, status=0):
    done = fake.run("resume", "--format", "json", "--quiet")
    expect(done.returncode == status, f"resume: {done}")
    report = json.loads(done.stdout)
    jsonschema.validate(report, schema)
    expect(report["run"].get("interruptions") == interruptions, f"{report['run']}")
    page = fake.run("report", "--full").stdout.decode()
    expect("was interrupted" in " ".join(page.split()) and "went on" in page, "the report does not say so")
    blocks = [json.loads(plan) for plan, in fake.rows("SELECT plan FROM plan")]
    expect(all(p["blocks"] - len(p.get("cut", [])) == BLOCKS for p in blocks), f"{blocks}")
    return report


def check_killed(program, schema):
    with tempfile.TemporaryDirectory() as directory:
        fake = Fake(program, directory, FAKE_WINDOW_US="5000")
        refused(fake, "there is no store")
        cut_off(fake, "run", *STUDY)
        refused(fake, "the run was begun on 6.0.0-fake, and this is 6.1.0-other", FAKE_TEXT="6.1.0-other")
        process = fake.start("resume")
        wait_for_samples(fake, process, 40)
        refused(fake, "is under way in another process")
        process.kill()
        process.communicate()
        finish(fake, schema, 3)
        refused(fake, "came to its end: there is nothing to resume")


def check_interrupted(program, schema):
    """Ctrl-C, which ends the run by itself, and leaves results of what there was."""
    with tempfile.TemporaryDirectory() as directory:
        fake = Fake(program, directory, FAKE_WINDOW_US="5000", FAKE_UNSUPPORTED="fexit")
        cut_off(fake, "run", *STUDY, signal_number=signal.SIGINT)
        report = finish(fake, schema, 1, status=1)  # fexit was asked for by name
        unsupported = {r["configuration"] for r in report["results"] if r["status"] == "unsupported"}
        expect(unsupported == {"fexit-null", "fexit-map", "fexit-null-stat", "fexit-map-stat"},
               f"{unsupported}")


def check_cells(program, schema):
    """Of several cells those that are done are left alone, and one that failed is tried again."""
    with tempfile.TemporaryDirectory() as directory:
        fake = Fake(program, directory)
        study = (*STUDY, "--target", "vm", "--kernel", "a,b")
        done = fake.run("run", *study, FAKE_BROKEN_KERNEL="b")
        expect(done.returncode == 1, f"run: {done}")
        first = fake.rows("SELECT max(sample.id) FROM sample JOIN visit ON visit.id = visit JOIN cell"
                          " ON cell.id = cell WHERE kernel = 'a'")
        finish(fake, schema, 1)
        again = fake.rows("SELECT max(sample.id) FROM sample JOIN visit ON visit.id = visit JOIN cell"
                          " ON cell.id = cell WHERE kernel = 'a'")
        states = fake.rows("SELECT kernel, state FROM cell ORDER BY number")
        expect(states == [("a", "done"), ("b", "done")] and first == again, f"{states} {first} {again}")


def check_failure(program, schema):
    """What failed in a cell that was done is part of the exit status, as if the run had never been cut off."""
    with tempfile.TemporaryDirectory() as directory:
        fake = Fake(program, directory)
        study = (*STUDY, "--target", "vm", "--kernel", "a,b")
        done = fake.run("run", *study, FAKE_BROKEN_KERNEL="b", FAKE_DEADLY="fexit")
        expect(done.returncode == 1, f"run: {done}")
        report = finish(fake, schema, 1, status=1)
        failed = {(report["cells"][r["cell"]]["kernel"], r["status"]) for r in report["results"]
                  if r["configuration"] == "fexit-null"}
        expect(failed == {("a", "failed"), ("b", "measured")}, f"fexit-null: {failed}")


def check_damaged(program, schema):
    """A plan with more blocks cut off than it has is refused in a sentence."""
    with tempfile.TemporaryDirectory() as directory:
        fake = Fake(program, directory, FAKE_WINDOW_US="5000")
        cut_off(fake, "run", *STUDY)
        with sqlite3.connect(fake.store) as store:
            store.execute("UPDATE plan SET plan = json_set(plan, '$.cut', json('[0,0,0,0,0,0]'))")
        done = fake.run("resume", "--quiet")
        said = done.stderr.decode()
        expect(done.returncode == 3 and said.count("\n") == 1 and "begin another run" in said, f"damaged: {done}")


def check_environment(program, schema):
    """What its machine was in each of its lives is kept, and a change between two of them is told."""
    with tempfile.TemporaryDirectory() as directory:
        fake = Fake(program, directory, FAKE_WINDOW_US="5000", FAKE_FACTS='{"bpf_jit_harden": 0}')
        cut_off(fake, "run", *STUDY)
        fake.environment["FAKE_FACTS"] = '{"bpf_jit_harden": 2}'
        cut_off(fake, "resume", samples=40)
        environment = finish(fake, schema, 2)["machines"][0]["environment"]
        harden = [life["before"]["bpf_jit_harden"] for life in (*environment["earlier"], environment)]
        expect(harden == [0, 2, 2], f"of three lives: {harden}")
        page = " ".join(fake.run("report", "--full").stdout.decode().split())
        expect(page.count("net.core.bpf_jit_harden rose from 0 to 2 during the run") == 1, "the change is not told")


def anatomies(fake):
    return set(fake.rows("SELECT rowid, configuration, workload, anatomy FROM anatomy"))


def check_recorded(program, schema):
    """Anatomies that were kept stay, in their rows; those that are missing are taken."""
    study = ("--kernel", "a", "--workload", "micro,udp-drain", "--mechanism",
             "fentry,fexit,kprobe-fprobe", "--program", "null,map", "--quiet")
    for samples in (3, 8):  # in micro's block, and in that of udp-drain
        with tempfile.TemporaryDirectory() as directory:
            fake = Fake(program, directory, FAKE_WINDOW_US="30000")
            cut_off(fake, "anatomy", *study, samples=samples)
            before = anatomies(fake)
            done = fake.run("resume", "--format", "json", "--quiet")
            expect(done.returncode == 0, f"resume: {done.stderr}")
            jsonschema.validate(json.loads(done.stdout), schema)
            after = anatomies(fake)
            expect(0 < len(before) < 12 and before <= after, f"{len(before)} before, {len(before - after)} gone")
            expect(len({row[1:3] for row in after}) == len(after) == 12, f"{len(after)} of 12 anatomies")
            shown = json.loads(fake.run("anatomy", fake.rows("SELECT id FROM run")[0][0], "--format", "json").stdout)
            expect(len(shown["anatomies"]) == 12 and not shown.get("missing"), f"{shown.get('missing')}")


def main(program, schema):
    schema = json.loads(pathlib.Path(schema).read_text())
    for check in (check_killed, check_interrupted, check_cells, check_failure, check_damaged, check_environment, check_recorded):
        check(program, schema)
    return summary()


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
