#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# What a kernel of 6.1 lacks is said, and the rest is measured.
set -eu
. "$(dirname "$0")/lib.sh"
need_guest debian-6.1-cloud

echo "a kernel of 6.1 has no fprobe, and says so"
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
