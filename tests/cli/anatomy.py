#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""anatomy.py BPFTAX WRITE_SYNTHETIC: what `bpftax anatomy` says to what it cannot do; nothing boots."""
import os
import subprocess
import sys
import tempfile

from checks import expect, run, summary

# (arguments, status, words of the sentence)
REFUSED = (
    (("--mechanism", "fentri"), 2, "did you mean 'fentry'"),
    (("--program", "nul"), 2, "did you mean 'null'"),
    (("--format", "pdf"), 2, "'pdf'"),
    (("--exact",), 2, "--exact"),
    (("--object", "no-such.bpf.o"), 2, "no-such.bpf.o"),
    (("4444", "--object", "my.bpf.o"), 2, "--object is for measuring"),
    (("--workload", "iperf3"), 2, "iperf3 flows"),
    (("--workload", "udp-drain", "--trigger", "getpgid"), 2, "leave trigger out"),
    (("--workload", "udp-drain", "--mechanism", "uprobe"), 2, "no workload reaches"),
    (("4444", "extra"), 2, "unexpected argument"),
    (("4444", "--mechanism", "fentry"), 2, "--mechanism is for measuring"),
    (("4444", "--kernel", "debian-6.12-cloud"), 2, "--kernel is for measuring"),
    (("ffff",), 2, "ffff"),
)


def anatomy(bpftax, store, *arguments):
    return run(bpftax, "anatomy", *arguments, "--store", store, text=True)


def check_refused(bpftax, store):
    for arguments, status, words in REFUSED:
        done = anatomy(bpftax, store, *arguments)
        expect(done.returncode == status and words in done.stderr and not done.stdout,
               f"anatomy {arguments}: status {done.returncode}, {done.stdout!r}, {done.stderr!r}")
        expect(done.stderr.count("\n") == 1, f"anatomy {arguments}: {done.stderr!r}")


def check_unrecorded(bpftax, store):
    """A run that was measured without being recorded has no anatomy, and says of each why."""
    done = anatomy(bpftax, store, "4444", "--format", "json")
    expect(done.returncode == 0 and "without being recorded" in done.stdout and
           '"anatomies": []' in done.stdout, f"anatomy of a run without: {done}")


def check_store(bpftax, directory):
    missing = os.path.join(directory, "none.db")
    done = anatomy(bpftax, missing, "4444")
    expect(done.returncode == 2 and not os.path.exists(missing), f"anatomy without a store: {done}")


def main():
    bpftax, write = sys.argv[1:3]
    with tempfile.TemporaryDirectory() as directory:
        store = os.path.join(directory, "runs.db")
        subprocess.run([write, store], check=True)
        check_refused(bpftax, store)
        check_unrecorded(bpftax, store)
        check_store(bpftax, directory)
    return summary()


if __name__ == "__main__":
    sys.exit(main())
