# shellcheck shell=sh
# SPDX-License-Identifier: GPL-2.0-or-later
# What the guest tests in shell share.  $1 is bpftax, $2 the report's schema.
bpftax=$1
schema=$2
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export XDG_STATE_HOME="$work/state"

fail() {
	echo "failed: $*" >&2
	exit 1
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
    sys.exit("not so: " + sys.argv[3] + "\n" + json.dumps(report["results"], indent=1)[:6000])
PYTHON
}
