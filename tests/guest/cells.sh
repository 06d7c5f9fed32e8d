#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# One run of many cells: kernels and boots, counted ones side by side, then those that take time.
set -eu
. "$(dirname "$0")/lib.sh"
need_guest debian-6.1-cloud
need_guest debian-6.12-cloud

# "kernel configuration instructions" of each cell, in the order of the cells.
cell_costs() {
	python3 - "$work/out" <<'PYTHON'
import json, sys
report = json.load(open(sys.argv[1]))
for x in report["results"]:
    cost = x["effects"].get("operation_instructions")
    if cost and not x["configuration"].startswith("baseline"):
        print(report["cells"][x["cell"]]["kernel"], x["configuration"],
              cost["absolute"]["estimate"])
PYTHON
}

echo "two kernels, two boots of each: boots agree to the instruction, also when two run at once"
# What 6.1 has not is on 6.12: nothing was asked for in vain.
status_is 0 "$bpftax" run --exact --kernel debian-6.1-cloud --kernel debian-6.12-cloud --boots 2 \
	--jobs 2 --blocks 1 --stats off --mechanism fentry,kprobe-fprobe --program null --quiet \
	--format json
json '[(c["kernel"], c["boot"]) for c in r["cells"]] == [
	("debian-6.1-cloud", 0), ("debian-6.1-cloud", 1),
	("debian-6.12-cloud", 0), ("debian-6.12-cloud", 1)]'
json 'all("CONFIG_FPROBE is not set in 6.1" in x["reason"] for x in r["results"]
	if x["configuration"] == "kprobe-fprobe-null" and x["status"] == "unsupported")'
json 'sum(x["status"] == "unsupported" for x in r["results"]) == 2'
json 'sum(x["configuration"] == "kprobe-fprobe-null" and x["status"] == "measured"
	for x in r["results"]) == 2'
cell_costs >"$work/costs"
cost=$(sed -n 's/^debian-6.12-cloud fentry-null \([0-9]*\)\.0$/\1/p' "$work/costs" | head -1)
[ "$(grep -c "^debian-6.12-cloud fentry-null $cost\.0\$" "$work/costs")" = 2 ] ||
	fail "not the same whole number in both boots of 6.12: $(cat "$work/costs")"

status_is 0 "$bpftax" report --full
grep -q '^BY KERNEL' "$work/out" || fail "no table of both kernels: $(cat "$work/out")"

echo "what no kernel of a run has is a failure"
status_is 1 "$bpftax" run --exact --kernel debian-6.1-cloud --boots 2 --blocks 1 --stats off \
	--mechanism fentry,kprobe-fprobe --program null --quiet --format json
json 'sum(x["status"] == "unsupported" for x in r["results"]) == 2'

echo "a study that counts and takes time is one run"
status_is 0 "$bpftax" run --timing counted,timed --kernel debian-6.1-cloud,debian-6.12-cloud \
	--workload udp-drain --mechanism fentry --program null --delays 1us --blocks 2 --pilot no \
	--stats off --quiet --format json
json '[(c["kernel"], c["timing"]) for c in r["cells"]] == [
	("debian-6.1-cloud", "counted"), ("debian-6.12-cloud", "counted"),
	("debian-6.1-cloud", "timed"), ("debian-6.12-cloud", "timed")]'
json 'all(x["status"] == "measured" for x in r["results"])'
json '({x["cell"] for x in r["results"] if x["configuration"] == "delay-1000ns"} ==
	{c["id"] for c in r["cells"] if c["timing"] == "timed"})'

echo "the default study: first what is counted, said as it comes, then what takes time, within its budget"
begun=$(date +%s)
status_is 0 "$bpftax" run --kernel debian-6.12-cloud --mechanism fentry --program null --budget 60s --format json
json '[c["timing"] for c in r["cells"]] == ["counted", "timed"]'
json '{x["workload"] for x in r["results"] if x["cell"] == 0} == {"udp-drain"}'
json '{"udp-drain", "iperf3", "micro"} <= {x["workload"] for x in r["results"] if x["cell"] == 1}'
grep -q "fentry-null: $cost instructions a datagram, [0-9]* with statistics" "$work/err" ||
	fail "the exact figures are not said as they come: $(cat "$work/err")"
# What was counted, on a machine that others use, leaves half of the budget; a block of each workload at the least.
[ $(($(date +%s) - begun)) -lt 240 ] || fail "a budget of a minute took $(($(date +%s) - begun)) s"

echo "a kernel that does not boot leaves the other one"
printf 'no kernel\n' >"$work/broken"
status_is 1 "$bpftax" run --exact --kernel "$work/broken,debian-6.12-cloud" --blocks 1 --stats off \
	--mechanism fentry --program null --quiet --format json
json '{x["cell"] for x in r["results"] if x["status"] == "measured"} == {1}'
status_is 0 "$bpftax" report --full
tr -s " \n" " " <"$work/out" | grep -q "is no kernel: neither a bzImage nor a vmlinux" ||
	fail "not said why: $(cat "$work/out")"
