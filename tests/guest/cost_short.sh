#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# What `bpftax cost` says of a change to somebody's object, on a new and an old kernel: as many
# instructions as were added, gates on the cost and on the verifier, what does not load.  How many
# are added nobody knows before.
set -eu
. "$(dirname "$0")/lib.sh"
need_guest debian-6.12-cloud
need_guest debian-5.10-cloud
source=$3
shift 3
added=$(python3 -c 'import random; print(random.randint(1, 40))')
compile() { # NAME ADDITIONS: by meson's own command, which follows
	name=$1 additions=$2
	shift 2
	"$@" "-DADDITIONS=$additions" -c "$source" -o "$work/$name.bpf.o"
}
compile before 50 "$@"
compile after $((50 + added)) "$@"
store="--store $work/cost.db"

echo "$added instructions more are as many more, on both kernels, for the event and for the verifier"
status_is 0 "$bpftax" cost "$work/after.bpf.o" --against "$work/before.bpf.o" $store --quiet --format json \
	--kernel debian-5.10-cloud --kernel debian-6.12-cloud \
	--gate "adds: +$added instructions; adds: verified +$added instructions; *: verifier <= 80%"
python3 - "$work/out" "$added" <<'PYTHON' || fail "the difference is another"
import json, sys
compared, added = json.load(open(sys.argv[1])), int(sys.argv[2])
adds = [row for row in compared["comparisons"] if row["configuration"] == "adds"]
assert len(adds) == 2 and len({row["cell"] for row in adds}) == 2, adds
for row in adds:
    difference = row["difference"]
    assert difference["estimate"] == difference["low"] == difference["high"] == added, row
    assert row["gate"]["verdict"] == "pass", row
verified = {(row["cell"], row["configuration"]): row for row in compared["verified"]}
assert len(verified) == 4, verified
for (cell, program), row in verified.items():
    if program == "adds":
        assert row["processed_b"] - row["processed_a"] == added and row["verdict"] == "pass", row
    else:
        assert row["verdict"] == ("inconclusive" if "5.10" in cell else "pass"), row
PYTHON
a=$("$bpftax" list runs $store --format json | python3 -c 'import json, sys; print(json.load(sys.stdin)[1]["id"])')
b=$("$bpftax" list runs $store --format json | python3 -c 'import json, sys; print(json.load(sys.stdin)[0]["id"])')

echo "one instruction less allowed fails, and says so in every format"
status_is 1 "$bpftax" compare "$a" "$b" $store --gate "adds: +$((added - 1)) instructions"
grep -q "adds: FAIL: +$added instructions" "$work/out" || fail "$(cat "$work/out")"
status_is 1 "$bpftax" compare "$a" "$b" $store --gate "adds: verified +$((added - 1)) instructions" --format junit
python3 -c 'import sys, xml.etree.ElementTree as x; assert len(list(x.parse(sys.argv[1]).iter("failure"))) == 2' "$work/out" ||
	fail "$(cat "$work/out")"
status_is 1 "$bpftax" compare "$a" "$b" $store --gate "adds: verified +$((added - 1)) instructions" --format ktap
[ "$(grep -c '^not ok .*verifier/adds$' "$work/out")" = 2 ] || fail "$(cat "$work/out")"
status_is 1 "$bpftax" compare "$a" "$b" $store --gate "adds: +$((added - 1)) instructions" --format markdown
[ "$(grep -c "| adds | .* | +$added instructions (.*%) | FAIL |" "$work/out")" = 2 ] || fail "$(cat "$work/out")"

echo "what one of the kernels does not load is in the matrix, with the reason and the kernels"
status_is 0 "$bpftax" report "$b" $store
grep -Eq '^loops +no load a +[0-9]+$' "$work/out" || fail "$(cat "$work/out")"
grep -q '  a  does not load: ' "$work/out" || fail "$(cat "$work/out")"
grep -q '^loops: loads on 6.12 (smallest: 6.12' "$work/out" || fail "$(cat "$work/out")"
grep -q '^adds: loads on each kernel (smallest: 5.10' "$work/out" || fail "$(cat "$work/out")"
grep -q '^INSTRUCTIONS THAT THE VERIFIER PROCESSED' "$work/out" || fail "$(cat "$work/out")"
[ "$(wc -L <"$work/out")" -le 80 ] || fail "wider than 80 columns: $(cat "$work/out")"
