#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""chunks.py BPFTAX: the micro measurement is stored as raw chunks, and reads back.

A real guest, its instructions counted.  What was printed when it ran is printed again, byte for
byte, from the store and from an export that another store imported; what of it is an estimate is
computed here once more, from the bytes as docs/export.md describes them.
"""
import json
import os
import statistics
import subprocess
import sys
import tempfile

KERNEL = "debian-6.12-cloud"
ESTIMATES = ("event_ns", "event_bare_ns", "event_slope_ns", "chunks", "chunks_agreeing",
             "chunks_disturbed")


class Chunks:
    """The format of docs/export.md."""
    def __init__(self, digits):
        self.bytes, self.at = bytes.fromhex(digits), 0
        assert self.number() == 1, "another version"
        self.before, self.attached, self.after = [self.list() for _ in range(3)]
        self.line, bare, attached = [], 0, 0
        for _ in range(self.number()):
            events = self.number()
            bare, bare_disturbed = self.chunk(bare)
            attached, attached_disturbed = self.chunk(attached)
            self.line.append((events, bare, attached, bare_disturbed or attached_disturbed))
        assert self.at == len(self.bytes), "something is left"

    def number(self):
        value = shift = 0
        while True:
            byte = self.bytes[self.at]
            self.at += 1
            value |= (byte & 0x7f) << shift
            shift += 7
            if not byte & 0x80:
                return value

    def chunk(self, previous):
        number = self.number()
        zigzag = number >> 1
        return previous + (-(zigzag + 1 >> 1) if zigzag & 1 else zigzag >> 1), number & 1

    def list(self):
        chunks, previous = [], 0
        for _ in range(self.number()):
            previous, disturbed = self.chunk(previous)
            chunks.append((previous, disturbed))
        return chunks


def estimates(chunks, events):
    lists = [[ns for ns, disturbed in chunks_of if not disturbed]
             for chunks_of in (chunks.before, chunks.attached, chunks.after)]
    before, attached, after = lists
    before = before or after
    bare = [(x + y) / 2 for x, y in zip(before, after)][:len(attached)]
    added = [x - y for x, y in zip(attached, bare)]
    points = [(n, b - a) for n, a, b, disturbed in chunks.line if not disturbed]
    slopes = [(y2 - y1) / (x2 - x1) for i, (x1, y1) in enumerate(points)
              for x2, y2 in points[i + 1:] if x1 != x2]
    median = statistics.median(added)
    return {
        "event_ns": median / events,
        "event_bare_ns": statistics.median(bare) / events,
        "event_slope_ns": statistics.median(slopes),
        "chunks": len(added),
        "chunks_agreeing": sum(abs(x - median) <= 2 for x in added),
        "chunks_disturbed": sum(d for x in (chunks.before, chunks.attached, chunks.after)
                                for _, d in x),
    }


def run(*arguments):
    done = subprocess.run(arguments, capture_output=True, timeout=300)
    assert done.returncode == 0, f"{arguments}: {done}"
    return done.stdout


def check_samples(exported, report):
    """Each sample's estimates, as the report has them, against those of its chunks."""
    records = [json.loads(line) for line in exported.splitlines()]
    stored = [record for record in records if record["type"] == "sample"]
    assert len(stored) == len(report["samples"]) > 10
    for record, sample in zip(stored, report["samples"]):
        assert not set(ESTIMATES) & set(record), f"an estimate is stored: {record}"
        expected = estimates(Chunks(record["chunks_packed"]), record["events"])
        for key, value in expected.items():
            found = sample["counters"][key]
            # The report prints ten digits.
            assert abs(found - value) <= 1e-9 * abs(value), f"{key}: {found}, not {value}"


def check(bpftax, directory):
    stores = [os.path.join(directory, name) for name in ("one.db", "other.db")]
    exported = os.path.join(directory, "run.jsonl")
    printed = run(bpftax, "micro", "--exact", "--kernel", KERNEL, "--reloads", "2", "--quiet",
                  "--mechanism", "fentry,fexit,kprobe-fprobe,kprobe-ftrace", "--program",
                  "null,map", "--stats", "both", "--store", stores[0])
    run(bpftax, "export", "--store", stores[0], "-o", exported)
    run(bpftax, "import", "--store", stores[1], exported)
    for store in stores:
        again = run(bpftax, "report", "--store", store)
        assert again == printed, f"printed:\n{printed.decode()}\nagain:\n{again.decode()}"
    report = json.loads(run(bpftax, "report", "--samples", "--format", "json", "--store",
                            stores[1]))
    with open(exported, encoding="utf-8") as file:
        check_samples(file.read(), report)


def main():
    bpftax = sys.argv[1]
    fetched = subprocess.run([bpftax, "kernel", "fetch", KERNEL], capture_output=True, timeout=600)
    if fetched.returncode:
        print(f"skipped: no kernel {KERNEL}: {fetched.stderr.decode()}")
        return 77
    with tempfile.TemporaryDirectory() as directory:
        check(bpftax, directory)
    return 0


sys.exit(main())
