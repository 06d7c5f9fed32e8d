#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""anatomy_command.py BPFTAX WORKLOAD MECHANISMS PROGRAMS KERNEL...: where an event's instructions are, in guests.

Of each kernel two boots.  What was measured has an anatomy whose sum is the figure of micro --exact or of run --exact,
whose path and layers have that sum as well, and which is the same in both boots; 98 % of its instructions
are in a layer that has a name.  A kernel that cannot be had is passed over, and said; the test is skipped when none
can be.

Where all receives whose path was followed lie otherwise in their slab than the counted ones, the path of that boot is
not theirs, and it is said: its functions are held against the other boot's by their numbers alone.  What a buffer takes
to be freed is another number in each visit on 5.10 and 6.1 (docs/kernel-notes.md): there all other functions have to
be the same.
"""
import json
import re
import subprocess
import sys
import tempfile

from kernels_had import architecture_options, fetched

NAMED_LEAST = .98
COUNTS = ("calls", "instructions", "loads", "stores", "branches", "atomics", "system_registers")
# Rows that are not one number in any measurement of theirs: docs/exact.md, docs/atlas-causes.md.
NOT_EXACT = ("stackid",)
VARYING = re.compile(r"(5\.10|6\.1)\.")
FREEING = re.compile(r"(kfree|(__)?kmem_cache_free|__slab_free|put_cpu_partial|(__)?cmpxchg_double_slab)(\..*)?$")


def measure(bpftax, workload, mechanisms, programs, kernels):
    with tempfile.TemporaryDirectory() as work:
        done = subprocess.run([bpftax, "anatomy", "--workload", workload, "--mechanism", mechanisms, "--program",
                               programs, "--kernel", ",".join(kernels), *architecture_options(kernels), "--boots",
                               "2", "--store", work + "/store", "--quiet", "--format", "json"],
                              capture_output=True, text=True)
    if not done.stdout:
        sys.exit(f"failed: status {done.returncode}: {done.stderr}")
    return json.loads(done.stdout)


def has_its_path(anatomy):
    """Of micro's events it always has."""
    return anatomy["trust"].get("path_agrees") or "workload" not in anatomy


def varies(anatomy):
    return "workload" in anatomy and VARYING.match(anatomy["kernel"])


def steady_rows(anatomy):
    return [row for row in anatomy["rows"] if not (varies(anatomy) and FREEING.match(row["function"] or ""))]


def table_of(anatomy, with_path):
    if with_path and not varies(anatomy):
        return json.dumps([anatomy["total"], anatomy["rows"], anatomy["path"]])
    return json.dumps(sorted([row["function"] or "", *[row[name] for name in COUNTS]] for row in steady_rows(anatomy)))


def sums_complaints(anatomy):
    for name in COUNTS:
        total = anatomy["totals"][name]
        if sum(row[name] for row in anatomy["rows"]) != total:
            yield f"{name} of the rows are not {total}"
        if has_its_path(anatomy) and sum(frame[name] for frame in anatomy["path"]) != total:
            yield f"{name} of the path are not {total}"


def exact_complaints(anatomy):
    total, trust = anatomy["total"], anatomy["trust"]
    if trust.get("clock") != total:
        yield f"the sum is {total}, where the report has {trust.get('clock')}"
    if has_its_path(anatomy) and not trust.get("path_agrees"):
        yield "the path is not that of the counters"
    if trust["windows_alike"] < 2 or trust["bare_windows_alike"] < 2:
        yield f"no two windows are alike: {trust}"
    yield from sums_complaints(anatomy)


def complaints_of(anatomy):
    if not varies(anatomy):
        yield from exact_complaints(anatomy)
    elif not all(row[name] == int(row[name]) for row in steady_rows(anatomy) for name in COUNTS):
        yield "functions that free nothing have no whole numbers"
    named = sum(abs(row["instructions"]) for row in anatomy["rows"] if row["layer"] != "unknown")
    if has_its_path(anatomy) and named < NAMED_LEAST * sum(abs(row["instructions"]) for row in anatomy["rows"]):
        yield f"layers: {anatomy['layers']}"


def boots_complaints(name, boots):
    paths = [has_its_path(anatomy) for anatomy in boots]
    if len({table_of(anatomy, all(paths)) for anatomy in boots}) > 1:
        yield f"{name}: another boot has another table"
    if not any(paths) and not varies(boots[0]):
        yield f"{name}: in no boot is the path that of the counters"


def complaints(document):
    boots = {}
    for anatomy in document["anatomies"]:
        name = f"{anatomy['kernel']} {anatomy['configuration']}"
        print(anatomy["cell"], anatomy["configuration"], anatomy["total"], anatomy["layers"],
              "" if has_its_path(anatomy) else "(the path is another)")
        if anatomy["program"] not in NOT_EXACT:
            boots.setdefault(name, []).append(anatomy)
            yield from (f"{name}: {text}" for text in complaints_of(anatomy))
    for name, anatomies in boots.items():
        yield from boots_complaints(name, anatomies)
    for missing in document.get("missing", []):
        print(missing["cell"], missing["configuration"], missing["reason"])


def main():
    bpftax, workload, mechanisms, programs, *kernels = sys.argv[1:]
    kernels = [kernel for kernel in kernels if fetched(bpftax, kernel)]
    if not kernels:
        sys.exit(77)
    document = measure(bpftax, workload, mechanisms, programs, kernels)
    wrong = list(complaints(document))
    if not document["anatomies"]:
        wrong.append("there is no anatomy at all")
    if wrong:
        sys.exit("failed: " + "\n".join(wrong))


main()
