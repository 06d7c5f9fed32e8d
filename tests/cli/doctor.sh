#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# bpftax doctor on this very machine: whatever it finds, it says so in both formats.
set -eu
. "$(dirname "$0")/../guest/lib.sh"

# doctor_json EXPRESSION: with d = the diagnosis in $work/out, c = its checks by name.
doctor_json() {
	python3 - "$work/out" "$1" <<'PYTHON'
import json, sys
d = json.load(open(sys.argv[1]))
c = {x["name"]: x for x in d["checks"]}
if not eval(sys.argv[2]):
    sys.exit("not so: " + sys.argv[2] + "\n" + json.dumps(d, indent=1)[:6000])
PYTHON
}

echo "as JSON: facts, checks, noise, and a status that fits them"
got=0
"$bpftax" doctor --target local --json --quiet >"$work/out" 2>"$work/err" || got=$?
case $got in 0 | 1 | 3) ;; *) fail "status $got: $(cat "$work/err")" ;; esac
doctor_json 'd["schema"] == "bpftax-doctor/1"'
doctor_json 'set(x["state"] for x in d["checks"]) <= {"fine", "unknown", "warning", "hopeless"}'
doctor_json 'all(x["effect"] and x["source"] and x["mend"] for x in d["checks"])'
doctor_json 'c["kvm"]["state"] == "fine" and c["kvm"]["found"] == "native"'
doctor_json 'd["facts"]["target"] == "local" and d["facts"]["tick_hz"] >= 100'
doctor_json "{0: 'fine', 1: 'warnings', 3: 'cannot-measure'}[$got] == d['status']"
doctor_json "($got == 3) == bool(d.get('failure') or any(x['state'] == 'hopeless' for x in d['checks']))"
doctor_json "$got != 0 or not any(x['state'] == 'warning' for x in d['checks'])"
doctor_json 'd["noise"]["windows"] > 0 and d["noise"]["operation_ns"] > 0'
doctor_json 'd["noise"]["attached"] == bool(d["facts"]["attachable"])'
doctor_json '("expected" in d) == d["noise"]["attached"]'

echo "what is not there"
status_is 2 "$bpftax" doctor --target moon
status_is 2 "$bpftax" doctor --format html
status_is 2 "$bpftax" doctor extra
status_is 2 "$bpftax" doctor --kernel /nowhere --json

echo "without QEMU: what is known all the same, beside the failure"
status_is 3 env PATH=/nowhere "$bpftax" doctor --json --quiet
doctor_json 'd["status"] == "cannot-measure" and d["failure"] and d["facts"]["kvm"]'

echo "a guest of another architecture, for which there is no agent"
mkdir "$work/alone"
cp "$bpftax" "$work/alone/bpftax"
other=arm64
[ "$(uname -m)" != aarch64 ] || other=x86_64
if "$work/alone/bpftax" micro --exact --arch $other --kernel /nowhere --quiet 2>&1 | grep -q 'no agent for'; then
	status_is 3 "$work/alone/bpftax" doctor --arch $other --quiet --json
	doctor_json "d['failure'] == \"there is no agent for $other guests: 'make agent-$other' in bpftax's source builds it\""
	doctor_json 'd["status"] == "cannot-measure" and d["facts"]["kvm"]'
else
	echo "skipped: an agent for $other is installed"
fi
