#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""bad_store.py BPFTAX WRITE_SYNTHETIC: stores and files that cannot be used, and what every command on
stored runs says to each: one sentence, the right status, and nothing changed or left behind."""
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile

from checks import expect, summary
from runs import Bpftax

SWITCH, HOSTILE, EXACT = "1111", "3333", "5555"
NOBODY = 65534

# Every command that reads a store, and what it is asked for.
READERS = (("report",), ("report", SWITCH), ("compare", SWITCH, EXACT), ("history",),
           ("history", "fentry-map"), ("export",), ("list", "runs"))


def refused(bpftax, status, words, command, *arguments, **options):
    """options: of subprocess."""
    done = subprocess.run([bpftax.program, command, *arguments, "--store", bpftax.store],
                          capture_output=True, timeout=120, **options)
    said = done.stderr.decode()
    expect(done.returncode == status and said.startswith("bpftax: ") and words in said and
           said.count("\n") == 1 and said.endswith("\n") and not done.stdout,
           f"{command} {arguments}: status {done.returncode}, {said!r}, {done.stdout[:80]}")


def contents(path):
    with open(path, "rb") as file:
        return file.read()


def with_copy(bpftax, name):
    """Another store of the same content."""
    path = os.path.join(bpftax.directory, name)
    shutil.copy(bpftax.store, path)
    return Bpftax(bpftax.program, path, bpftax.directory)


def every_command(bpftax, status, words, file, **options):
    before = contents(bpftax.store)
    for arguments in READERS:
        refused(bpftax, status, words, *arguments, **options)
    refused(bpftax, status, words, "import", file, **options)
    expect(contents(bpftax.store) == before, f"{words}: the store was changed")


def check_absent(bpftax, file):
    absent = Bpftax(bpftax.program, os.path.join(bpftax.directory, "absent.db"), "")
    for arguments in READERS:
        refused(absent, 2, "there is no store", *arguments)
    expect(not os.path.exists(absent.store), "a reader made a store")
    refused(absent, 2, "cannot read 'no such file'", "import", "no such file")
    with open(file, "rb") as whole, open(file + ".cut", "wb") as cut:
        cut.write(whole.read()[:-100])
    # Nor does an import that is refused, be the folder there or not.
    for path in ("absent.db", "new/folder/absent.db"):
        store = Bpftax(bpftax.program, os.path.join(bpftax.directory, path), "")
        refused(store, 2, "it was cut off", "import", file + ".cut")
    left = [n for n in os.listdir(bpftax.directory) if n.startswith(("absent", "new"))]
    expect(not left, f"a refused import left {left}")
    # One that is not refused does, and what came before a refused file stays.
    done = subprocess.run([bpftax.program, "import", "--store", absent.store, file, file + ".cut"],
                          capture_output=True, timeout=60)
    expect(done.returncode == 2 and b"imported" in done.stdout and os.path.exists(absent.store),
           f"the first of two: {done}")


def check_empty(bpftax):
    empty = with_copy(bpftax, "empty.db")
    with sqlite3.connect(empty.store) as database:
        database.execute("PRAGMA foreign_keys = ON")
        database.execute("DELETE FROM run")
    database.close()
    for arguments in (("report",), ("report", "1234"), ("compare", "1234"), ("history",), ("export",)):
        refused(empty, 2, "make one with 'bpftax run'", *arguments)
    expect(empty.run("list", "runs").returncode == 0, "an empty list is one")


def check_runs(bpftax):
    for command in ("report", "export"):
        refused(bpftax, 2, "no run '1112'; the nearest: 11111111 (synthetic, not measured), ",
                command, "1112")
    refused(bpftax, 2, "the nearest: 11111111", "compare", SWITCH, "1112")
    refused(bpftax, 2, "'12' is no run: give 4 to 32", "compare", "12", SWITCH)
    refused(bpftax, 2, "'../x' is no run", "report", "../x")


def check_damaged(bpftax, file):
    damaged = with_copy(bpftax, "damaged.db")
    with open(damaged.store, "r+b") as store:
        store.seek(4096)
        store.write(b"\xaa" * (os.path.getsize(damaged.store) - 4096))
    every_command(damaged, 3, "is damaged", file)
    for name, text in (("letter.db", b"Dear sir, this is no database at all.\n" * 30),):
        letter = Bpftax(bpftax.program, os.path.join(bpftax.directory, name), "")
        with open(letter.store, "wb") as store:
            store.write(text)
        every_command(letter, 3, "is not a database at all", file)


def check_newer(bpftax, file):
    newer = with_copy(bpftax, "newer.db")
    with sqlite3.connect(newer.store) as database:
        database.execute("PRAGMA user_version = 999")
    database.close()
    every_command(newer, 3, "has version 999, this bpftax knows up to", file)


def check_locked(bpftax, file):
    """As a study does for an instant, and an import as long as it lasts."""
    locked = with_copy(bpftax, "locked.db")
    database = sqlite3.connect(locked.store, isolation_level=None)
    database.execute("BEGIN IMMEDIATE")
    database.execute("INSERT INTO note (run, text) VALUES (?, 'x')", (SWITCH * 8,))
    for arguments in READERS:
        done = locked.run(*arguments)
        expect(done.returncode in (0, 1) and not done.stderr, f"read beside a writer: {done}")
    refused(locked, 3, "is locked by another program", "import", file)
    database.execute("ROLLBACK")
    database.close()
    expect(locked.run("import", file).returncode == 0, "after the lock")


def become_nobody():
    os.setgid(NOBODY)
    os.setuid(NOBODY)


def check_read_only(bpftax, file):
    """Root may write everywhere: the test is then somebody else, who may not read root's clone."""
    options = {"preexec_fn": become_nobody} if os.geteuid() == 0 else {}
    folder = os.path.join(bpftax.directory, "read-only")
    os.mkdir(folder)
    program = shutil.copy(bpftax.program, os.path.join(bpftax.directory, "bpftax"))
    store = Bpftax(program, os.path.join(folder, "x.db"), "")
    shutil.copy(bpftax.store, store.store)
    os.chmod(store.store, 0o444)
    os.chmod(folder, 0o555)
    os.chmod(bpftax.directory, 0o755)
    for arguments in READERS:
        done = subprocess.run([store.program, *arguments, "--store", store.store],
                              capture_output=True, timeout=60, **options)
        expect(done.returncode == 0 and not done.stderr, f"read-only {arguments}: {done}")
    refused(store, 3, "read-only", "import", file, **options)
    expect(os.listdir(folder) == ["x.db"], f"left beside it: {os.listdir(folder)}")
    os.chmod(folder, 0o755)


def check_nothing_measured(bpftax):
    """A run in which no configuration was measured: said, and no cost of zero."""
    def nothing(record, names):
        if record["type"] == "result":
            record.update(status="unsupported", reason="CONFIG_BPF is not set")
            record.pop("hits_source", None)
    bpftax.copy(EXACT, "dead", nothing)
    for form in ("text", "markdown", "csv", "json", "html", "openmetrics", "bencher",
                 "benchmark-action", "junit", "ktap"):
        done = bpftax.run("report", "dead", "--format", form)
        expect(done.returncode == 0 and not done.stderr and done.stdout, f"nothing, {form}: {done}")
    text = bpftax.run("report", "dead").stdout.decode()
    expect("CONFIG_BPF is not set" in text and "+0" not in text, f"nothing: {text}")
    done = bpftax.run("compare", "dead", EXACT)
    expect(done.returncode == 0 and b"nothing could be compared" in done.stdout, f"nothing: {done}")
    gate = ("compare", "dead", EXACT, "--gate", "*: +0 instructions")
    expect(bpftax.run(*gate).returncode == 0 and
           bpftax.run(*gate, "--inconclusive", "fail").returncode == 1, "a gate on nothing")
    refused(bpftax, 2, "no configuration has 'event_instructions' in both runs", "compare", "dead",
            EXACT, "--metric", "event_instructions")
    done = bpftax.run("history", "fentry-map")
    expect(done.returncode == 0 and b"CONFIG_BPF is not set" in done.stdout, f"history: {done}")


def main():
    program, write_synthetic = os.path.abspath(sys.argv[1]), sys.argv[2]
    with tempfile.TemporaryDirectory() as directory:
        bpftax = Bpftax(program, os.path.join(directory, "synthetic.db"), directory)
        subprocess.run([write_synthetic, bpftax.store], check=True)
        file = os.path.join(directory, "run.jsonl")
        with open(bpftax.changed_file(bpftax.run("export", EXACT).stdout.decode().splitlines(),
                                      "cafe" * 8, lambda record, names: None), "rb") as changed:
            with open(file, "wb") as out:
                out.write(changed.read())
        os.chmod(file, 0o644)
        check_absent(bpftax, file)
        check_empty(bpftax)
        check_runs(bpftax)
        check_damaged(bpftax, file)
        check_newer(bpftax, file)
        check_locked(bpftax, file)
        check_read_only(bpftax, file)
        check_nothing_measured(bpftax)
    return summary()


sys.exit(main())
