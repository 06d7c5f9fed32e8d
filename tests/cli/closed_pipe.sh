#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# A reader that goes away in the middle of a long output is no error; a full disk is one, told once.
set -eu
bpftax=$1
write_synthetic=$2
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
"$write_synthetic" "$work/store.db"

for format in text markdown csv json; do
	python3 - "$bpftax" report --store "$work/store.db" --format "$format" <<'PYTHON'
import os, subprocess, sys
reader, writer = os.pipe()
os.close(reader)
done = subprocess.run(sys.argv[1:], stdout=writer, stderr=subprocess.PIPE, timeout=60)
if done.returncode or done.stderr:
    sys.exit(f"failed: {sys.argv[-1]}: status {done.returncode}, {done.stderr!r}")
PYTHON
done
status=0
"$bpftax" report --store "$work/store.db" >/dev/full 2>"$work/err" || status=$?
[ "$status" = 3 ] || { echo "failed: a full disk gives status $status"; exit 1; }
[ "$(wc -l <"$work/err")" = 1 ] || { echo "failed: told more than once: $(cat "$work/err")"; exit 1; }
