#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# Hooks that do not fire, do not exist, or get lost; kernels that lack something.
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

echo "a kernel of 6.1 has no fprobe, and says so"
need_guest debian-6.1-cloud
status_is 1 "$bpftax" run --workload udp-drain --kernel debian-6.1-cloud \
	--mechanism kprobe-fprobe,fentry --program null --blocks 1 --format json
json 'statuses()["kprobe-fprobe-null"] == "unsupported"'
json '"CONFIG_FPROBE is not set in 6.1" in results["kprobe-fprobe-null", "udp-drain"]["reason"]'
json 'statuses()["fentry-null"] == "measured"'

echo "without modules 6.1 has no virtio: the serial port serves"
image=$(find "${XDG_CACHE_HOME:-$HOME/.cache}/bpftax" -path '*6.1-cloud*' -name vmlinux | head -n 1)
[ -n "$image" ] || fail "the image of 6.1 is not in the cache"
cp "$image" "$work/vmlinux" # alone: no config, no modules beside it
status_is 0 "$bpftax" run --workload udp-drain --kernel "$work/vmlinux" --mechanism fentry \
	--program null --blocks 1 --format json
json 'statuses()["fentry-null"] == "measured"'
json 'r["machines"][0]["channel"] == "serial"'
status_is 3 "$bpftax" run --workload iperf3 --kernel "$work/vmlinux" --mechanism fentry \
	--program null --blocks 1
grep -q CONFIG_VETH "$work/err" || fail "does not name CONFIG_VETH: $(cat "$work/err")"

echo "6.1 lacks the default tracepoint, and has another"
status_is 1 "$bpftax" run --workload udp-drain --kernel debian-6.1-cloud --program null \
	--mechanism tracepoint,raw-tracepoint,tp-btf --blocks 1 --format json
json 'set(v for k, v in statuses().items() if not k.startswith("baseline")) == {"unsupported"}'
json '"no tracepoint sock:sock_recv_length" in results["tp-btf-null", "udp-drain"]["reason"]'
status_is 0 "$bpftax" run --workload udp-drain --kernel debian-6.1-cloud --program null \
	--mechanism tracepoint,raw-tracepoint,tp-btf --tracepoint skb:consume_skb --blocks 1 \
	--stats-by sysctl --format json
json 'set(statuses().values()) == {"measured"}'
