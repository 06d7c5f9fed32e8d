#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# Hooks that do not fire, do not exist, or get lost.
set -eu
. "$(dirname "$0")/lib.sh"
need_guest debian-6.12-cloud

echo "a dual-stack server does not run udp_recvmsg"
status_is 1 "$bpftax" run --workload iperf3 --server-family any --mechanism fentry \
	--program null --blocks 1 --format json
json 'statuses()["fentry-null"] == "not-fired"'
json '"udpv6_recvmsg" in results["fentry-null", "iperf3"]["reason"]'
json '"operation_cpu_ns" not in results["fentry-null", "iperf3"].get("effects", {})'

echo "a tracepoint that linear datagrams do not reach"
status_is 1 "$bpftax" run --workload udp-drain --mechanism tracepoint --program null \
	--tracepoint skb:skb_copy_datagram_iovec --blocks 1 --format json
json 'statuses()["tracepoint-null"] == "not-fired"'

echo "a function that does not exist names one that does"
status_is 2 "$bpftax" run --workload udp-drain --mechanism fentry --program null \
	--function udp_recvmsh --blocks 1
grep -q "udp_recvmsg" "$work/err" || fail "no similar name: $(cat "$work/err")"
