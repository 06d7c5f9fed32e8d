#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# cross.sh SOURCE: every file that an arm64 machine would build compiles there without a warning, and the agent
# is linked.  bpftax itself is not: the libraries that it would load are not unpacked.
set -eu
source=$1
command -v aarch64-linux-gnu-gcc >/dev/null || {
	echo "skipped: no cross compiler: 'make agent-arm64' installs it"
	exit 77
}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

cat "$source/scripts/sysroot-packages.txt" "$source/tests/cross/packages.txt" >"$work/packages.txt"
"$source/scripts/sysroot" arm64 aarch64-linux-gnu "$work/packages.txt" "$work/sysroot" || {
	echo "skipped: no libraries for arm64"
	exit 77
}
# What is built to be run while building is not; meson's own check of the compiler is passed over.
cat >"$work/wrapper.ini" <<EOF
[binaries]
exe_wrapper = 'true'
EOF
meson setup "$work/build" "$source" -Dwerror=true \
	--cross-file "$work/sysroot/cross.ini" --cross-file "$work/wrapper.ini" >"$work/setup" 2>&1 || {
	cat "$work/setup" >&2
	echo "failed: meson does not configure it" >&2
	exit 1
}
ninja -C "$work/build" -t targets all | sed -n 's/^\(src\/[^:]*\.a\): .*/\1/p' >"$work/libraries"
[ "$(wc -l <"$work/libraries")" -gt 10 ] || {
	echo "failed: these are not all libraries: $(cat "$work/libraries")" >&2
	exit 1
}
# shellcheck disable=SC2046 # one word a target
ninja -C "$work/build" $(cat "$work/libraries") bpftax.p/src_cli_main.c.o \
	src/agent/bpftax-agent src/agent/bpftax-iperf3 >"$work/built" 2>&1 || {
	grep -A5 'FAILED\|error' "$work/built" | head -40 >&2
	echo "failed: it does not compile for arm64" >&2
	exit 1
}
aarch64-linux-gnu-objdump -f "$work/build/src/agent/bpftax-agent" | grep -q aarch64
