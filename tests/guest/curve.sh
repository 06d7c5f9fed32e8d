#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# Known delays on the hook: they come back, and the workload falls when they are long.
set -eu
. "$(dirname "$0")/lib.sh"
need_guest debian-6.12-cloud

echo "delays are configurations, with a cost of their own and a response"
status_is 0 "$bpftax" curve --delays 2us,60us --blocks 6 --seed 5 --format json
json 'set(statuses().values()) == {"measured"}'
json '([p["configuration"] for p in r["responses"][0]["points"]] ==
	["baseline", "delay-0ns", "delay-2000ns", "delay-60000ns"])'
# Levels: an effect is withheld where chance has the two baselines differ.
json '(level("delay-60000ns", "udp-drain", "operation_ns") - level("baseline", "udp-drain", "operation_ns") >
	5 * (level("delay-2000ns", "udp-drain", "operation_ns") - level("baseline", "udp-drain", "operation_ns")))'
json 'level("delay-60000ns", "iperf3", "rate_pps") < .6 * level("baseline", "iperf3", "rate_pps")'
json 'results["delay-60000ns", "udp-drain"]["hits_per_operation"] > .99'
json 'any("saturates" in s or "saturated" in s for s in r["notes"])'

echo "selects are counted: two streams, of which each select finds one or both, both when the receiver never idles"
json '.5 <= level("baseline", "iperf3", "selects_per_operation") < 2'
json '.49 < level("delay-60000ns", "iperf3", "selects_per_operation") < .6'

echo "one attachment for all delays of a block"
json 'len([c for c in r["configurations"] if c["name"].startswith("delay-")]) == 3'

echo "the same figure two ways, in one guest"
status_is 0 "$bpftax" run --workload udp-drain,micro --mechanism fentry --program null \
	--stats off --blocks 6 --format json
json 'results["fentry-null", "micro"]["status"] == "measured"'
json '"predicted" in results["fentry-null", "udp-drain"]["effects"].get("operation_ns", {"predicted": "withheld"})'
json '("baseline", "micro") not in results'

echo "auto looks at the workload first"
status_is 0 "$bpftax" curve --workload udp-drain --blocks 1 --format json
json 'sum(c["name"].startswith("delay-") for c in r["configurations"]) == 8'
