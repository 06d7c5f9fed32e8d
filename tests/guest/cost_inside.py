#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""cost_inside.py BPFTAX OBJECTS KERNEL: what an event of users' programs is made of, in one boot.

The functions' instructions add up to what `cost` counts, to the instruction, with the program's own function
among them; a run shows them in each format.  Events that are counted one by one show what a mean hides: a loop
that runs at every 64th of them.
"""
import json
import subprocess
import sys
import tempfile

from kernels_had import fetched

# Alike at every event: a function of its own, a map, a system call's tracepoint.
ALIKE = {"always": "bpf_prog_add_often", "nothing": "bpf_prog_nothing", "count": "bpf_prog_count",
         "opens": "bpf_prog_opens"}


def run(*arguments):
    done = subprocess.run(arguments, capture_output=True, text=True)
    return done.stdout, done.returncode, done.stderr


def cost_of(result):
    return result["effects"]["event_instructions"]["absolute"]["estimate"]


def anatomy_complaints(results, document):
    anatomies = {x["configuration"]: x for x in document["anatomies"]}
    for name, function in ALIKE.items():
        if name not in anatomies:
            yield f"{name} has no anatomy: {document.get('missing')}"
            continue
        anatomy, cost = anatomies[name], cost_of(results[name])
        print(f"{name}: {cost:g} instructions in {len(anatomy['rows'])} functions")
        if sum(row["instructions"] for row in anatomy["rows"]) != cost or anatomy["total"] != cost:
            yield f"{name}: {anatomy['total']}, where cost counts {cost}"
        own = [row for row in anatomy["rows"] if row["function"] == function]
        if len(own) != 1 or own[0]["layer"] != "program" or own[0]["instructions"] <= 0:
            yield f"{name}: {function} is not among its functions: {[row['function'] for row in anatomy['rows']]}"
        if not anatomy["trust"]["path_agrees"]:
            yield f"{name}: the event that was followed is another"


def rare_complaints(document):
    """What runs at one of 64 events is in no path of twenty: its name says whose it is."""
    rows = [anatomy["rows"] for anatomy in document["anatomies"] if anatomy["configuration"] == "every_100"]
    rare = [row for row in (rows[0] if rows else []) if row["function"] == "bpf_prog_add_often"]
    if not rare or rare[0]["layer"] != "program":
        yield f"every_100: the loop is {rare}, of {len(rows)} anatomies"


def paths_complaints(results):
    for name in ALIKE:
        if results[name].get("paths") != [{"events": 1024, "instructions": cost_of(results[name])}]:
            yield f"{name}: {cost_of(results[name])}, but one by one {results[name].get('paths')}"
    dear = []
    for name in ("every_100", "every_107", "every_114"):
        paths = results[name].get("paths", [])
        print(name, paths)
        if [path["events"] for path in paths] != [1008, 16]:
            yield f"{name}: {paths}, where 16 of 1024 events run the loop"
            return
        mean = sum(path["events"] * path["instructions"] for path in paths) / 1024
        # A chunk has so many events, not all a multiple of 64: one loop more or less.
        if abs(mean - cost_of(results[name])) > 1:
            yield f"{name}: {cost_of(results[name])}, but one by one {mean}"
        dear.append([path["instructions"] for path in paths])
    if len({cheap for cheap, _ in dear}) != 1:
        yield f"without the loop they are the same program: {dear}"
    if dear[1][1] - dear[0][1] != dear[2][1] - dear[1][1] or dear[1][1] - dear[0][1] < 7:
        yield f"seven rounds more are not as many instructions more each time: {dear}"


def format_complaints(bpftax, store, run_id):
    for options in ([], ["--full"], ["--format", "html"], ["--format", "markdown"]):
        out, _, err = run(bpftax, "report", run_id, "--store", store, *options)
        if "16 of 1024" not in out or "1008 of 1024" not in out:
            yield f"report {options}: no path of 16 of 1024 events: {err}"
    for form, words in (("text", "bpf_prog_add_often"), ("html", "bpf_prog_add_often"),
                        ("csv", "bpf_prog_add_often"), ("folded", "bpf_prog_always;bpf_prog_add_often")):
        out, status, err = run(bpftax, "anatomy", run_id, "--store", store, "--format", form)
        if status or words not in out:
            yield f"anatomy as {form}: status {status}, no {words}: {err}"


def main():
    bpftax, objects, kernel = sys.argv[1:]
    if not fetched(bpftax, kernel):
        sys.exit(77)
    with tempfile.TemporaryDirectory() as directory:
        store = directory + "/store"
        out, status, err = run(bpftax, "cost", f"{objects}/every.bpf.o", f"{objects}/events.bpf.o", "--anatomy",
                               "--kernel", kernel, "--store", store, "--format", "json")
        report = json.loads(out) if out else sys.exit(f"status {status}: {err}")
        results = {x["configuration"]: x for x in report["results"]}
        run_id = report["run"]["id"]
        shown, _, why = run(bpftax, "anatomy", run_id, "--store", store, "--format", "json")
        shown = json.loads(shown) if shown else sys.exit(why)
        complaints = [*anatomy_complaints(results, shown), *rare_complaints(shown), *paths_complaints(results)]
        complaints += format_complaints(bpftax, store, run_id)
    if f"bpftax anatomy {run_id[:8]}" not in err:
        complaints.append(f"nobody says how it is shown: {err}")
    print("\n".join(complaints))
    sys.exit(bool(complaints))


if __name__ == "__main__":
    main()
