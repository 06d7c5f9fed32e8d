#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""soak.py BPFTAX_FAKE WINDOWS: so many windows of one run, as a day of them would be: while they are
measured the program has no more memory and no more descriptors at their end than at their beginning.  What
reads all of them, the report, has 200 MB for it; a run of so many blocks has more, once, as its plan is written
down: SQLite has to see that it is JSON."""
import os
import pathlib
import resource
import sqlite3
import sys
import tempfile
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "cli"))
from checks import expect, summary  # noqa: E402
from fake import Fake, memory_directory  # noqa: E402
from measured import measured  # noqa: E402

# 48 treatments, two baselines, each with statistics and without: a block of 100 windows.
STUDY = ("run", "--target", "local", "--workload", "udp-drain", "--window", "10ms", "--stats", "both", "--quiet",
         "--mechanism", "tracepoint,raw-tracepoint,tp-btf,kprobe-int3,kprobe-ftrace,kprobe-fprobe,fentry,fexit",
         "--program", "null,map,array-lookup,hash-lookup,ringbuf,ktime")
BLOCKS_MOST = 10000
# SQLite's cache of 2 MiB fills, and the heap keeps what a look took, 4 MB of 20,000 samples; of 10^6 it is 0.1 MB,
# as the plan had taken more.
GROWTH_MOST_KIB = 8192
REPORT_MOST_BYTES = 200e6
RUN_MOST_KIB = 384 * 1024


def state_of(process):
    """(KiB resident, descriptors) while it runs; None when it has ended."""
    try:
        status = pathlib.Path(f"/proc/{process.pid}/status").read_text()
        return int(status.split("VmRSS:")[1].split()[0]), len(os.listdir(f"/proc/{process.pid}/fd"))
    except (OSError, IndexError):
        return None


def samples_of(fake):
    """Their ids ascend from 1."""
    try:
        return fake.rows("SELECT coalesce(max(id), 0) FROM sample")[0][0]
    except (IndexError, sqlite3.OperationalError):  # neither a store nor a table by now
        return 0


def watch(fake, process):
    """(windows by then, KiB, descriptors), again and again until it ends."""
    seen = []
    while process.poll() is None:
        windows, state = samples_of(fake), state_of(process)
        if windows and state:
            seen.append((windows, *state))
        time.sleep(.1)
    return seen


def least_kib(seen, low, high):
    """Within a part of the windows: a look at the intervals has more for its moment, and gives it back."""
    return min(kib for windows, kib, _ in seen if low < windows <= high)


def block_windows(fake):
    """Of how many windows a block is."""
    done = fake.run(*STUDY, "--blocks", "1", "--seed", "1")
    expect(done.returncode == 0, f"one block: {done.stderr}")
    return samples_of(fake)


def main(program, windows):
    with tempfile.TemporaryDirectory(dir=memory_directory()) as directory:
        fake = Fake(program, directory)
        size = block_windows(fake)
        os.unlink(fake.store)
        blocks = min(BLOCKS_MOST, -(-int(windows) // size))
        process = fake.start(*STUDY, "--blocks", str(blocks), "--seed", "1")
        seen = watch(fake, process)
        _, err = process.communicate()
        whole = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss  # the largest of all, which this is
        made = blocks * size
        expect(process.returncode == 0, f"the run: {process.returncode} {err}")
        expect(samples_of(fake) == made, f"{samples_of(fake)} of {made} windows")
        begin, end = least_kib(seen, made / 10, made / 3), least_kib(seen, made * 2 / 3, made - 1)
        descriptors = sorted({state[2] for state in seen if made / 10 < state[0] < made})
        print(f"{made} windows: {begin} KiB in the first third, {end} in the last; descriptors {descriptors}; at the most"
              f" {whole} KiB")
        expect(end - begin <= GROWTH_MOST_KIB, f"memory grows: {seen[::len(seen) // 20 + 1]}")
        expect(len(descriptors) == 1, f"descriptors: {descriptors}")
        expect(whole <= RUN_MOST_KIB, f"the run took {whole} KiB")
        report = measured(fake, "report")
        print(f"its report: {report.bytes / 1e6:.0f} MB, {report.seconds:.0f} s of CPU")
        expect(report.status == 0 and report.bytes <= REPORT_MOST_BYTES, f"the report: {report}")
    return summary()


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
