#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""What an event is made of: its functions' instructions are those that `micro --exact` counts.

	anatomy.py BPFTAX MECHANISMS PROGRAMS KERNEL...    (MECHANISMS: by commas, or all)

Of every kernel and every mechanism that it has: the functions' instructions add up to the cost, to the
instruction; the one event whose path was followed has the same as all of them together; hardly anything is
in no layer; and another boot, in another order, gives the same, byte for byte.  Where reloads differ in what
they cost (kretprobe-fprobe on 7.3's arm64, docs/kernel-notes.md), it is what one of them did.
"""
import json
import os
import sqlite3
import subprocess
import sys
import tempfile

from kernels_had import architecture_options, fetched

IN_NO_LAYER_MOST = .02
PASSES_ALIKE_LEAST = 2
# How they are packed (src/anatomy/anatomy_pack.h, count_list.h).
ROW_FUNCTION, ROW_LAYER, ROW_COUNTS = 0, 2, 4
INSTRUCTIONS = 1


def measure(bpftax, mechanisms, programs, kernels, seed, directory):
    """The report, the anatomies by (number of the cell, configuration), and what was said beside."""
    environment = dict(os.environ, XDG_STATE_HOME=os.path.join(directory, str(seed)))
    ran = subprocess.run([bpftax, "micro", "--exact", "--anatomy", "--reloads", "2", "--quiet", "--seed", str(seed),
                          "--budget", "0", "--mechanism", mechanisms, "--program", programs,
                          "--kernel", ",".join(kernels), *architecture_options(kernels), "--format", "json"],
                         capture_output=True, text=True, env=environment)
    if ran.returncode not in (0, 1):
        sys.exit(f"status {ran.returncode}: {ran.stderr}")
    store = sqlite3.connect(os.path.join(directory, str(seed), "bpftax", "bpftax.db"))
    rows = store.execute("SELECT cell.number, configuration.name, anatomy FROM anatomy"
                         " JOIN configuration ON configuration.id = anatomy.configuration"
                         " JOIN cell ON cell.id = anatomy.cell")
    return json.loads(ran.stdout), {(cell, name): json.loads(text) for cell, name, text in rows}, ran.stderr


def instructions(rows):
    return sum(row[ROW_COUNTS][INSTRUCTIONS] for row in rows)


def key_of(result):
    return result.get("cell", 0), result["configuration"]


def measured(report):
    return [x for x in report["results"] if x["status"] == "measured"]


def varying(report):
    """What is not one number over a boot's reloads."""
    return {key_of(x) for x in measured(report) if x["reloads"]["least"] != x["reloads"]["most"]}


def check(result, anatomy, complaints):
    name = f"{anatomy['subject']['release']} {result['configuration']}" if anatomy else result["configuration"]
    if not anatomy:
        complaints.append(f"{name}: no anatomy")
        return
    costs = set(result["reloads"].values())
    whole = instructions(anatomy["rows"])
    unknown = instructions(row for row in anatomy["rows"] if row[ROW_LAYER] == "unknown")
    if whole / anatomy["events"] not in costs:
        complaints.append(f"{name}: {whole / anatomy['events']} instructions, where micro counts {costs}")
    if anatomy["frame_events"] != 1:
        complaints.append(f"{name}: the events that were followed are not alike")
    if not anatomy["trust"]["path_agrees"]:
        complaints.append(f"{name}: the event that was followed is another")
    if min(anatomy["trust"][name] for name in ("agreeing", "bare_agreeing")) < PASSES_ALIKE_LEAST:
        complaints.append(f"{name}: no two passes are alike")
    if unknown > IN_NO_LAYER_MOST * whole:
        complaints.append(f"{name}: {unknown} of {whole} instructions are in no layer")
    print(f"{name}: {whole / anatomy['events']:g} instructions in {len(anatomy['rows'])} functions")


def passes_forget(trust):
    """Into how many passes the clock came is the order's, and what it left for the next one to do (7.3's probes of
    several functions: now and then one pass of three has another number somewhere).  The table is the medians'."""
    for name in ("disturbed", "clock", "windows", "agreeing", "bare", "bare_agreeing"):
        del trust[name]


def difference_of(one, other):
    """The parts that differ, of lists their members."""
    if not other:
        return "no anatomy"
    parts = []
    for name in one:
        if isinstance(one[name], list) and isinstance(other[name], list):
            parts += [f"{name}: {x} here alone" for x in one[name] if x not in other[name]]
            parts += [f"{name}: {x} there alone" for x in other[name] if x not in one[name]]
        elif one[name] != other[name]:
            parts.append(f"{name}: {one[name]}, {other[name]}")
    return "; ".join(parts) or "the order"


def main():
    bpftax, mechanisms, programs, *kernels = sys.argv[1:]
    if not all([fetched(bpftax, kernel) for kernel in kernels]):
        sys.exit(77)
    complaints = []
    with tempfile.TemporaryDirectory() as directory:
        report, first, said = measure(bpftax, mechanisms, programs, kernels, 1, directory)
        for result in measured(report):
            check(result, first.get(key_of(result)), complaints)
        again, second, _ = measure(bpftax, mechanisms, programs, kernels, 2, directory)
        for anatomy in (*first.values(), *second.values()):
            passes_forget(anatomy["trust"])
        complaints += [f"{key}: another boot gives something else: {difference_of(first[key], second.get(key))}"
                       for key in first
                       if first[key] != second.get(key) and key not in varying(report) | varying(again)]
    if not measured(report):
        complaints.append("nothing was measured")
    print(said, end="")
    print("\n".join(complaints))
    sys.exit(bool(complaints))


if __name__ == "__main__":
    main()
