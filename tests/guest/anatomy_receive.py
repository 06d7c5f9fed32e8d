#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""anatomy_receive.py BPFTAX MECHANISM KERNEL: what a hook adds to the receive of a datagram, function by function.

The sum is the figure of run --exact, and the path is that of the counters; beside micro's event the receive has more,
and the differences by function are all of it: the end of an outermost RCU section among them (docs/exact.md).
"""
import json
import subprocess
import sys
import tempfile

from kernels_had import fetched

# Where all eight receives whose path is followed lie alike in their slab, theirs is not that of the counted ones.
BOOTS_MOST = 3


def measure(bpftax, mechanism, kernel):
    with tempfile.TemporaryDirectory() as work:
        done = subprocess.run([bpftax, "anatomy", "--workload", "micro,udp-drain", "--mechanism", mechanism,
                               "--program", "null", "--kernel", kernel, "--store", work + "/store", "--quiet",
                               "--format", "json"], capture_output=True, text=True)
    if not done.stdout:
        sys.exit(f"failed: status {done.returncode}: {done.stderr}")
    return json.loads(done.stdout)


def complaints_of(anatomy):
    total, trust = anatomy["total"], anatomy["trust"]
    if trust.get("clock") != total:
        yield f"the sum is {total}, where the guest's clock has {trust.get('clock')}"
    if trust["windows_alike"] < 2 or trust["bare_windows_alike"] < 2:
        yield f"no two windows are alike: {trust}"
    if sum(row["instructions"] for row in anatomy["rows"]) != total:
        yield "the rows are not the sum"


def complaints(document):
    anatomies = {anatomy.get("workload"): anatomy for anatomy in document["anatomies"]}
    if len(anatomies) != 2 or "udp-drain" not in anatomies:
        yield f"not one of each workload: {list(anatomies)}, missing {document.get('missing')}"
        return
    for workload, anatomy in anatomies.items():
        print(workload, anatomy["configuration"], anatomy["total"], anatomy["layers"])
        yield from (f"{workload}: {text}" for text in complaints_of(anatomy))
    more = sum(row["instructions"] for row in document["differences"])
    unlock = [row for row in document["differences"] if row["function"] == "__rcu_read_unlock"]
    if more != anatomies["udp-drain"]["total"] - anatomies[None]["total"]:
        yield f"the differences add up to {more}"
    if not unlock or unlock[0]["instructions"] <= 0:
        yield f"the end of an RCU section is not longer: {unlock}"


def main():
    bpftax, mechanism, kernel = sys.argv[1:]
    if not fetched(bpftax, kernel):
        sys.exit(77)
    for boot in range(BOOTS_MOST):
        document = measure(bpftax, mechanism, kernel)
        wrong = list(complaints(document))
        if wrong:
            sys.exit("failed: " + "\n".join(wrong))
        if all(anatomy["trust"].get("path_agrees") for anatomy in document["anatomies"]):
            return
        print(f"boot {boot}: the path is not that of the counters, and it is said")
    sys.exit(f"failed: in none of {BOOTS_MOST} boots is the path that of the counters")


main()
