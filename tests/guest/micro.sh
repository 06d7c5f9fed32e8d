#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# What one event costs: exact figures that do not change, work of a known size that comes back,
# and a trigger that lies and is found out.
set -eu
. "$(dirname "$0")/lib.sh"
need_guest debian-6.12-cloud

echo "exact: two invocations, with other seeds, give the same figures"
for seed in 1 2; do
	status_is 0 "$bpftax" micro --exact --reloads 2 --seed $seed --program null,map --quiet \
		--mechanism fentry,kprobe-fprobe,kprobe-int3,kprobe-optimized,kretprobe,tracepoint \
		--format json
	json 'set(statuses().values()) == {"measured"} and len(results) == 12'
	costs event_instructions >"$work/costs$seed"
done
cmp "$work/costs1" "$work/costs2" || fail "two invocations differ: $(diff "$work"/costs[12])"
echo "exact: whole instructions, in every chunk, on a line"
json 'all(x["effects"]["event_instructions"]["absolute"]["estimate"] % 1 == 0 for x in r["results"])'
json 'all(x["chunks_agreeing"] >= .9 * x["chunks"] > 0 for x in r["results"])'
json 'all(x["linearity"]["holds"] for x in r["results"])'
json 'all(x["hits_per_operation"] == 1 and x["misses"] == 0 for x in r["results"])'
json 'all(abs(x["kernel_reported_ns"] - round(x["kernel_reported_ns"])) < .01 for x in r["results"])'
json 'r["machines"][0]["timing"] == "icount" and "warning" not in r'
json 'results["kprobe-int3-null", "micro"]["proof"]["text"] == "int3"'
json 'results["kprobe-optimized-null", "micro"]["proof"]["text"] == "jump"'
json '{x["trigger"] for x in r["results"]} == {"bpf_get_numa_node_id", "bpf_modify_return_test_tp"}'

# Debian retires old packages: the figures belong to one of them, with this program's bodies.
if (json 'r["machines"][0]["release"] == "6.12.117+deb12-cloud-amd64"') 2>/dev/null; then
	echo "exact: the reference figures of this kernel"
	for pair in fentry:135 kprobe-fprobe:262 kprobe-optimized:297 kretprobe:639; do
		grep -qx "${pair%:*}-null ${pair#*:}.0" "$work/costs1" ||
			fail "not ${pair#*:}: $(grep "^${pair%:*}-null" "$work/costs1")"
	done
fi

echo "exact: statistics cost, and additions come back one by one"
status_is 0 "$bpftax" micro --exact --reloads 2 --mechanism fentry --stats both --quiet \
	--program alu-0,alu-50,alu-100,alu-200 --format json
costs event_instructions >"$work/alu"
python3 - "$work/alu" <<'PYTHON' || fail "additions: $(cat "$work/alu")"
import sys
cost = {name: float(value) for name, value in (line.split() for line in open(sys.argv[1]))}
for k in (50, 100, 200):
    for stat in ("", "-stat"):
        assert cost[f"fentry-alu-{k}{stat}"] - cost[f"fentry-alu-0{stat}"] == k, (k, stat)
assert cost["fentry-alu-0-stat"] > cost["fentry-alu-0"] + 20
PYTHON

echo "exact: a page's end in a buffer is in no chunk; what varies says so"
status_is 0 "$bpftax" micro --exact --reloads 3 --mechanism fentry --program perf-output,stackid \
	--quiet --format json
json '(results["fentry-perf-output", "micro"]["chunks_agreeing"] ==
       results["fentry-perf-output", "micro"]["chunks"])'
json 'results["fentry-perf-output", "micro"]["effects"]["event_instructions"]["absolute"]["estimate"] % 1 == 0'
json 'all((x["reloads"]["least"] < x["reloads"]["most"]) ==
          any(note.startswith(x["configuration"] + ": not one number") for note in report["notes"])
          for x in r["results"])'

echo "exact: several programs on one hook run each; attaching takes time, to 1,000 functions too"
status_is 0 "$bpftax" micro --exact --reloads 2 --mechanism fentry,kprobe-fprobe,kprobe-int3 \
	--program null --programs-on-hook 2,4 --latency --quiet --format json
json 'set(statuses().values()) == {"measured"} and len(results) == 9'
json 'all(x["hits_per_operation"] == x["programs_on_hook"] for x in r["results"])'
json 'all(x["growth"] > 1.2 for x in r["results"] if x["programs_on_hook"] > 1)'
json 'all(min(x["latency"].values()) > 0 and len(x["latency"]) == 3 for x in r["results"])'
json 'r["machines"][0]["attach_many"]["functions"] == 1000'
json 'len(r["machines"][0]["agent_sha256"]) == 64 and r["machines"][0]["qemu"]'
status_is 0 "$bpftax" report --latency
grep -q '^fentry-null@4programs  *1  *4 .* x [0-9.]*$' "$work/out" || fail "no scale"
grep -q '^kprobe-fprobe-null, 1000 functions  *-  *[0-9.]*  *[0-9.]*$' "$work/out" || fail "no 1,000"

echo "a trigger that leaves out half of its calls is found out"
status_is 1 "$bpftax" micro --exact --mechanism fentry,kprobe-int3 --trigger half-of-the-calls \
	--quiet --format json
json 'statuses() == {"fentry-null": "failed", "kprobe-int3-null": "failed"}'
json 'all("where 1 an event are right" in x["reason"] for x in r["results"])'

echo "exact: programs that may sleep, and one of a security module, on events of their own"
status_is 0 "$bpftax" micro --exact --reloads 2 --program null --quiet --format json \
	--mechanism lsm,fentry-sleepable,uprobe-sleepable
json 'set(statuses().values()) == {"measured"}'
json 'results["lsm-null", "micro"]["trigger"] == "getpgid"'
json '"bpf" in results["lsm-null", "micro"]["proof"]["security_modules"].split(",")'
json 'results["fentry-sleepable-null", "micro"]["trigger"] == "bpf_fentry_test1"'
json 'results["fentry-sleepable-null", "micro"]["proof"]["enters"].startswith("__bpf_prog_enter_sleepable")'
json 'results["uprobe-sleepable-null", "micro"]["proof"]["sleepable"] is True'

echo "emulated nanoseconds say what they are"
status_is 0 "$bpftax" micro --accel tcg --mechanism fentry --reloads 3 --quiet --format json
json 'r["machines"][0]["timing"] == "emulated" and r["warning"].startswith("emulated CPU")'
json 'any("--exact" in note for note in report["notes"])'
json 'results["fentry-null", "micro"]["effects"]["event_ns"]["absolute"]["estimate"] > 0'
status_is 0 "$bpftax" report --full
grep -q 'emulated CPU' "$work/out" || fail "no warning in the text"
grep -q '^fentry-null  *[0-9.]* ' "$work/out" || fail "no row: $(cat "$work/out")"
for format in markdown csv; do
	status_is 0 "$bpftax" report --format $format
	grep -q 'fentry-null' "$work/out" || fail "no row in $format"
done

echo "two kernels, where the older one lacks the trigger for tracepoints and fprobe"
if "$bpftax" kernel fetch debian-6.1-cloud >"$work/fetch" 2>&1; then
	status_is 0 "$bpftax" micro --exact --reloads 2 --mechanism fentry,tracepoint,kprobe-fprobe \
		--kernel debian-6.1-cloud --kernel debian-6.12-cloud --quiet --full
	grep -q '^fentry-null  *+[0-9]*  *+[0-9]*  *[+-][0-9]*$' "$work/out" || fail "no difference"
	grep -q '^tracepoint-null .*another trigger$' "$work/out" || fail "triggers were mixed"
	tr -s " \n" " " <"$work/out" | grep -q 'changed: kernel: debian-6\.1-cloud=[^;]*, then' ||
		fail "what changed is not named"
	grep -q 'agent (SHA-256)' "$work/out" && fail "the agent is the same"
	tr -s " \n" " " <"$work/out" | grep -q "CONFIG_FPROBE is not set in 6\.1" || fail "no reason"
else
	echo "skipped: no kernel debian-6.1-cloud"
fi
