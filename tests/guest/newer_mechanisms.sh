#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# Mechanisms that not every kernel has: measured and proved where the kernel named by $3 has them, and told
# why not elsewhere.
set -eu
. "$(dirname "$0")/lib.sh"
kernel=$3
need_guest "$kernel"
# Two reloads of each that is named, exactly; what a kernel lacks makes the status 1.
measure() {
	status_is "$1" "$bpftax" micro --exact --kernel "$kernel" --reloads 2 --program null --quiet \
		--format json --mechanism "$2"
}

case $kernel in
*5.10*)
	echo "a kernel without bpf among its security modules is booted with it, and nothing else changes"
	measure 0 fentry,raw-tracepoint
	costs event_instructions >"$work/without"
	measure 0 fentry,raw-tracepoint,lsm
	costs event_instructions | grep -v '^lsm' >"$work/with"
	cmp "$work/without" "$work/with" || fail "lsm= changes other rows"
	json '"bpf" in results["lsm-null", "micro"]["proof"]["security_modules"].split(",")'
	echo "and it says what it has not"
	measure 1 uprobe-session,fsession,fentry-multi,uprobe-sleepable,fentry-sleepable,uprobe-nop10
	json 'set(statuses().values()) == {"unsupported"}'
	json 'all("no BPF_TRACE_" in results[name + "-null", "micro"]["reason"]
	          for name in ("uprobe-session", "fsession", "fentry-multi"))'
	json '"puts no uprobe" in results["uprobe-nop10-null", "micro"]["reason"]'
	;;
*6.18*)
	echo "a nop of five bytes becomes a call, and leaves nothing behind for other uprobes"
	measure 0 uprobe
	costs event_instructions >"$work/alone"
	measure 0 uprobe,uprobe-nop5,usdt-nop5
	costs event_instructions | grep '^uprobe-null' | cmp - "$work/alone" ||
		fail "other uprobes cost another number beside it"
	json 'all(results[name, "micro"]["proof"]["user_call"] == "[uprobes-trampoline]"
	          for name in ("uprobe-nop5-null", "usdt-nop5-null"))'
	;;
*)
	echo "a newer kernel has them all, but a call in place of either nop"
	measure 1 uprobe-nop5,uprobe-nop10,uprobe-session,uprobe-sleepable,usdt-nop5,usdt-nop10,fsession,fentry-multi,fexit-multi,fsession-multi,lsm,fentry-sleepable
	json 'sorted(name for name, status in statuses().items() if status != "measured") in (
	      ["uprobe-nop5-null", "usdt-nop5-null"], ["uprobe-nop10-null", "usdt-nop10-null"])'
	json 'all(x["hits_per_operation"] == (2 if "session" in x["configuration"] else 1)
	          for x in r["results"] if x["status"] == "measured")'
	echo "and fentry costs what it costs by a link of many functions"
	measure 0 fentry,fentry-multi
	json 'len({x["effects"]["event_instructions"]["absolute"]["estimate"] for x in r["results"]}) == 1'
	;;
esac
