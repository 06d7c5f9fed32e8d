#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# A gate over exact runs of real guests, as docs/ci.md has it: the same thing twice passes, and a
# program that became three instructions longer fails, alone and by that much.  $3: an agent with
# such a program, $4: its iperf3.
set -eu
. "$(dirname "$0")/lib.sh"
page=$(dirname "$(realpath "$2")")/ci.md
need_guest debian-6.12-cloud

# The agent is looked for beside the program: an own copy of the program finds the other agent.
mkdir -p "$work/longer/src/agent"
cp "$bpftax" "$work/longer/bpftax"
ln -s "$(realpath "$3")" "$work/longer/src/agent/bpftax-agent"
ln -s "$(realpath "$4")" "$work/longer/src/agent/bpftax-iperf3"
bpftax=$(realpath "$bpftax")
cd "$work"
sed -n '/^`gate.mk`/,/^```$/p' "$page" | sed '1,/^```make$/d;$d' >gate.mk
status_is 0 make -f gate.mk baseline BPFTAX="$bpftax"

echo "the same thing twice passes a gate of no instruction"
status_is 0 make -f gate.mk gate BPFTAX="$bpftax"
grep -qx 'Gate: 3 passed, 0 failed, 0 inconclusive' out || fail "$(cat out)"
grep -q '^warning' out && fail "they differ: $(cat out)"

echo "three instructions more fail for exactly that configuration, and it says by how much"
status_is 2 make -f gate.mk gate BPFTAX="$work/longer/bpftax" FORMAT=ktap
grep -q 'Error 1$' err || fail "another status: $(cat err)"
[ "$(grep '^not ok' out | cut -d' ' -f4-)" = micro/fentry-map ] || fail "$(cat out)"
grep -qxF '# +3 instructions [3, 3], at most +0 instructions' out || fail "$(cat out)"
[ "$(grep -c '^ok' out)" = 2 ] || fail "$(cat out)"
status_is 0 make -f gate.mk gate BPFTAX="$work/longer/bpftax" GATE='*: +3 instructions'
grep -q '^warning: machine, agent_sha256:' out || fail "the other agent is not named: $(cat out)"

echo "and the history says since when"
status_is 0 "$bpftax" history 'fentry-*' --store gate.db --format csv
python3 - out <<'PYTHON' || fail "history: $(cat out)"
import csv, sys
rows = list(csv.DictReader(open(sys.argv[1], newline="")))
assert len(rows) == 12
changes = [(r["configuration"], r["label"], r["change_estimate"]) for r in rows if r["change"] == "1"]
assert changes == [("fentry-map", "change", "3")], changes
assert rows[2]["change"] == "0" and rows[6]["change"] == "1", "the third run is the first dearer one"
PYTHON
