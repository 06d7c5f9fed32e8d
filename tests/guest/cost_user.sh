#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# Programs that are meant for user space hang on a probe point of the agent's own, which is said.
set -eu
. "$(dirname "$0")/lib.sh"
need_guest debian-6.12-cloud
objects=$3
cost="$bpftax cost --store $work/cost.db --quiet"
event='["effects"]["event_instructions"]["absolute"]["estimate"]'

echo "each has a cost, and what it reads there is the agent's text"
status_is 1 $cost --reloads 1 --format json "$objects/user.bpf.o"
cp "$work/out" "$work/user.json"
json 'statuses() == dict.fromkeys("nothing reads_0 reads_7 returns_0 returns_7 multi_0 multi_7 mark_0 mark_7 sleeps multi_returns".split(),
	"measured") | {"session": "unsupported"}'
json '"BPF_TRACE_UPROBE_SESSION" in results["session", "micro"]["reason"]'
for kind in reads returns multi mark; do
	json "results['${kind}_7', 'micro']$event - results['${kind}_0', 'micro']$event == 7"
done
json 'all(result["hits_per_operation"] == 1 for result in results.values() if result["status"] == "measured")'

echo "where it hung, and in place of what"
cp "$work/user.json" "$work/out"
json 'results["nothing", "micro"]["proof"]["in_place"] == {"on": "user:text", "of": "/bin/sh:main"}'
json 'results["sleeps", "micro"]["proof"]["in_place"] == {"on": "user:text", "of": ""}'
json 'results["mark_7", "micro"]["proof"]["in_place"] == {"on": "user:usdt-text", "of": "libc.so.6:libc:setjmp"}'
json 'results["returns_0", "micro"]["hook"] == results["returns_0", "micro"]["trigger"] == "user:text"'
COLUMNS=400 "$bpftax" report --store "$work/cost.db" >"$work/page"
hung="measured on bpftax's own probe point user:text in place of"
grep -q "reads_0, reads_7: $hung libc.so.6:getaddrinfo" "$work/page" || fail "$(cat "$work/page")"
grep -q "sleeps: $hung what its loader would name" "$work/page" || fail "$(cat "$work/page")"
python3 - "$work/page" <<'PYTHON' || fail "the figures come before what they are of: $(cat "$work/page")"
import sys
page = open(sys.argv[1]).read()
assert page.index("in place of") < page.index("WHAT TRACING ADDS"), page
PYTHON

echo "its figure is that of the mechanism that its section names"
null=$("$bpftax" micro --exact --reloads 1 --mechanism uprobe --program null --store "$work/cost.db" --quiet --format json |
	python3 -c "import json, sys; print(json.load(sys.stdin)['results'][0]$event)")
json "results['nothing', 'micro']$event == $null"
