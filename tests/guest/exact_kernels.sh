#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# Counted chunks agree on the newest kernel as well, whose timer interrupts are not all ticks, and a
# trigger that is not the usual one is said.
set -eu
. "$(dirname "$0")/lib.sh"
need_guest debian-6.1-cloud
need_guest debian-newest-cloud

echo "the newest kernel: chunks agree, rows are linear, and another boot counts the same"
for boot in 1 2; do
	status_is 0 "$bpftax" micro --exact --kernel debian-newest-cloud --program null --quiet \
		--mechanism raw-tracepoint,kprobe-fprobe,uretprobe --seed $boot --format json
	json 'set(statuses().values()) == {"measured"}'
	# Not all of uretprobe's did in one run, whose row was one number all the same.
	json 'all(x["chunks_agreeing"] >= .9 * x["chunks"] > 0 for x in r["results"])'
	json 'all(x["linearity"]["holds"] and x["reloads"]["least"] == x["reloads"]["most"]
		for x in r["results"])'
	# Some met an interrupt: that was looked for, and found.
	json 'sum(x["chunks_disturbed"] for x in r["results"]) > 0'
	costs event_instructions >"$work/costs$boot"
done
cmp "$work/costs1" "$work/costs2" || fail "two boots differ: $(diff "$work"/costs[12])"
json 'all("trigger_instead" not in x and x["hook"] for x in r["results"])'

# The first process id of the tree's second level comes into use while the first reload runs (docs/kernel-notes.md).
echo "the newest kernel: a system call that looks for a process takes as long in each reload"
status_is 0 "$bpftax" micro --exact --kernel debian-newest-cloud --program null --quiet --budget 0 --reloads 3 \
	--trigger getpgid --mechanism raw-tracepoint,fmod-ret --format json
json 'all(x["reloads"]["least"] == x["reloads"]["most"] for x in r["results"])'

echo "6.1 has not the usual trigger of tracepoints: said, and by one trigger it is asked for"
status_is 0 "$bpftax" micro --exact --kernel debian-6.1-cloud --program null --quiet \
	--mechanism fentry,raw-tracepoint --format json
json 'results["raw-tracepoint-null", "micro"]["trigger"] == "getpgid"'
json '"bpf_modify_return_test_tp" in results["raw-tracepoint-null", "micro"]["trigger_instead"]'
json '"trigger_instead" not in results["fentry-null", "micro"]'
status_is 0 "$bpftax" report --full
tr -s " \n" " " <"$work/out" | grep -q "raw-tracepoint: the events are those of getpgid, as the kernel has no" ||
	fail "not said in the text: $(cat "$work/out")"
status_is 0 "$bpftax" micro --exact --kernel debian-6.1-cloud --program null --quiet \
	--mechanism raw-tracepoint --trigger getpgid --format json
json '"trigger_instead" not in results["raw-tracepoint-null", "micro"]'
