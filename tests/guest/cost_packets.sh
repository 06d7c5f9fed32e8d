#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# Programs on a packet's way: attached, run by one datagram an event, and counted; one boot.
set -eu
. "$(dirname "$0")/lib.sh"
need_guest debian-6.12-cloud
objects=$3
event='["effects"]["event_instructions"]["absolute"]["estimate"]'

status_is 0 "$bpftax" cost --store "$work/cost.db" --quiet --reloads 1 --format json --kernel debian-6.12-cloud \
	"$objects/packets.bpf.o"

echo "seven more instructions are seven more, at each packet"
for name in generic comes goes arrives leaves; do
	# Of a reload generic's events are all alike; where its copy of the packet lies moves them by one or two.
	spare=0
	[ $name != generic ] || spare=2
	json "abs(results['${name}_7', 'micro']$event - results['$name', 'micro']$event - 7) <= $spare"
	json "results['$name', 'micro']['status'] == 'measured' and results['$name', 'micro']['hits_per_operation'] == 1"
	json "results['$name', 'micro']['proof']['changed_events'] == 0"
done
json 'results["generic", "micro"]["proof"]["device"]["mode"] == "generic" and results["generic", "micro"]["hook"] == "lo, generic xdp"'
json 'results["goes", "micro"]["hook"] == "lo, egress" and results["comes", "micro"]["hook"] == "lo, ingress"'

echo "what drops its packets has no figure, and what nothing here runs says why"
for name in drops shoots keeps; do
	json "results['$name', 'micro']['status'] == 'no-workload' and 'is no cost' in results['$name', 'micro']['reason']"
	json "results['$name', 'micro']['look']['attaches'] and not results['$name', 'micro']['effects']"
done
json 'results["redirected", "micro"]["status"] == "no-workload" and "another program redirects" in results["redirected", "micro"]["reason"]'

echo "the mode is said before the table"
"$bpftax" report --store "$work/cost.db" >"$work/out"
sed '/WHAT TRACING ADDS/q' "$work/out" | grep -q 'generic mode' || fail "the mode is not said: $(cat "$work/out")"
