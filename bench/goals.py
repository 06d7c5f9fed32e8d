#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""What bpftax takes itself, against what it is meant to take: a ratio above 1 is too much.

    goals.py BPFTAX AGENT BENCH_START WRITE_SYNTHETIC

Times depend on the machine: nothing fails here because one is long.  Exits 3 when nothing could
be measured.
"""
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time

sys.dont_write_bytecode = True
import figures  # noqa: E402  beside this file
import large_store  # noqa: E402

KERNEL = "debian-6.12-cloud"
STARTS = 5
REPORTS = 3
SAMPLES = 1_000_000
MECHANISMS = ("tracepoint,raw-tracepoint,tp-btf,kprobe-int3,kprobe-optimized,kprobe-ftrace,"
              "kprobe-fprobe,kretprobe,kretprobe-fprobe,fentry,fexit")


class Unmeasured(Exception):
    """Why, in one sentence."""


def run_measured(command, statuses=(0,)):
    """(seconds, peak resident bytes) of one command, its output thrown away."""
    with tempfile.TemporaryFile() as errors:
        began = time.monotonic()
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=errors)
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.monotonic() - began
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode in statuses:
            return seconds, usage.ru_maxrss * 1024
        errors.seek(0)
        lines = errors.read().decode(errors="replace").strip().splitlines()
        raise Unmeasured(lines[-1] if lines else f"status {process.returncode}")


def measure_start(tools):
    done = subprocess.run([tools["start"], KERNEL, "tcg", tools["agent"], str(STARTS)],
                          capture_output=True, text=True, check=False)
    if done.returncode:
        raise Unmeasured(done.stderr.strip().splitlines()[-1])
    yield ("start to the agent's first line, TCG",
           statistics.median(map(float, done.stdout.split())), 3, "s")


def measure_report(tools):
    with tempfile.TemporaryDirectory() as folder:
        store = os.path.join(folder, "large.db")
        samples = large_store.write(tools["write_synthetic"], store, SAMPLES)
        runs = [run_measured([tools["bpftax"], "report", "--store", store])
                for _ in range(REPORTS)]
    yield (f"report of {samples:,} samples", statistics.median(run[0] for run in runs), 2, "s")
    yield ("its peak memory", max(run[1] for run in runs) / 1e6, 200, "MB")


def run_micro(tools, *arguments):
    with tempfile.TemporaryDirectory() as folder:
        return run_measured([tools["bpftax"], "micro", "--kernel", KERNEL, "--quiet", "--store",
                             os.path.join(folder, "micro.db"), *arguments])[0]


def measure_matrix(tools):
    seconds = run_micro(tools, "--exact", "--mechanism", MECHANISMS, "--program", "null,map")
    yield "micro --exact, 11 mechanisms x null, map", seconds, 60, "s"


def measure_one(tools):
    yield ("micro --exact, fentry x null", run_micro(tools, "--exact", "--mechanism", "fentry"),
           10, "s")


def native_report(tools):
    """Two seconds of raw-tracepoint null on this machine itself, which takes root."""
    with tempfile.TemporaryDirectory() as folder:
        done = subprocess.run(
            [tools["bpftax"], "micro", "--target", "local", "--mechanism", "raw-tracepoint",
             "--budget", "2s", "--quiet", "--format", "json", "--store",
             os.path.join(folder, "micro.db")], capture_output=True, text=True, check=False)
    if not done.stdout:
        raise Unmeasured(done.stderr.strip().splitlines()[-1])
    return json.loads(done.stdout)


def measure_native(tools):
    report = native_report(tools)
    figure = figures.micro_results(report)["raw-tracepoint-null"]
    if "low" not in figure:
        raise Unmeasured(figure.get("reason", "too few reloads for an interval"))
    goal = max(.3, .01 * figure["estimate"])
    yield ("raw-tracepoint in 2 s here: half-width", (figure["high"] - figure["low"]) / 2,
           round(goal, 2), "ns")
    whole = report["results"][0]["metrics"]["event_ns"]["estimate"]
    yield "an iteration of its bare loop", whole - figure["estimate"], 2, "ns"


MEASURES = (
    ("start to the agent's first line, TCG", measure_start),
    (f"report of {SAMPLES:,} samples", measure_report),
    ("micro --exact, 11 mechanisms x null, map", measure_matrix),
    ("micro --exact, fentry x null", measure_one),
    ("raw-tracepoint in 2 s here", measure_native),
)


def print_row(what, measured, goal, ratio):
    print(f"{what:<42}  {measured:>10}  {goal:>7}  {ratio:>6}", flush=True)


def print_measure(name, measure, tools):
    """The rows of one measure; whether there were any."""
    try:
        rows = list(measure(tools))
    except Unmeasured as reason:
        print(f"{name}: not measured: {reason}", flush=True)
        return False
    for what, measured, goal, unit in rows:
        print_row(what, f"{measured:.2f} {unit}", f"{goal} {unit}", f"{measured / goal:.2f}")
    return True


def main():
    if len(sys.argv) != 5:
        sys.exit(__doc__)
    tools = dict(zip(("bpftax", "agent", "start", "write_synthetic"), sys.argv[1:]))
    print_row("what", "measured", "goal", "ratio")
    done = [print_measure(name, measure, tools) for name, measure in MEASURES]
    print(f"Load average of this machine: {os.getloadavg()[1]:.1f}; "
          "other work makes all of it longer.")
    return 0 if any(done) else 3


if __name__ == "__main__":
    sys.exit(main())
