#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# Gates on one run, with the statuses that git bisect is told; and the build tree that it is told them of.
set -eu
. "$(dirname "$0")/lib.sh"
need_guest debian-6.12-cloud
schema=$(realpath "$2")
bpftax=$(realpath "$bpftax")
cd "$work"
micro="$bpftax micro --exact --mechanism fentry --program null --store $work/gate.db --quiet"

echo "the cost itself is held against the bound, and the status is the gate's"
status_is 0 $micro --format json
cost=$(python3 -c 'import json, sys
print(round(json.load(sys.stdin)["results"][0]["effects"]["event_instructions"]["absolute"]["estimate"]))' <out)
status_is 0 $micro --gate "fentry-null: <= $cost instructions"
grep -qx 'Gate: 1 passed, 0 failed, 0 inconclusive, 0 not measured' out || fail "$(cat out)"
status_is 1 $micro --gate "fentry-null: <= $((cost - 1)) instructions" --skip-status 125 --format json
json 'results["fentry-null", "micro"]["status"] == "measured"'
grep -qx -- "- micro/fentry-null: FAIL: $cost instructions, at most $((cost - 1)) instructions" err || fail "$(cat err)"

echo "what cannot be told is neither"
without="--kernel debian-6.1-cloud --mechanism kprobe-session"
if "$bpftax" kernel fetch debian-6.1-cloud >/dev/null 2>&1; then
	status_is 1 $micro $without --gate '*: <= 1000 instructions'
	grep -q 'kprobe-session-null: not measured: CONFIG_FPROBE is not set' out || fail "$(cat out)"
	status_is 125 $micro $without --gate '*: <= 1000 instructions' --skip-status 125
fi

echo "a build tree: its image, modules and commit"
directory=$("$bpftax" kernel fetch debian-6.12-cloud | sed -n 's/^debian-6.12-cloud is in //p')
mkdir -p tree/arch/x86/boot
ln -s "$directory/vmlinux" tree/arch/x86/boot/bzImage
ln -s "$directory/config" tree/.config
cp -r "$directory/modules" tree/modules
touch tree/modules.order tree/Kconfig
git="git -C tree -c user.name=nobody -c user.email=nobody@example.org"
git init -q tree
$git add Kconfig
$git commit -qm 'A kernel'
revision=$($git rev-parse --short=12 HEAD)
status_is 0 $micro --kernel tree --gate "fentry-null: <= $cost instructions" --format json
json "r['machines'][0]['kernel_revision'] == '$revision' and r['machines'][0]['kernel_modified'] is False"
json "r['machines'][0]['kernel_package'].endswith('/tree (git $revision)')"
echo changed >tree/Kconfig
(cd tree && status_is 0 $micro --kernel .)
grep -q "^Linux 6.12.* (git $revision, modified)" out || fail "$(cat out)"
