#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# atlas_twice.sh BPFTAX SCHEMA ATLAS_SAME: the command of docs/atlas.md, twice, over every kernel that has been fetched:
# each exact row of each kernel is the same number in both.  Some minutes each.
set -eu
. "$(dirname "$0")/lib.sh"
need_guest debian-6.12-cloud

echo "what each kernel has for it"
for time in one other; do
	"$bpftax" micro --exact --kernel 'debian-*-cloud' --mechanism all --program null,map \
		--store "$work/$time.db" --quiet --format json >"$work/$time.json" || fail "status $?"
done
"$3" "$work/one.json" "$work/other.json" || fail "the two runs differ"

echo "rows on tracepoints and fmod-ret, by the trigger that every kernel has"
for time in one other; do
	"$bpftax" micro --exact --kernel 'debian-*-cloud' --trigger getpgid --program null \
		--mechanism tracepoint,raw-tracepoint,tp-btf,fmod-ret \
		--store "$work/$time.db" --quiet --format json >"$work/$time.json" || fail "status $?"
done
"$3" "$work/one.json" "$work/other.json" || fail "the two runs differ"
