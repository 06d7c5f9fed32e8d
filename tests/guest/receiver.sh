#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# iperf3 with its receiver free, just not saturated, and saturated; and a kernel that cannot pace.
set -eu
. "$(dirname "$0")/lib.sh"
need_guest debian-6.12-cloud

# samples EXPRESSION: evaluates Python with s = the windows of the last run, by workload.
samples() {
	"$bpftax" report --samples --format csv >"$work/samples"
	python3 - "$work/samples" "$1" <<'PYTHON'
import collections, csv, sys
s = collections.defaultdict(list)
for row in csv.DictReader(open(sys.argv[1])):
    s[row["workload"]].append({k: float(row[k]) for k in ("length_ns", "operations", "drops",
        "receiver_cpu_ns", "sender_datagrams")})
def share(workload, above, below):
    return [x[above] / x[below] for x in s[workload]]
for name in s:
    print(name, "busy", *("%.3f" % x for x in share(name, "receiver_cpu_ns", "length_ns")),
          "sent/s", *("%.0f" % (x * 1e9) for x in share(name, "sender_datagrams", "length_ns")),
          "dropped", *("%.3f" % x for x in share(name, "drops", "operations")))
if not eval(sys.argv[2], globals(), {"s": s, "share": share}):
    sys.exit("not so: " + sys.argv[2])
PYTHON
}

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
	# Medians: a window in which another process had the CPU is no proof of anything.
	samples 'sorted(share("iperf3-paced", "receiver_cpu_ns", "length_ns"))[3] < .97'
	# On a machine with other load some windows lose datagrams; most of them must not be alike.
	samples 'sorted(share("iperf3-paced", "drops", "operations"))[0] < .001'
}
if [ "$got" = 0 ]; then
	paced_is_right
else
	grep -q "no pace is just below its limit\|no pace makes\|no limit of the receiver" "$work/err" ||
		fail "no pace, and no reason: $(cat "$work/err")"
	echo "not here: $(tail -n 1 "$work/err")"
fi

# The slope of wall time a datagram on a known delay, between two delays: one a block, mean and Student's t.  A host
# that changes its speed moves windows by more than a delay does: its interval is wide, and such a boot says
# nothing.  Status 0: within .3 of 1; 1: the interval has nothing there; 2: neither.
slope() {
	"$bpftax" report --samples --format csv >"$work/samples"
	python3 - "$work/samples" <<'PYTHON'
import collections, csv, math, statistics, sys
BLOCKS, T = 8, 2.365 # 95 %, seven degrees of freedom
blocks = collections.defaultdict(dict)
for row in csv.DictReader(open(sys.argv[1])):
    blocks[row["block"]][row["configuration"]] = float(row["length_ns"]) / float(row["operations"])
slopes = [(b["delay-20000ns"] - b["delay-10000ns"]) / 1e4 for b in blocks.values()]
assert len(slopes) == BLOCKS, len(slopes)
centre, half = statistics.mean(slopes), T * statistics.stdev(slopes) / math.sqrt(BLOCKS)
print("slope %.3f +- %.3f" % (centre, half))
sys.exit(0 if abs(centre - 1) < .3 else 1 if abs(centre - 1) - half > .3 else 2)
PYTHON
}

echo "saturated by ballast: a nanosecond more a datagram is a nanosecond more between two of them"
wrong=0 right=0
for seed in 1 2 3 4; do
	status_is 0 "$bpftax" run --workload iperf3 --receiver saturated --mechanism fentry \
		--program none --delays 0,10us,20us --stats off --blocks 8 --seed "$seed" \
		--format json --quiet
	json 'set(statuses().values()) == {"measured"}'
	json 'any("us of ballast a datagram" in n for n in r["notes"])'
	json '.9 < level("baseline", "iperf3-saturated", "selects_per_operation") < 1.1'
	json 'level("baseline", "iperf3-saturated", "sleeps_per_operation") <= .01'
	got=0
	slope || got=$?
	case $got in
	0) right=1 && break ;;
	1) wrong=$((wrong + 1)) ;;
	2) ;;
	*) fail "no slope" ;;
	esac
done
if [ "$right" = 0 ]; then
	[ "$wrong" -lt 2 ] || fail "no slope of 1 in $wrong boots whose intervals are clear of it"
	echo "not here: this machine changes its speed by more than a delay takes"
fi

echo "a kernel that has no sch_tbf"
kernel=$("$bpftax" kernel fetch debian-6.12-cloud 2>/dev/null | sed -n "s/.* is in //p")
mkdir "$work/modules"
cp "$kernel"/modules/* "$work/modules"
rm "$work"/modules/sch_tbf.*
status_is 3 "$bpftax" run --kernel "$kernel/vmlinux" --modules "$work/modules" --workload iperf3 \
	--receiver paced --mechanism fentry --program null --blocks 1 --quiet
grep -q 'it has no sch_tbf (CONFIG_NET_SCH_TBF' "$work/err" || fail "said: $(cat "$work/err")"
