#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# The real receive path in whole instructions: the same at every boot, the same as micro but for
# what is known, and work of a known size comes back to the instruction.
set -eu
. "$(dirname "$0")/lib.sh"
need_guest debian-6.12-cloud

echo "two boots, with other seeds, give the same whole numbers"
for seed in 1 2; do
	status_is 0 "$bpftax" run --exact --blocks 2 --seed $seed --program null --quiet \
		--mechanism fentry,kprobe-fprobe,kprobe-int3 --format json
	json 'set(statuses().values()) == {"measured"} and r["machines"][0]["timing"] == "icount"'
	json 'len([x for x in r["results"] if "chunks" in x]) == 6'
	costs operation_instructions >"$work/costs$seed"
done
cmp "$work/costs1" "$work/costs2" || fail "two boots differ: $(diff "$work"/costs[12])"
[ "$(wc -l <"$work/costs1")" = 6 ] || fail "not six costs: $(cat "$work/costs1")"
grep -vq '\.0$' "$work/costs1" && fail "not whole: $(cat "$work/costs1")"
json 'all(x["reloads"]["least"] == x["reloads"]["most"] for x in r["results"] if "chunks" in x)'
json 'all(x["chunks_agreeing"] >= .9 * x["chunks"] > 0 for x in r["results"] if "chunks" in x)'
json 'all(x["hits_per_operation"] == 1 and x["misses"] == 0 for x in r["results"] if "chunks" in x)'
json '"operation_ns" not in results["baseline", "udp-drain"]["metrics"] and "warning" not in r'
for format in text markdown html csv; do
	status_is 0 "$bpftax" report --full --format $format
	grep -q 'fentry-null-stat' "$work/out" || fail "no row in $format"
done

echo "compare: no difference between the two, and a gate that allows none passes"
status_is 0 "$bpftax" compare --gate '*: +0 instructions' \
	"$("$bpftax" list runs | awk 'NR == 3 { print $1 }')" \
	"$("$bpftax" list runs | awk 'NR == 2 { print $1 }')"

echo "as micro says, but for the end of an outermost RCU section (docs/exact.md)"
status_is 0 "$bpftax" micro --exact --reloads 2 --mechanism fentry,kprobe-fprobe --stats both \
	--quiet --format json
costs event_instructions >"$work/micro"
python3 - "$work/costs1" "$work/micro" <<'PYTHON' || fail "$(cat "$work/costs1" "$work/micro")"
import sys
path, micro = ({name: float(cost) for name, cost in map(str.split, open(f))} for f in sys.argv[1:])
assert all(path[name] - micro[name] == 3 for name in micro) and len(micro) == 4
PYTHON

echo "additions on the receive path come back one by one"
status_is 0 "$bpftax" run --exact --blocks 1 --mechanism fentry --stats off --quiet \
	--program alu-0,alu-100,alu-200,alu-400,alu-800,alu-1600 --format json
costs operation_instructions >"$work/alu"
python3 - "$work/alu" <<'PYTHON' || fail "additions: $(cat "$work/alu")"
import sys
cost = {name: float(value) for name, value in map(str.split, open(sys.argv[1]))}
for k in (100, 200, 400, 800, 1600):
    assert cost[f"fentry-alu-{k}"] - cost["fentry-alu-0"] == k, k
PYTHON

echo "of two receivers by turns one is hooked: half of the hits, and each costs what it did"
status_is 0 "$bpftax" run --exact --server-family both --blocks 1 --stats off --quiet \
	--mechanism fentry,kprobe-int3,tracepoint --program null,map --format json
json 'all(x["hits_per_operation"] == (1 if x["configuration"].startswith("tracepoint") else .5)
	for x in r["results"] if "chunks" in x)'
python3 - "$work/out" "$work/costs1" <<'PYTHON' || fail "half of the hits: $(cat "$work/costs1")"
import json, sys
results = {x["configuration"]: x for x in json.load(open(sys.argv[1]))["results"]}
whole = {name: float(cost) for name, cost in map(str.split, open(sys.argv[2]))}
for name in ("fentry-null", "kprobe-int3-null"):
    assert results[name]["cost_per_hit_instructions"]["estimate"] == whole[name], name
PYTHON

echo "a nanosecond is an instruction: chunks of all visits to a treatment, and of both baselines, are the same"
python3 - "$XDG_STATE_HOME/bpftax/bpftax.db" <<'PYTHON' || fail "the guest's clock has another rate than its instructions"
import sqlite3, sys
visits = list(sqlite3.connect(sys.argv[1]).execute("""SELECT configuration.name, operation_ns
    FROM sample JOIN configuration ON configuration.id = sample.configuration JOIN run ON run.id = configuration.run
    WHERE operation_ns IS NOT NULL AND command_line LIKE '%--server-family both%'"""))
assert len(visits) == 8, visits
assert len({visit[:2] for visit in visits}) == 7, visits
PYTHON

echo "a hook in the softirq: measured, without an effect on the receive, and where its hits are"
status_is 0 "$bpftax" run --exact --workload udp-drain --blocks 1 --stats off --quiet \
	--function udp_queue_rcv_one_skb --mechanism fentry,kprobe-int3 --program null --format json
json 'all(x["status"] == "measured" and x["hits_per_operation"] == 1 and not x["effects"]
	and x["where"] == {"place": "outside", "hits_inside": 0, "context": "softirq", "cpu": 0,
		"process": "init"} for x in r["results"] if x["configuration"].endswith("-null"))'
json 'any("outside of the timed receive, in a softirq" in note for note in r["notes"])'
