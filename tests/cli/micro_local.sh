#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# What one event costs on this very machine, as far as its kernel allows it.
set -eu
. "$(dirname "$0")/../guest/lib.sh"

missing='"unsupported" in statuses().values()'
echo "what this kernel has not is no failure of a study of all mechanisms"
got=0
"$bpftax" micro --target local --mechanism all --program null --stats off --reloads 1 \
	--quiet --format json >"$work/out" 2>"$work/err" || got=$?
[ "$got" -le 1 ] || {
	echo "skipped: $(cat "$work/err")"
	exit 77
}
if (json 'set(statuses().values()) <= {"measured", "unsupported"}') >"$work/no" 2>&1; then
	[ "$got" -eq 0 ] || fail "exit status $got of all mechanisms"
fi

echo "and of one that named it, it is"
got=0
"$bpftax" micro --target local --mechanism raw-tracepoint,fentry,usdt --stats both --reloads 5 \
	--quiet --format json >"$work/out" 2>"$work/err" || got=$?
[ "$got" -le 1 ] || {
	echo "skipped: $(cat "$work/err")"
	exit 77
}
if (json "$missing") >"$work/no" 2>&1; then
	[ "$got" -eq 1 ] || fail "exit status $got where a mechanism that was named is missing"
fi
if (json 'any("BPF statistics were on" in (x.get("reason") or "") for x in r["results"])') >"$work/no" 2>&1; then
	echo "skipped: somebody else has BPF statistics on"
	exit 77
fi
echo "what is refused has a reason, and the rest is measured"
json 'set(statuses().values()) <= {"measured", "unsupported"}'
json 'all(x["reason"] for x in r["results"] if x["status"] == "unsupported")'
json 'r["machines"][0]["timing"] == "native" and "warning" not in r'
(json 'statuses()["raw-tracepoint-null"] == "measured"') 2>/dev/null || {
	echo "skipped: raw tracepoints: $(python3 -c 'import json, sys
print([x.get("reason") for x in json.load(open(sys.argv[1]))["results"]])' "$work/out")"
	exit 77
}
echo "raw tracepoint: every event was a hit, and statistics are not for nothing"
json 'results["raw-tracepoint-null", "micro"]["hits_per_operation"] == 1'
# Where another agent counts at this moment, windows without statistics are left out.
json '1 <= results["raw-tracepoint-null", "micro"]["samples"] <= 5'
json 'results["raw-tracepoint-null-stat", "micro"]["samples"] == 5'
json '0 < results["raw-tracepoint-null", "micro"]["effects"]["event_ns"]["absolute"]["estimate"] < results["raw-tracepoint-null-stat", "micro"]["effects"]["event_ns"]["absolute"]["estimate"]'
json 'results["raw-tracepoint-null", "micro"]["trigger"] in ("bpf_modify_return_test_tp", "getpgid")'
