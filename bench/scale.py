#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""How bpftax's own time and memory grow with what it is given, at 1x, 10x and 100x.

    scale.py BPFTAX_FAKE WRITE_SYNTHETIC BENCH_READ_LARGE

Growth is that of the CPU time, as a ratio to the row before, over that of the number: 1 is linear, less is what
begins at each call, 10 would be a step that takes the square.  Nothing fails here: a time is a machine's.
"""
import os
import pathlib
import resource
import subprocess
import sys
import tempfile

sys.dont_write_bytecode = True
sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "tests" / "fake"))
import large_store  # noqa: E402  beside this file
from fake import Fake, memory_directory  # noqa: E402
from measured import measured  # noqa: E402

RUN = ("run", "--target", "local", "--workload", "udp-drain", "--window", "10ms", "--quiet")
MICRO = ("micro", "--target", "local", "--reloads", "2", "--quiet")


def treatments(fake, tools, times):
    mechanisms, programs, more = {
        1: ("tracepoint,fentry,fexit,kprobe-ftrace,kprobe-fprobe", "null,map", ()),
        10: ("tracepoint,raw-tracepoint,tp-btf,kprobe-int3,kprobe-ftrace,kprobe-fprobe,kretprobe,kretprobe-fprobe,fentry,fexit",
             "null,map,array-lookup,percpu-array-add,hash-lookup,hash-update,ringbuf,perf-output,ktime,comm", ()),
        100: ("all", "all", ("--threads", "2,4"))}[times]
    done = measured(fake, *MICRO, "--mechanism", mechanisms, "--program", programs, *more)
    return fake.rows("SELECT count(*) FROM treatment")[0][0], done


def blocks(fake, tools, times):
    done = measured(fake, *RUN, "--mechanism", "fentry", "--program", "null", "--blocks", str(100 * times))
    return fake.rows("SELECT count(*) FROM sample")[0][0], done


def samples(fake, tools, times):
    count = large_store.write(tools["write_synthetic"], fake.store, 10000 * times)
    return count, measured(fake, "report")


def export(fake, tools, times):
    count = large_store.write(tools["write_synthetic"], fake.store, 10000 * times)
    return count, measured(fake, "export", "-o", os.path.join(os.path.dirname(fake.store), "run.jsonl"))


def name_bytes(fake, tools, times):
    count = {1: 5, 10: 50, 100: 500}[times]
    done = measured(fake, *RUN, "--mechanism", "fentry", "--program", "null", "--blocks", "20", "--function", "n" * count)
    return count, done


def streams(fake, tools, times):
    count = {1: 1, 10: 8, 100: 64}[times]
    done = measured(fake, "run", "--target", "vm", "--workload", "iperf3", "--window", "10ms", "--quiet", "--mechanism",
                    "fentry", "--program", "null", "--blocks", "20", "--parallel", str(count))
    return count, done


class Read:
    """What the tool of its own says."""
    status = 0

    def __init__(self, tool, what, count):
        words = subprocess.run([tool, what, str(count)], capture_output=True, text=True, check=True).stdout.split()
        self.seconds, self.bytes = float(words[0]), int(words[1])


def kallsyms(fake, tools, times):
    return 3000 * times, Read(tools["read_large"], "kallsyms", 3000 * times)


def cpus(fake, tools, times):
    count = {1: 4, 10: 32, 100: 256}[times]
    return count, Read(tools["read_large"], "cpus", count)


CASES = (("treatments of one study", treatments), ("samples measured, and their report", blocks),
         ("samples in a store, reported", samples), ("samples in a store, exported", export),
         ("bytes of a function's name", name_bytes), ("streams", streams), ("lines of kallsyms", kallsyms),
         ("CPUs of a machine", cpus))


def memory_text(size):
    """Linux counts what a child had before it became the program, which is ours."""
    own = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    return f"{size / 1e6:.1f} MB" if size > 1.05 * own else f"< {own / 1e6:.0f} MB"


def print_case(what, case, tools):
    before = None
    for times in (1, 10, 100):
        with tempfile.TemporaryDirectory(dir=memory_directory()) as directory:
            count, done = case(Fake(tools["fake"], directory), tools, times)
        if done.status:
            print(f"{what:<36} not measured: {done.errors.strip()}", flush=True)
            return
        growth = f"{done.seconds / before[1] / (count / before[0]):8.2f}" if before else f"{'':8}"
        print(f"{what:<36} {count:>9,} {done.seconds:>9.3f} s {growth} {memory_text(done.bytes):>10}", flush=True)
        before = count, done.seconds


def main():
    if len(sys.argv) != 4:
        sys.exit(__doc__)
    tools = dict(zip(("fake", "write_synthetic", "read_large"), sys.argv[1:]))
    print(f"{'what':<36} {'number':>9} {'CPU time':>11} {'growth':>8} {'memory':>10}")
    for what, case in CASES:
        print_case(what, case, tools)
    return 0


if __name__ == "__main__":
    sys.exit(main())
