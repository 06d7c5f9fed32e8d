#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# Short studies from the command line to the report, with real iperf3 on both sides.
set -eu
. "$(dirname "$0")/lib.sh"
need_guest debian-6.12-cloud

echo "switch, both ends in the guest"
status_is 0 "$bpftax" run --workload udp-drain,iperf3 --mechanism fentry,kprobe-int3 \
	--program null,map --blocks 2 --format json --quiet
json 'set(statuses().values()) == {"measured"}'
samples 'len(windows("udp-drain", "fentry-map")) == 2'
samples 'all(abs(value(c, "hits/hit_operations") - 1) < .01 for c in windows("iperf3", "kprobe-int3-null-stat"))'
samples 'all(c["receiver_cpu_ns"] > 0 for c in windows("iperf3", "fentry-null") if c["operations"])'
json 'r["machines"][0]["timing"] in ("emulated", "kvm")'
[ ! -s "$work/err" ] || fail "--quiet was not quiet: $(cat "$work/err")"

echo "switch, the client on the host"
got=0
"$bpftax" run --workload iperf3 --client host --mechanism fentry --program null --blocks 2 --window 500ms \
	--format json >"$work/out" 2>"$work/err" || got=$?
if [ "$got" = 1 ] && host_disturbs; then
	json 'all("the workload did nothing" in x["reason"] for x in r["results"] if x["status"] != "measured")'
	cannot_tell "traffic from the host: where client, guest and QEMU share a CPU, windows pass without any"
else
	[ "$got" = 0 ] || fail "status $got: $(cat "$work/err")"
	json 'set(statuses().values()) == {"measured"}'
	samples 'all(c["operations"] > 0 for c in windows("iperf3", "fentry-null"))'
	json '({"arrived_pps", "received"} <= set(r["workloads"][0]["limits"]) and
		"sent_pps" not in r["workloads"][0]["limits"] and
		{"network", "virtual_cpus"} <= set(r["workloads"][0]["limits"]["cpus"]))'
fi

echo "restart, as in the original, the client on the host"
status_is 0 "$bpftax" run original --samples 2 --window 1s --mechanism fentry --format json
json 'set(statuses().values()) == {"measured"}'
json 'results["baseline", "iperf3"]["metrics"]["bitrate_mbps"]["n"] == 2'

echo "restart, both ends in the guest; the original's tables"
status_is 0 "$bpftax" run original --samples 1 --window 1s --client guest --mechanism fentry \
	--program null
grep -q 'Configuration             Bitrate (Mbps)    Transfer (MB)     Samples' "$work/out" ||
	fail "no table of bitrates"
grep -q 'PERFORMANCE IMPACT vs BASELINE' "$work/out" || fail "no table of impacts"

echo "reports of a stored run in every format"
for format in text markdown csv json; do
	status_is 0 "$bpftax" report --format "$format"
	[ -s "$work/out" ] || fail "an empty $format"
	grep -q 'emulated' "$work/out" || fail "$format does not say that the CPU was emulated"
done

echo "nothing is left"
for run in $("$bpftax" list runs | awk 'NR > 1 { print $1 }'); do
	! pgrep -f "qemu-system.*bpftax-$run" >/dev/null || fail "the QEMU of run $run still runs"
done

told
