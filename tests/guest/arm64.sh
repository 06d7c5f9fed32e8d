#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# Guests of another architecture: an arm64 kernel counts as exactly as one of this machine's, by proofs of its
# own forms; both stand in one table; what cannot be meant is one sentence.
set -eu
. "$(dirname "$0")/lib.sh"
need_guest debian-6.12-cloud
command -v qemu-system-aarch64 >/dev/null || {
	echo "skipped: no QEMU for arm64: 'make agent-arm64' installs it"
	exit 77
}
"$bpftax" micro --exact --arch arm64 --kernel /no/such/kernel --quiet 2>&1 | grep -q 'no agent' && {
	echo "skipped: no agent for arm64: 'make agent-arm64' builds it"
	exit 77
}
"$bpftax" kernel fetch --arch arm64 debian-6.12-cloud >"$work/fetch" 2>&1 || {
	echo "skipped: no arm64 kernel: $(cat "$work/fetch")"
	exit 77
}

echo "two boots of an arm64 kernel: the same whole numbers, and proofs of its own"
status_is 0 "$bpftax" micro --exact --arch arm64 --boots 2 --reloads 2 --program null --quiet \
	--mechanism fentry,fexit,kprobe-int3,tracepoint,uprobe --format json
json 'set(statuses().values()) == {"measured"}'
json 'all(m["timing"] == "icount" and m["architecture"] == "arm64" and m["clock_grain_ns"] == 1
	for m in r["machines"])'
json '{c["arch"] for c in r["cells"]} == {"arm64"}'
# A trampoline that calls the function moves the address of its struct into a register, twice, by an instruction for
# each 16 bits that are not 0: now and then there is one less, and the report says that the reloads, or the boots,
# differ (docs/kernel-notes.md, "An address in two instructions or three").
python3 - "$work/out" <<'PYTHON' || fail "the boots differ: $(cat "$work/out")"
import collections, json, sys
r = json.load(open(sys.argv[1]))
cost = collections.defaultdict(set)
for x in r["results"]:
    if "chunks" in x:
        cost[x["configuration"]].add(x["effects"]["event_instructions"]["absolute"]["estimate"])
assert len(cost) == 5, cost
for name, c in cost.items():
    told = any(name in n and ("not one number" in n or "boots differ" in n) for n in r["notes"])
    if name == "fexit-null" and told:
        assert max(c) - min(c) <= 2 and float(int(max(c))) == max(c), c
    else:
        assert not told and len(c) == 1 and c == {float(int(min(c)))}, (name, c)
PYTHON
"$bpftax" report --format json --cell 1 >"$work/out"
json '[x for x in r["results"] if x["configuration"] == "kprobe-int3-null"][0]["proof"]["text"] == "brk"'

echo "beside this machine's own kernel of that name, in one table"
status_is 0 "$bpftax" micro --exact --arch x86_64,arm64 --reloads 1 --program null --quiet \
	--mechanism fentry,kprobe-ftrace
grep -q 'debian-6.12-cloud x86_64' "$work/out" || fail "x86_64 is not named"
grep -q 'debian-6.12-cloud arm64' "$work/out" || fail "arm64 is not named"
"$bpftax" report --full | grep -q 'CONFIG_KPROBES_ON_FTRACE is not set' || fail "no reason"

echo "the receive path as well"
status_is 0 "$bpftax" run --exact --arch arm64 --blocks 1 --mechanism fentry,kprobe-int3 --program null \
	--stats off --quiet --format json
json 'set(statuses().values()) == {"measured"}'
json 'all(x["hits_per_operation"] == 1 for x in r["results"] if "chunks" in x)'

echo "a kernel of another architecture, and KVM for one, are refused in a sentence"
image=$(ls -d "${XDG_CACHE_HOME:-$HOME/.cache}"/bpftax/kernels/debian-6.12-cloud/*/vmlinux | head -n 1)
status_is 2 "$bpftax" micro --exact --arch arm64 --kernel "$image" --mechanism fentry --quiet
grep -q "is a kernel for x86_64, and the guest is arm64: --arch x86_64 boots it" "$work/err" ||
	fail "$(cat "$work/err")"
