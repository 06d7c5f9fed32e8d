#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# How the programs of an object are attached and run: together, and beside others.
set -eu
. "$(dirname "$0")/lib.sh"
need_guest debian-6.12-cloud
objects=$3
cost="$bpftax cost --store $work/cost.db --quiet --format json"
event='["effects"]["event_instructions"]["absolute"]["estimate"]'

echo "each alone, and together: what one leaves in a map the other finds"
status_is 0 $cost "$objects/pair.bpf.o"
json 'statuses() == {"enters": "measured", "leaves": "measured", "elsewhere": "measured", "drops": "no-workload"}'
alone=$(python3 -c "import json, sys
print(sum(x$event for x in json.load(sys.stdin)['results'] if x['configuration'] in ('enters', 'leaves')))" <"$work/out")
status_is 0 "$bpftax" cost --store "$work/cost.db" --format json "$objects/pair.bpf.o" --together
grep -q "together: elsewhere is attached as well, but no event of bpf_get_numa_node_id" "$work/err" || fail "$(cat "$work/err")"
json 'statuses() == {"together": "measured"}'
json "results['together', 'micro']$event > 3000 > $alone"
json 'set(results["together", "micro"]["proof"]["programs"]) == {"enters", "leaves", "elsewhere"}'
json 'results["together", "micro"]["look"]["not_run"] == ["elsewhere"]'

echo "one that the verifier refuses keeps all from being loaded, with the end of its log"
status_is 1 $cost "$objects/refused.bpf.o" --together
json 'statuses() == {"together": "unsupported"} and "mem access" in results["together", "micro"]["look"]["log"]'

echo "a guest that is started again has the object again, and what was set in it"
lose "$bpftax" cost "$objects/settings.bpf.o" --set rounds=38 --reloads 9 --quiet --format json
json 'set(statuses().values()) == {"measured"}'
json 'sum("was lost and is started again; this visit is made anew" in note for note in r["notes"]) == 1'
json "results['turns_rounds', 'micro']$event == results['turns_rounds_meant', 'micro']$event"
