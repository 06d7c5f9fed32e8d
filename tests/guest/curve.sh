#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# Known delays on the hook: they come back, and the workload falls when they are long.
set -eu
. "$(dirname "$0")/lib.sh"
need_guest debian-6.12-cloud

echo "delays are configurations, with a cost of their own and a response; one that is too long leaves the others"
status_is 1 "$bpftax" curve --delays 2us,60us,1ms --blocks 6 --seed 5 --format json
for workload in udp-drain iperf3; do
	json "{k: v for k, v in statuses('$workload').items() if k.startswith('delay-')} == {'delay-0ns': 'measured',
		'delay-2000ns': 'measured', 'delay-60000ns': 'measured', 'delay-1000000ns': 'unsupported'}"
	json "'is too long; the most here is' in results['delay-1000000ns', '$workload']['reason']"
done
samples 'all(.99 < c["hits"] / c["hit_operations"] < 1.01 for c in windows("udp-drain", "delay-60000ns") if "hits" in c)'
within .7 1.4 '[(b["delay-60000ns"] - b["delay-2000ns"]) / 58e3 for b in each("udp-drain", "operation_ns")]'
within -1 .6 '[b["delay-60000ns"] / b["baseline"] for b in each("iperf3", "operations/length_ns")]'
# Effects are withheld where chance, or the host, has the two baselines differ: then there is no curve.
if (json '"responses" in r') 2>/dev/null; then
	json '([p["configuration"] for p in r["responses"][0]["points"]] ==
		["baseline", "delay-0ns", "delay-2000ns", "delay-60000ns"])'
	json 'any("saturates" in s or "saturated" in s for s in r["notes"])'
else
	cannot_tell "a response: the baselines differ, or blocks were excluded"
fi

# From 3.16 on iperf3 receives in a thread of its own, which does not select.
if version_at_least 3.16 "$("$(dirname "$bpftax")/src/agent/bpftax-iperf3" --version | sed -n 's/^iperf \([0-9.]*\).*/\1/p')"; then
	echo "this iperf3 does not select"
	within -.01 .01 '[b["baseline"] for b in each("iperf3", "selects/operations")]'
	within -.01 .01 '[b["delay-60000ns"] for b in each("iperf3", "selects/operations")]'
else
	echo "selects are counted: two streams, of which each select finds one or both, both when the receiver never idles"
	within .49 2 '[b["baseline"] for b in each("iperf3", "selects/operations")]'
	within .49 .6 '[b["delay-60000ns"] for b in each("iperf3", "selects/operations")]'
fi

echo "one attachment for all delays of a block"
json 'len([c for c in r["configurations"] if c["name"].startswith("delay-")]) == 4'

echo "the same figure two ways, in one guest"
status_is 0 "$bpftax" run --workload udp-drain,micro --mechanism fentry --program null \
	--stats off --blocks 6 --format json
json 'results["fentry-null", "micro"]["status"] == "measured"'
json '"predicted" in results["fentry-null", "udp-drain"]["effects"].get("operation_ns", {"predicted": "withheld"})'
json '("baseline", "micro") not in results'

# 64 bytes at 2 Mbit/s are a datagram each 256 us; a slow host may take longer, never less.
echo "auto looks at the workload first, and fits into what the delay program can spend"
status_is 0 "$bpftax" curve --workload iperf3 --parallel 1 --length 64 --bitrate 2M --blocks 1 --format json
json 'sum(c["name"].startswith("delay-") for c in r["configurations"]) == 8'
json 'set(statuses().values()) == {"measured"}'
grep -q 'iperf3 takes [2-9][0-9]\{5,\} ns an operation: delays up to' "$work/err" || fail "said: $(cat "$work/err")"

told
