#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
#
# The study files that come along are valid, and the default study is studies/udp-recvmsg.ini.
#
#	studies.sh PATH-OF-BPFTAX DIRECTORY-OF-STUDIES

bpftax=$(realpath "$1") || exit 1
studies=$2
failed=0
count=0

for study in "$studies"/*.ini; do
	count=$((count + 1))
	"$bpftax" run --print-study "$study" >/dev/null || failed=$((failed + 1))
done
count=$((count + 1))
if [ "$("$bpftax" run --print-study)" != \
	"$("$bpftax" run --print-study "$studies/udp-recvmsg.ini")" ]; then
	echo "FAILED: the default study is not $studies/udp-recvmsg.ini"
	failed=$((failed + 1))
fi
printf '%d passed, %d failed, 0 skipped\n' $((count - failed)) "$failed"
[ "$count" -gt 2 ] && [ "$failed" -eq 0 ]
