#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# A guest that is lost in the middle is started again, and the study goes on to the same figures.  With a third
# argument, "silent", its emulator is not killed but stopped, so that the agent does not answer any more.
set -eu
. "$(dirname "$0")/lib.sh"
need_guest debian-6.12-cloud
[ "${3:-}" = silent ] && how=STOP

echo "micro: the visit that was cut off is made again"
set -- "$bpftax" micro --exact --mechanism fentry,fexit,kprobe-int3 --program null,map --reloads 3 --budget 0 \
	--format json --quiet
lose "$@"
json 'set(statuses().values()) == {"measured"}'
json 'sum("was lost and is started again; this visit is made anew" in note for note in r["notes"]) == 1'
costs event_instructions >"$work/lost"
rm "$work/state/bpftax/bpftax.db"
status_is 0 "$@"
costs event_instructions >"$work/whole"
cmp -s "$work/lost" "$work/whole" || fail "other figures: $(cat "$work/lost" "$work/whole")"
[ $how = KILL ] || exit 0

echo "the receive path: the block that was cut off is"
rm "$work/state/bpftax/bpftax.db"
lose "$bpftax" run --exact --mechanism fentry,fexit --program null --blocks 3 --stats off --format json --quiet
json 'set(statuses("udp-drain").values()) == {"measured"}'
json 'sum("was lost and is started again; this block is made anew: QEMU was killed" in note
	for note in r["notes"]) == 1'
