#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# Users' objects: what their programs cost, what is refused and why, and what is no object.
set -eu
. "$(dirname "$0")/lib.sh"
need_guest debian-6.12-cloud
objects=$3
cost="$bpftax cost --store $work/cost.db --quiet --format json"
event='["effects"]["event_instructions"]["absolute"]["estimate"]'

echo "each program of an object: its cost, or why it has none"
status_is 1 $cost "$objects/events.bpf.o"
json 'statuses() == {"nothing": "measured", "count": "measured", "opens": "measured", "restarts": "no-workload",
		     "nowhere": "unsupported", "drops": "no-workload"}'
json 'results["opens", "micro"]["trigger"] == "openat" and results["opens", "micro"]["hook"] == "syscalls:sys_enter_openat"'
json 'results["count", "micro"]["proof"]["verifier"]["processed"] > results["nothing", "micro"]["proof"]["verifier"]["processed"] > 0'
json '"no workload here runs kernel_restart" in results["restarts", "micro"]["reason"]'
json 'results["nowhere", "micro"]["reason"].startswith("loads; is not attached: ")'
json '"xdp" in results["drops", "micro"]["reason"]'
# An empty program is ours: null on fentry.
cp "$work/out" "$work/events"
null=$("$bpftax" micro --exact --mechanism fentry --program null --store "$work/cost.db" --quiet --format json |
	python3 -c "import json, sys; print(json.load(sys.stdin)['results'][0]$event)")
cp "$work/events" "$work/out"
json "results['nothing', 'micro']$event == $null"
json "results['count', 'micro']$event > $null and results['opens', 'micro']$event > 0"

echo "seven more instructions are seven more; the object is kept with the run"
status_is 0 $cost "$objects/alu_50.bpf.o" "$objects/alu_57.bpf.o"
json "results['alu_57:adds', 'micro']$event - results['alu_50:adds', 'micro']$event == 7"
sha256=$(sha256sum <"$objects/alu_57.bpf.o" | cut -d' ' -f1)
python3 - "$work/cost.db" "$sha256" <<'PYTHON' || fail "the object is not kept"
import hashlib, sqlite3, sys
rows = sqlite3.connect(sys.argv[1]).execute("SELECT sha256, bytes FROM object ORDER BY id DESC LIMIT 1").fetchall()
assert rows[0][0] == sys.argv[2] == hashlib.sha256(rows[0][1]).hexdigest()
PYTHON

echo "a run with an object goes out and comes in as it is"
"$bpftax" export --store "$work/cost.db" >"$work/exported"
status_is 0 "$bpftax" import --store "$work/other.db" "$work/exported"
"$bpftax" export --store "$work/other.db" >"$work/again"
cmp "$work/exported" "$work/again" || fail "what came in is not what went out"
grep -q '"type":"object"' "$work/exported" || fail "the object stays behind"

echo "one held against another"
against="$cost $objects/alu_57.bpf.o --against $objects/alu_50.bpf.o"
status_is 0 $against --gate '*: +7 instructions'
status_is 1 $against --gate '*: +6 instructions'
status_is 2 $cost "$objects/alu_57.bpf.o" "$objects/alu_50.bpf.o" --against "$objects/alu_50.bpf.o"
status_is 1 $cost "$objects/alu_57.bpf.o" --gate '*: <= 10 instructions'
status_is 0 $cost "$objects/alu_57.bpf.o" --gate '*: <= 1000 instructions'
status_is 2 $cost "$objects/alu_57.bpf.o" --gate 'subtracts: <= 1000 instructions'
status_is 1 $cost "$objects/refused.bpf.o" --gate '*: <= 1000 instructions'

echo "what each kind of event comes by has a cost; a section that hangs on nothing here has a sentence"
status_is 1 $cost --reloads 1 "$objects/roads.bpf.o" "$objects/receives.bpf.o" "$objects/loaders.bpf.o" "$objects/unsized.bpf.o"
json 'sorted(name for name, status in statuses().items() if status == "measured") == sorted(
	"binds binds_6 listens makes renames reads_ahead signals lists sends switches wakes exits".split() +
	"segments softirqs accepts accepts_6 receives walks user probe".split())'
json '"--map starts=N" in results["begins", "micro"]["reason"]'
# Of what allocates buffers chunks differ by more than a program costs.
json "all(result['effects']['event_instructions']['absolute']['estimate'] > 0 for result in results.values()
	if result['status'] == 'measured' and result['chunks_agreeing'] > .5 * result['chunks'])"
json "results['receives', 'micro']['trigger'] == 'send and receive of a datagram'"
json "results['switches', 'micro']['trigger'] == 'a byte to another thread and back'"
json '"BTF type ID" in results["absent", "micro"]["reason"]'
json '"no hook" in results["sampled", "micro"]["reason"]'
# Those that are meant for user space: cost_user.sh.
json 'all(results[program, "micro"]["proof"]["in_place"]["on"] == on for program, on in
	{"user": "user:text", "probe": "user:usdt-text"}.items())'

echo "all that are meant for user space at once, by the event that comes by most of them"
status_is 0 $cost --reloads 1 --together "$objects/user.bpf.o"
json 'results["together", "micro"]["hits_per_operation"] == 9'
json 'results["together", "micro"]["look"]["not_run"] == ["mark_0", "mark_7"]'
json 'results["together", "micro"]["proof"]["programs"]["returns_7"]["in_place"]["of"] == "/bin/bash:readline"'

echo "resumed with the store's copy, or not at all"
cp "$objects/alu_50.bpf.o" "$work/mine.bpf.o"
python3 - "$work/cut.db" $cost --store "$work/cut.db" --reloads 12 "$work/mine.bpf.o" <<'PYTHON' || fail "not cut off"
import sqlite3, subprocess, sys, time
run = subprocess.Popen(sys.argv[2:], stdout=subprocess.DEVNULL)
while run.poll() is None:
    try:
        if sqlite3.connect(sys.argv[1]).execute("SELECT count(*) FROM sample").fetchone()[0] > 3:
            run.kill()
    except sqlite3.Error:
        pass
    time.sleep(.05)
assert run.returncode < 0, run
PYTHON
echo "no object any more" >"$work/mine.bpf.o"
python3 - "$work/cut.db" "$work/spoiled.db" <<'PYTHON'
import sqlite3, sys
cut, spoiled = map(sqlite3.connect, sys.argv[1:])
cut.backup(spoiled)
assert spoiled.execute("UPDATE object SET bytes = x'00'").rowcount == 1
spoiled.commit()
PYTHON
status_is 3 "$bpftax" resume --store "$work/spoiled.db" --quiet
grep -q "is not what was measured" "$work/err" || fail "$(cat "$work/err")"
status_is 0 "$bpftax" resume --store "$work/cut.db" --quiet --format json
json 'statuses() == {"adds": "measured"}'

echo "refused by the verifier, with its reason"
status_is 1 $cost "$objects/refused.bpf.o"
json 'statuses() == {"reads_nothing": "unsupported", "loops": "measured"}'
json '"does not load: " in results["reads_nothing", "micro"]["reason"] and "mem access" in results["reads_nothing", "micro"]["reason"]'

echo "what is no object"
printf 'nothing of the kind, but long enough for a header of an ELF file, which has 64 bytes' >"$work/text.o"
status_is 2 $cost "$work/text.o"
grep -q "text.o': it is no ELF file" "$work/err" || fail "$(cat "$work/err")"
cp /bin/true "$work/host.o"
status_is 2 $cost "$work/host.o"
grep -q 'it is for another machine' "$work/err" || fail "$(cat "$work/err")"
head -c 700 "$objects/events.bpf.o" >"$work/short.o"
status_is 2 $cost "$work/short.o"
