#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# Users' objects in a workload: two versions in the same blocks, beside a built-in program, in
# instructions; with a third argument, "timed", in nanoseconds and under iperf3 as well.
set -eu
. "$(dirname "$0")/lib.sh"
need_guest debian-6.12-cloud
objects=$3
versions="--object $objects/receive_50.bpf.o --object $objects/receive_57.bpf.o"
cost='["effects"]["operation_instructions"]["absolute"]["estimate"]'

if [ "${4:-counted}" = counted ]; then
	echo "two versions beside a built-in program: seven more instructions are seven more"
	status_is 0 "$bpftax" run $versions --object "$objects/receive_set.bpf.o" --set rounds=38 --map flows=64 \
		--fill flows=1:sequential --mechanism fentry --program null --exact --workload udp-drain \
		--stats both --blocks 1 --quiet --format json
	json 'statuses() == ({"baseline": "measured", "baseline-stat": "measured", "baseline-aa": "measured",
			     "fentry-null": "measured", "fentry-null-stat": "measured",
			     "receive_50:adds": "measured", "receive_50:adds-stat": "measured",
			     "receive_57:adds": "measured", "receive_57:adds-stat": "measured",
			     "waits": "not-fired", "waits-stat": "not-fired",
			     "drops": "no-workload", "drops-stat": "no-workload",
			     "sees": "measured", "sees-stat": "measured"} |
		{name + statistics: "measured" for statistics in ("", "-stat")
		 for name in ("turns_set", "turns_meant", "turns_once", "finds", "finds_nothing")})'
	json "results['fentry-null', 'udp-drain']$cost == 138"
	json "results['receive_57:adds', 'udp-drain']$cost - results['receive_50:adds', 'udp-drain']$cost == 7"
	json "results['sees', 'udp-drain']$cost > 200 and results['sees', 'udp-drain']['hits_per_operation'] == 1"
	echo "a global that is set, a map that is larger, and filled, are so in a workload, too"
	json "results['turns_set', 'udp-drain']$cost == results['turns_meant', 'udp-drain']$cost"
	json "results['turns_set', 'udp-drain']$cost - results['turns_once', 'udp-drain']$cost == 111"
	json "results['finds', 'udp-drain']$cost - results['finds_nothing', 'udp-drain']$cost > 111"
	json 'results["waits", "udp-drain"]["reason"].startswith("attached to tcp_v4_do_rcv, but 0 hits in")'
	json '"xdp" in results["drops", "udp-drain"]["reason"]'
	for format in text html csv; do
		status_is 0 "$bpftax" report --full --format $format
		grep -q 'receive_57:adds' "$work/out" || fail "no row in $format"
	done
	exit
fi

echo "an object alone, of a study file: time, and what it makes of traffic"
cat >"$work/mine.ini" <<INI
object = $objects/receive_57.bpf.o
workload = udp-drain,iperf3
timing = counted,timed
stats = off
blocks = 2
budget = 0
window = 250ms
INI
status_is 0 "$bpftax" run "$work/mine.ini" --quiet --format json
json '{name for name, _ in results if "baseline" not in name} == {"adds", "sees"}'
json 'all(results[name, workload]["status"] == "measured" for name in ("adds", "sees")
	  for workload in ("udp-drain", "iperf3"))'
json 'all(abs(results[name, "iperf3"]["hits_per_operation"] - 1) < .05 for name in ("adds", "sees"))'
status_is 0 "$bpftax" run "$work/mine.ini" --print-study
grep -q "^object = $objects/receive_57.bpf.o" "$work/out" && grep -q "^program = none" "$work/out" ||
	fail "$(cat "$work/out")"

echo "what loads nowhere is a failure"
status_is 1 "$bpftax" run --object "$objects/refused.bpf.o" --exact --workload udp-drain --blocks 1 --quiet --format json
json 'results["reads_nothing", "udp-drain"]["status"] == "unsupported"'
json 'results["reads_nothing", "udp-drain"]["reason"].startswith("does not load: ")'
