#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# What is set before an object is loaded arrives in its programs, to the instruction; one boot.
set -eu
. "$(dirname "$0")/lib.sh"
need_guest debian-6.12-cloud
objects=$3
cost="$bpftax cost --store $work/cost.db --quiet --format json"

# more PROGRAM OTHER: what it costs more than the other one, in the last run.
more() {
	python3 - "$work/out" "$1" "$2" <<'PYTHON'
import json, sys
cost = {x["configuration"]: x["effects"]["event_instructions"]["absolute"]["estimate"]
        for x in json.load(open(sys.argv[1]))["results"] if x["status"] == "measured"}
print(f"{cost[sys.argv[2]] - cost[sys.argv[3]]:g}")
PYTHON
}

# more_is N PROGRAM OTHER
more_is() {
	got=$(more "$2" "$3")
	[ "$got" = "$1" ] || fail "$2 costs $got more than $3, not $1"
}

# Three instructions a round: an addition, and a comparison that jumps.
status_is 0 $cost "$objects/settings.bpf.o" --set rounds=38,steps=28 --set is_on=true --set command=sshd \
	--set CONFIG_HZ=77 --set 'CONFIG_DEFAULT_HOSTNAME="hi"' --set CONFIG_BPFTAX_NOWHERE=m --set 'table[3]=9' --set 'ranges[1].low=1024' --set level=LEVEL_HIGH --set limits.ports.high=443 --set shift=-128 --set hidden=0xfedcba9876543210 \
	--map places=7 "$objects/fills.bpf.o" --fill flows=0.9:sequential,marks=50% --fill scattered=0.5,recent=0.5 \
	--fill of_cpus=1:sequential --fill routes=1,queued=1,of_cpus_marks=1 --map of_cpus=50
more_is 111 turns_rounds turns_once
# Of the kernel's options one is not told here, and is as the kernel's package has it.
for name in rounds steps all elements options places; do
	more_is 0 turns_$name turns_${name}_meant
done

# What is there already is found, and costs what a hit costs; the twin is empty.
for name in flows marks; do
	[ "$(more looks_$name looks_${name}_empty)" -gt 0 ] || fail "the filled map of looks_$name is as the empty one"
done
json 'results["looks_flows", "micro"]["proof"]["filled"] == {"flows": 921, "marks": 4, "scattered": 512, "recent": 512,
	"of_cpus": 50, "routes": 20, "queued": 16, "of_cpus_marks": 8}'

echo "a section that names nothing there is: what it hangs on is said by whoever loads it"
status_is 1 $cost "$objects/targets.bpf.o" --reloads 1 --hook enters=bpf_get_numa_node_id,leaves=bpf_get_numa_node_id \
	--hook probes=vfs_write --hook returns=vfs_read --hook traces=syscalls/sys_enter_openat --hook typed=sys_enter
json 'statuses() == dict.fromkeys(("enters", "leaves", "probes", "returns", "traces", "typed"),
	"measured") | {"raw": "unsupported", "drops": "no-workload"}'

echo "a function that may not be traced is there, and says so: inline ones that the compiler left are"
status_is 1 $cost "$objects/targets.bpf.o" --reloads 1 --hook enters=blk_account_io_start,probes=blk_account_io_start
json 'all("may not be traced (notrace" in results[x, "micro"]["reason"] and statuses()[x] == "unsupported"
	for x in ("enters", "probes"))'
