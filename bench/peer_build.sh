#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
#
# Builds the kernel's own benchmark (tools/testing/selftests/bpf/bench) for a guest, and prints
# the path of the static executable.
#
#	peer_build.sh VMLINUX
#
# VMLINUX is the guest's kernel: the benchmark's programs are compiled against its types.  The
# source is Debian's package linux-source-6.12, downloaded and unpacked in a scratch folder that is
# removed at the end; only the executable stays, in the user's cache, under the versions of both,
# so that a second run is quick.  Nothing of it is part of bpftax.
#
# Where it cannot be built, one sentence says why, and the status is 3.

set -eu

package=linux-source-6.12
vmlinux=$1

cannot() {
	echo "peer: the kernel's benchmark cannot be built here: $*" >&2
	exit 3
}

need_program() {
	command -v "$1" >/dev/null || cannot "$1 is missing (apt-get install $2)"
}

need_header() {
	printf '#include <%s>\n' "$1" | cc -E - >/dev/null 2>&1 ||
		cannot "the header $1 is missing (apt-get install $2)"
}

# 14, Debian 12's, is the oldest that is known to build it.
need_clang_14() {
	major=$(echo __clang_major__ | clang -E -P -x c - 2>/dev/null) || cannot "clang does not run"
	[ "$major" -ge 14 ] || cannot "clang $major is too old: 14 is the oldest known to build it"
}

need_all() {
	need_program apt-get apt
	need_program dpkg-deb dpkg
	need_program make make
	need_program cc gcc
	need_program xz xz-utils
	need_program clang clang
	need_program llvm-strip llvm
	need_clang_14
	need_header libelf.h libelf-dev
	need_header gelf.h libelf-dev
	need_header zlib.h zlib1g-dev
	[ -r "$vmlinux" ] ||
		cannot "'$vmlinux' cannot be read; an uncompressed kernel is needed for its types"
}

package_version() {
	version=$(apt-cache policy $package 2>/dev/null | sed -n 's/^  Candidate: //p')
	case $version in
	'' | '(none)') cannot "apt knows no package $package (apt-get update, or another release)" ;;
	esac
}

download() {
	(cd "$scratch" && apt-get download -q "$package=$version") >"$scratch/log" 2>&1 ||
		cannot "apt-get download $package failed: $(grep '^E:' "$scratch/log" | head -n 1)"
}

unpack() {
	dpkg-deb -x "$scratch"/$package*.deb "$scratch/deb" 2>"$scratch/log" ||
		cannot "unpacking $package failed: $(tail -n 1 "$scratch/log")"
	rm "$scratch"/$package*.deb
	for folder in tools scripts include kernel/bpf; do
		echo "$package/$folder"
	done >"$scratch/folders"
	tar -C "$scratch" -xf "$scratch/deb/usr/src/$package.tar.xz" -T "$scratch/folders" \
		2>"$scratch/log" ||
		cannot "unpacking the source failed: $(tail -n 1 "$scratch/log")"
	rm -r "$scratch/deb"
}

# The target by its full path: no test module is built then.
make_bench() {
	make -C "$scratch/$package/tools/testing/selftests/bpf" OUTPUT="$scratch/out" \
		VMLINUX_BTF="$vmlinux" "$scratch/out/bench" >"$scratch/log" 2>&1 ||
		cannot "make failed: $(grep -m 1 -i 'error' "$scratch/log" || tail -n 1 "$scratch/log")"
}

# The tools that are built on the way do not link with -static, so all is built first, and the
# benchmark alone linked again.
build() {
	mkdir "$scratch/out"
	make_bench
	rm "$scratch/out/bench"
	LDFLAGS=-static
	export LDFLAGS
	make_bench
}

keep() {
	mkdir -p "$cache"
	cp "$scratch/out/bench" "$cache/bench.$$"
	mv "$cache/bench.$$" "$cache/bench"
}

need_all
package_version
kernel=$(sha256sum "$vmlinux" | cut -c 1-16)
cache=${XDG_CACHE_HOME:-$HOME/.cache}/bpftax/peer/$version-$kernel
if [ ! -x "$cache/bench" ]; then
	scratch=$(mktemp -d)
	trap 'rm -rf "$scratch"' EXIT
	trap 'exit 130' INT TERM HUP
	echo "peer: building the benchmark of $package $version (about a minute)" >&2
	download
	unpack
	build
	keep
fi
echo "$cache/bench"
