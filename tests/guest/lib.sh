# shellcheck shell=sh
# SPDX-License-Identifier: GPL-2.0-or-later
# What the guest tests in shell share.  $1 is bpftax, $2 the report's schema.
bpftax=$1
schema=$2
judge=$(dirname "$(realpath "$0")")/../guest/judge.py
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export XDG_STATE_HOME="$work/state"

fail() {
	echo "failed: $*" >&2
	exit 1
}

# A test that measures time may find that its host does not let it: it goes on with what it can, and says
# so at its end (tests/guest/may-not-tell has those that may).
untold=
cannot_tell() {
	echo "cannot tell yet: $*"
	untold="${untold:+$untold; }$*"
}

# The last line of such a test.
told() {
	[ -z "$untold" ] && exit 0
	echo "cannot tell: $untold"
	exit 77
}

# Skips the whole test where no guest can be had.
need_guest() {
	command -v qemu-system-x86_64 >/dev/null || {
		echo "skipped: QEMU is not installed"
		exit 77
	}
	"$bpftax" kernel fetch "$1" >"$work/fetch" 2>&1 || {
		echo "skipped: no kernel $1: $(cat "$work/fetch")"
		exit 77
	}
}

# status_is N COMMAND...: runs it, its streams in $work/out and $work/err.
status_is() {
	wanted=$1
	shift
	got=0
	"$@" >"$work/out" 2>"$work/err" || got=$?
	[ "$got" = "$wanted" ] || {
		cat "$work/out" "$work/err" >&2
		fail "status $got, not $wanted: $*"
	}
}

# json EXPRESSION: evaluates Python with r = the report in $work/out; fails when it is false.
json() {
	python3 - "$work/out" "$schema" "$1" <<'PYTHON' || fail "$(cat "$work/err")"
import json, sys
import jsonschema
report = json.load(open(sys.argv[1]))
jsonschema.validate(report, json.load(open(sys.argv[2])))
results = {(x["configuration"], x["workload"]): x for x in report["results"]}
def statuses(workload=None):
    return {x["configuration"]: x["status"] for x in report["results"]
            if workload in (None, x["workload"])}
def level(configuration, workload, metric):
    return results[configuration, workload]["metrics"][metric]["estimate"]
if not eval(sys.argv[3], globals(), {"r": report, "results": results, "statuses": statuses,
                                     "level": level}):
    told = [f"{x['configuration']} {x['workload']}: {x['status']} {x.get('reason', '')} " +
            str({metric: effect["absolute"]["estimate"] for metric, effect in x["effects"].items()})
            for x in report["results"]]
    sys.exit("\n".join([json.dumps(report["results"], indent=1)[:6000], *told, "not so: " + sys.argv[3]]))
PYTHON
}

# The raw samples of the last run: counts hold on any host, even where every block is excluded.
samples() {
	"$bpftax" report --samples --format json >"$work/samples"
	python3 "$judge" holds "$work/samples" "$1" || fail "samples: $1"
}

# within LOW HIGH EXPRESSION: what is timed, by its own interval (judge.py).
within() {
	"$bpftax" report --samples --format json >"$work/samples"
	got=0
	python3 "$judge" within "$work/samples" "$@" || got=$?
	case $got in
	0) ;;
	2) cannot_tell "$3" ;;
	*) fail "not within [$1, $2]: $3" ;;
	esac
}

# version_at_least LEAST VERSION: as numbers, part by part.
version_at_least() {
	[ "$(printf '%s\n' "$1" "$2" | sort -V | head -n 1)" = "$1" ]
}

# Whether the guest of the last run had to wait for the host's CPUs.
host_disturbs() {
	"$bpftax" report --samples --format json >"$work/samples"
	python3 "$judge" disturbed "$work/samples"
}

# costs METRIC: "configuration instructions" of what $work/out has measured, sorted.
costs() {
	python3 - "$work/out" "$1" <<'PYTHON'
import json, sys
for x in sorted(json.load(open(sys.argv[1]))["results"], key=lambda x: x["configuration"]):
    cost = x["effects"].get(sys.argv[2])
    if cost and not x["configuration"].startswith("baseline"):
        print(x["configuration"], cost["absolute"]["estimate"])
PYTHON
}

# lose COMMAND...: runs it, and loses its first guest, by the signal $how, when something of it is stored.
how=KILL
lose() {
	"$@" >"$work/out" 2>"$work/err" &
	coordinator=$!
	until "$bpftax" list runs --format json 2>"$work/list" | grep -q '"samples": [1-9]'; do
		kill -0 $coordinator 2>/dev/null || fail "it ended before anything was stored: $(cat "$work/err")"
		sleep .1
	done
	guest=$(pgrep -P $coordinator -f qemu-system) || fail "no guest to lose"
	kill -$how "$guest"
	got=0
	wait $coordinator || got=$?
	[ $got = 0 ] || fail "status $got: $(cat "$work/err")"
	! kill -0 "$guest" 2>/dev/null || fail "the old guest is still there"
}

