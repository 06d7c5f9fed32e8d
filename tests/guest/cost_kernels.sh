#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# What differs between kernels in somebody's object: where a field stands, and links to many functions; two boots each.
set -eu
. "$(dirname "$0")/lib.sh"
need_guest debian-6.1-cloud
need_guest debian-6.12-cloud
objects=$3
cost="$bpftax cost --store $work/cost.db --quiet --reloads 1 --format json --kernel debian-6.1-cloud,debian-6.12-cloud"

# cells EXPRESSION: for each kernel, of its results by program and what an event of these costs.
cells() {
	python3 - "$work/out" "$1" <<'PYTHON' || fail "not so: $1"
import json, sys
report = json.load(open(sys.argv[1]))
for cell in report["cells"]:
    results = {x["configuration"]: x for x in report["results"] if x["cell"] == cell["id"]}
    cost = {n: x["effects"]["event_instructions"]["absolute"]["estimate"]
            for n, x in results.items() if x["status"] == "measured"}
    if not eval(sys.argv[2]):
        sys.exit(json.dumps([cell, results], indent=1)[:8000])
PYTHON
}

echo "a field is read where this kernel has it"
status_is 1 $cost "$objects/core.bpf.o" "$objects/many.bpf.o"
cells 'cost["finds"] > 3000 > cost["misses"]'

echo "one link on more than a hundred functions: an event of one of them costs what it does alone"
cells 'cell["kernel"] != "debian-6.12-cloud" or results["on_many"]["proof"]["functions"] > 100'
cells 'cell["kernel"] != "debian-6.12-cloud" or cost["on_many"] == cost["on_one"]'
cells 'cell["kernel"] != "debian-6.12-cloud" or results["on_many"]["functions"] == results["on_many"]["proof"]["functions"]'
cells 'cell["kernel"] != "debian-6.12-cloud" or results["on_many"]["latency"]["attach_ns"] > results["on_one"]["latency"]["attach_ns"]'
cells 'cell["kernel"] != "debian-6.12-cloud" or cost["returns_of_many"] > cost["on_many"]'
cells 'results["on_none"]["status"] == "unsupported"'
cells 'cell["kernel"] != "debian-6.1-cloud" or results["on_many"]["status"] == "unsupported"'
