#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# --functions of micro and cost: an event's cost beside other functions that are hooked as its own is.  A hundred
# trampolines take an emulated guest a minute, so that fentry has ten.
set -eu
. "$(dirname "$0")/lib.sh"
need_guest debian-6.12-cloud
micro="$bpftax micro --exact --reloads 2 --quiet --format json --program null"

# Ends with kprobes' results in $work/out, and those of fentry in $work/fentry.
measure() {
	status_is 0 $micro --seed "$1" --latency --mechanism fentry --functions 10
	costs event_instructions >"$work/functions$1"
	cp "$work/out" "$work/fentry"
	status_is 0 $micro --seed "$1" --latency --mechanism kprobe-fprobe,kprobe-int3 --functions '100,udp*_recvmsg'
	costs event_instructions >>"$work/functions$1"
}

all_hold() {
	json 'set(statuses().values()) == {"measured"}'
	json 'all(x["hits_per_operation"] == 1 and x["misses"] == 0 for x in r["results"])'
	json 'all(x["effects"]["event_instructions"]["absolute"]["estimate"] % 1 == 0 for x in r["results"])'
	json 'all(min(x["latency"].values()) > 0 and len(x["latency"]) == 3 for x in r["results"])'
}

echo "exact: on many functions at once, of which the event runs one"
measure 1
measure 2
cmp "$work/functions1" "$work/functions2" || fail "two invocations differ: $(diff "$work"/functions[12])"
all_hold
json 'len(results) == 6'
json 'all(x["functions"] == 100 if "@100" in x["configuration"] else (x["functions"] > 1) == ("@udp" in x["configuration"])
          for x in r["results"])'
# One link of many has each function by itself; a kprobe is looked for among all.
json 'all(x["growth"] == 1 if "kprobe-int3" not in x["configuration"] else 1 < x["growth"] < 1.2
          for x in r["results"] if "@100" in x["configuration"])'
json 'results["kprobe-fprobe-null@100functions", "micro"]["hook"].endswith(" and 99 others")'
cp "$work/out" "$work/kprobes"
cp "$work/fentry" "$work/out"
all_hold
json 'len(results) == 2 and results["fentry-null@10functions", "micro"]["growth"] == 1'
# One link of a hundred functions is attached in one go, and ten links are not.
python3 - "$work/fentry" "$work/kprobes" <<'PYTHON' || fail "ten links are attached faster than one"
import json, sys
links, link = ({x["configuration"]: x.get("latency", {}).get("attach_ns") for x in json.load(open(f))["results"]}
               for f in sys.argv[1:])
assert links["fentry-null@10functions"] > link["kprobe-fprobe-null@100functions"] > 0, (links, link)
PYTHON

echo "functions that run in the event are found out, and what is no function of the kernel says so"
status_is 1 $micro --mechanism fentry,kprobe-fprobe,tracepoint --functions 'bpf_*run*,no_such_*'
json 'all(statuses()[x + "-null@bpf_*run*"] == "failed" for x in ("fentry", "kprobe-fprobe"))'
json 'all("others of the functions" in results[x + "-null@bpf_*run*", "micro"]["reason"] for x in ("fentry", "kprobe-fprobe"))'
json 'all(statuses()[x + "-null@no_such_*"] == "unsupported" for x in ("fentry", "kprobe-fprobe"))'
json '"fits \x27no_such_*\x27" in results["fentry-null@no_such_*", "micro"]["reason"]'
json '"has hooks of another kind" in results["tracepoint-null@no_such_*", "micro"]["reason"]'

echo "an object's programs likewise, each loaded for every function; one link has all where it can"
objects=$3
cost="$bpftax cost --store $work/cost.db --reloads 1 --quiet --format json"
status_is 1 $cost "$objects/targets.bpf.o" "$objects/many.bpf.o" "$objects/alu_50.bpf.o" --hook enters=bpf_get_numa_node_id \
	--hook probes=bpf_get_numa_node_id,traces=syscalls/sys_enter_openat --latency --functions 5
json 'all(results[x + "@5functions", "micro"]["functions"] == 5 and results[x + "@5functions", "micro"]["growth"] == 1 and
          results[x + "@5functions", "micro"]["hits_per_operation"] == 1 and results[x, "micro"]["functions"] == 1 and
          results[x + "@5functions", "micro"]["hook"].endswith(" and 4 others") for x in ("enters", "probes", "on_one"))'
# Five loads of a program that hangs on one function, whoever says which, and one of the link that has them all.
# Where the target is a type, libbpf looks through the kernel's types one by one: some functions stand late, some early.
json '3 < results["probes@5functions", "micro"]["latency"]["load_ns"] / results["probes", "micro"]["latency"]["load_ns"] < 7'
json 'all(1.5 < results[x + "@5functions", "micro"]["latency"]["load_ns"] / results[x, "micro"]["latency"]["load_ns"] < 7
          for x in ("enters", "adds"))'
json 'results["on_one@5functions", "micro"]["latency"]["load_ns"] < 2 * results["on_one", "micro"]["latency"]["load_ns"]'
json '"pattern by itself" in results["on_many@5functions", "micro"]["reason"]'
json '"hooks of another kind" in results["traces@5functions", "micro"]["reason"]'
# What the verifier took is told of the program alone.
json '"look" in results["enters", "micro"] and "look" not in results["enters@5functions", "micro"]'
