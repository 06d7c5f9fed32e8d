#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# Objects that mean no good, or are spoiled: each has its sentence, what stands beside them its cost, and
# the guest lives.  Two boots; with a fourth argument, "endless", also a program that does not end.
set -eu
. "$(dirname "$0")/lib.sh"
need_guest debian-6.12-cloud
objects=$3
cost="$bpftax cost --store $work/cost.db --quiet --format json"

# spoil OBJECT NAME PYTHON: writes $work/NAME.bpf.o, what PYTHON makes of the object's content.
spoil() {
	PYTHONPATH=$objects_source python3 -c "import hostile, sys
content = open(sys.argv[1], 'rb').read()
open(sys.argv[2], 'wb').write($3)" "$objects/$1.bpf.o" "$work/$2.bpf.o"
}
objects_source=$(dirname "$(realpath "$0")")/../objects

if [ "${4:-}" = endless ]; then
	echo "one that does not end is given up, and the other one has its cost"
	status_is 1 $cost --reloads 1 "$objects/endless.bpf.o"
	json 'statuses() == {"never_ends": "failed", "ends": "measured"}'
	json '"it does not end" in results["never_ends", "micro"]["reason"]'
	exit
fi

echo "a licence, names and sections, loops, ten gigabytes: a sentence each, and the others go on"
spoil hostile proprietary 'hostile.with_symbols(hostile.with_sections(hostile.with_license(content, b"Proprietary"),
	{"kprobe/kernel_restart": b"kprobe/%n%s\x1b[2J" + b"x" * 300}), badly_named=b"\x1b[31mred\7%s")'
status_is 1 $cost --reloads 1 "$work/proprietary.bpf.o" "$objects/ten_gb.bpf.o" "$objects/alu_50.bpf.o"
json 'statuses() == {"harmless": "measured", "adds": "measured", "reads_kernel": "unsupported", "turns_forever": "unsupported",
		     "??31mred??s": "unsupported", "badly_hung": "unsupported",
		     "nowhere": "unsupported", "looks_far": "failed"}'
reason() { # PROGRAM TEXT
	json "'$2' in results['$1', 'micro']['reason']"
}
reason reads_kernel 'GPL'
reason turns_forever 'loop'
reason nowhere 'no_such_function_of_the_kernel'
reason looks_far '10240 MiB'
reason looks_far "--map pages=N"
for format in text markdown html csv junit; do
	status_is 0 "$bpftax" report --store "$work/cost.db" --format $format
	! LC_ALL=C grep -q "$(printf '[\001-\010\016-\037]')" "$work/out" || fail "a control character in $format"
done

echo "a file that ends whoever reads it ends no guest"
spoil fills types 'hostile.with_types_beyond(content)'
status_is 2 $cost "$work/types.bpf.o"
grep -Eq "types.bpf.o': (reading it ended the reader with SIG|libbpf does not open it)" "$work/err" || fail "$(cat "$work/err")"
[ "$(wc -l <"$work/err")" = 1 ] || fail "more than a sentence: $(cat "$work/err")"
