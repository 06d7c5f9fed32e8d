#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""exact_ten.py BPFTAX OBJECTS: ten runs of the same objects, beside busy loops on every CPU, say the
same of every program, to the instruction; and so does a gate of no instruction between any two."""
import json
import multiprocessing
import pathlib
import shutil
import subprocess
import sys
import tempfile

RUNS = 10
KERNEL = "debian-6.12-cloud"
bpftax, objects = sys.argv[1], pathlib.Path(sys.argv[2])


def busy():
    while True:
        pass


def kernel_need():
    got = subprocess.run([bpftax, "kernel", "fetch", KERNEL], capture_output=True, text=True)
    if not shutil.which("qemu-system-x86_64") or got.returncode:
        print(f"skipped: QEMU and {KERNEL} are needed: {got.stderr}")
        sys.exit(77)


def cost(store):
    """What a run says of each program: instructions an event, and what the verifier processed."""
    done = subprocess.run([bpftax, "cost", objects / "alu_50.bpf.o", objects / "pair.bpf.o", objects / "every.bpf.o",
                           "--store", store, "--quiet", "--format", "json"], capture_output=True, text=True)
    if done.returncode:
        sys.exit(f"failed: status {done.returncode}: {done.stderr}")
    return {row["configuration"]: (row["effects"]["event_instructions"]["absolute"],
                                   row["proof"]["verifier"].get("processed"))
            for row in json.loads(done.stdout)["results"] if row["status"] == "measured"}


def gates_check(store, names):
    """drops, which nothing here runs, has no figure to compare."""
    gate = "; ".join([f"{name}: +0 instructions" for name in names] + ["*: verified +0 instructions"])
    runs = json.loads(subprocess.run([bpftax, "list", "runs", "--store", store, "--format", "json"], capture_output=True,
                                     text=True, check=True).stdout)
    for run in runs[1:]:
        done = subprocess.run([bpftax, "compare", runs[0]["id"], run["id"], "--store", store, "--gate", gate,
                               "--inconclusive", "fail"], capture_output=True, text=True)
        if done.returncode:
            sys.exit(f"failed: {done.stdout}{done.stderr}")


def main():
    kernel_need()
    load = [multiprocessing.Process(target=busy, daemon=True) for _ in range(multiprocessing.cpu_count())]
    for process in load:
        process.start()
    with tempfile.TemporaryDirectory() as work:
        store = f"{work}/ten.db"
        first = cost(store)
        print(f"{len(first)} programs: {json.dumps(first)}", flush=True)
        if len(first) < 8:
            sys.exit("failed: fewer programs were measured than there are")
        for i in range(1, RUNS):
            again = cost(store)
            if again != first:
                sys.exit(f"failed: run {i + 1} differs: {json.dumps(again)}")
        gates_check(store, first)
    print(f"{RUNS} runs beside {len(load)} busy loops differ by 0")


main()
