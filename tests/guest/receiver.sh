#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# iperf3 with its receiver free, just not saturated, and saturated; and a kernel that cannot pace.
set -eu
. "$(dirname "$0")/lib.sh"
need_guest debian-6.12-cloud

# A machine under load may have a sender that cannot send as much: then the pilot has to say so.
echo "free and paced in one run"
got=0
"$bpftax" run --workload iperf3 --receiver free,paced --mechanism fentry \
	--program null --blocks 1 --format json --quiet >"$work/out" 2>"$work/err" || got=$?
paced_is_right() {
	json 'set(statuses().values()) == {"measured"}'
	json '({x["workload"]: x["receiver"] for x in r["results"]} ==
		{"iperf3": "free", "iperf3-paced": "paced"})'
	json 'len([n for n in r["notes"] if "a pilot of" in n]) == 1'
	within -1 .97 '[value(c, "receiver_cpu_ns/length_ns") for c in windows("iperf3-paced")]'
	# On a machine with other load some windows lose datagrams; not all of them may be alike.
	within -1 .001 'sorted(value(c, "drops/operations") for c in windows("iperf3-paced"))[:3]'
}
if [ "$got" = 0 ]; then
	paced_is_right
else
	[ "$got" = 1 ] || fail "status $got: $(cat "$work/err")"
	json 'set(statuses("iperf3").values()) == {"measured"} and statuses("iperf3-paced")["fentry-null"] == "failed"'
	json 'any(s in results["fentry-null", "iperf3-paced"]["reason"]
		for s in ("no pace is just below its limit", "no pace makes", "no limit of the receiver"))'
	cannot_tell "a receiver that is paced: none was found, and the run says why"
fi

# saturated SEED: 0: a nanosecond more a datagram is a nanosecond more between two of them; 1: it is not; 2: this
# boot does not tell.  The slope of wall time a datagram on a known delay, between two delays: one a block.
saturated() {
	got=0
	"$bpftax" run --workload iperf3 --receiver saturated --mechanism fentry --program none \
		--delays 0,10us,20us --stats off --blocks 8 --seed "$1" --format json --quiet \
		>"$work/out" 2>"$work/err" || got=$?
	if [ "$got" = 3 ] && grep "makes the receiver saturated" "$work/err"; then
		return 2
	fi
	[ "$got" = 0 ] || fail "status $got: $(cat "$work/err")"
	json 'set(statuses().values()) == {"measured"}'
	json 'any("us of ballast a datagram" in n for n in r["notes"])'
	"$bpftax" report --samples --format json >"$work/samples"
	python3 "$judge" within "$work/samples" .6 1.4 '[(b["delay-20000ns"] - b["delay-10000ns"]) / 1e4
		for b in each("iperf3-saturated", "length_ns/operations")]'
}

echo "saturated by ballast: a nanosecond more a datagram is a nanosecond more between two of them"
wrong=0 right=0
for seed in 1 2 3 4; do
	got=0
	saturated "$seed" || got=$?
	case $got in
	0) right=1 && break ;;
	1) wrong=$((wrong + 1)) ;;
	2) ;;
	*) fail "no slope" ;;
	esac
done
if [ "$right" = 1 ]; then
	within .9 1.1 '[b["baseline"] for b in each("iperf3-saturated", "selects/operations")]'
	within -1 .01 '[b["baseline"] for b in each("iperf3-saturated", "sleeps/operations")]'
else
	[ "$wrong" -lt 2 ] || fail "no slope of 1 in $wrong boots whose intervals are clear of it"
	cannot_tell "this machine changes its speed by more than a delay takes"
fi

echo "a kernel that has no sch_tbf"
kernel=$("$bpftax" kernel fetch debian-6.12-cloud 2>/dev/null | sed -n "s/.* is in //p")
mkdir "$work/modules"
cp "$kernel"/modules/* "$work/modules"
rm "$work"/modules/sch_tbf.*
status_is 1 "$bpftax" run --kernel "$kernel/vmlinux" --modules "$work/modules" --workload iperf3 \
	--receiver free,paced --mechanism fentry --program null --blocks 1 --quiet --format json
json 'set(statuses("iperf3").values()) == {"measured"} and set(statuses("iperf3-paced").values()) == {"failed"}'
json '"it has no sch_tbf (CONFIG_NET_SCH_TBF" in results["fentry-null", "iperf3-paced"]["reason"]'
told
