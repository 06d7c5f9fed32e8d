#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# One run over several kernels of which one only is as it should be: of each of the others a sentence says what is
# wrong with it, and the good one is measured as if it were alone.
set -eu
. "$(dirname "$0")/lib.sh"
need_guest debian-6.12-cloud
good=$("$bpftax" kernel fetch debian-6.12-cloud | sed -n 's/^debian-6.12-cloud is in //p')
[ -f "$good/vmlinux" ] || {
	echo "skipped: debian-6.12-cloud is no vmlinux here"
	exit 77
}

# The same kernel with nothing in its .BTF, and without modules beside it; what is no kernel of this machine's.
mkdir "$work/blank" "$work/bare"
cp "$good/vmlinux" "$work/bare/vmlinux"
python3 - "$good/vmlinux" "$work" <<'PYTHON'
import struct, sys
image = bytearray(open(sys.argv[1], "rb").read())
table, = struct.unpack_from("<Q", image, 0x28)
size, count, names = struct.unpack_from("<HHH", image, 0x3a)
sections = [struct.unpack_from("<IIQQQQ", image, table + i * size) for i in range(count)]
def name(section):
    start = sections[names][4] + section[0]
    return bytes(image[start:image.index(0, start)])
btf, = [section for section in sections if name(section) == b".BTF"]
short = image[:btf[4]]
image[btf[4]:btf[4] + btf[5]] = bytes(btf[5])
open(sys.argv[2] + "/blank/vmlinux", "wb").write(image)
open(sys.argv[2] + "/short", "wb").write(short)
arm64 = bytearray(4096)
arm64[0:2], arm64[0x38:0x3c] = b"MZ", b"ARM\x64"
struct.pack_into("<QQ", arm64, 8, 0, 4096)
open(sys.argv[2] + "/arm64", "wb").write(arm64)
PYTHON

# reason_of KERNEL PATTERN: what the report says of this cell, in one sentence.
reason_of() {
	"$bpftax" report --full | tr -s ' \n' ' ' >"$work/page"
	grep -q "$2" "$work/page" || fail "of $1 nothing says '$2': $(cat "$work/page")"
}

echo "micro: BTF that cannot be read, another architecture's image, one that was cut off, and a good one"
status_is 1 "$bpftax" micro --exact --reloads 1 --mechanism fentry,kprobe-int3 --program null --quiet --format json \
	--kernel "$work/blank/vmlinux,$work/arm64,$work/short,debian-6.12-cloud"
json '[c["kernel"].split("/")[-1] for c in r["cells"]] == ["vmlinux", "arm64", "short", "debian-6.12-cloud"]'
json '{x["configuration"] for x in r["results"] if x["cell"] == 3 and x["status"] == "measured"} == {
	"fentry-null", "kprobe-int3-null"}'
json 'not [x for x in r["results"] if x["cell"] != 3 and x["status"] == "measured"]'
reason_of blank "the kernel's BTF (/sys/kernel/btf/vmlinux) cannot be read"
reason_of arm64 'is a kernel for arm64'
reason_of short 'is a vmlinux that was cut off: its headers point past its end'

echo "alone it is the machine that cannot do it"
status_is 3 "$bpftax" micro --exact --reloads 1 --mechanism fentry --program null --quiet --kernel "$work/blank/vmlinux"
[ "$(wc -l <"$work/err")" = 1 ] || fail "no one sentence: $(cat "$work/err")"

echo "the receive path: without veth's modules iperf3 cannot run, all else can"
status_is 1 "$bpftax" run --timing timed --workload udp-drain,iperf3 --mechanism fentry --program null --blocks 1 \
	--pilot no --stats off --window 100ms --budget 0 --quiet --format json --kernel "$work/bare/vmlinux,debian-6.12-cloud"
json '{(x["cell"], x["workload"]) for x in r["results"] if x["configuration"] == "fentry-null"
	and x["status"] == "measured"} == {(0, "udp-drain"), (1, "udp-drain"), (1, "iperf3")}'
reason_of bare 'veth'
