#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# bpftax bisect over an archive of three packages: two that are fetched, and one between them that cannot be.
set -eu
. "$(dirname "$0")/lib.sh"
need_guest debian-6.1-cloud
need_guest debian-6.12-cloud
bpftax=$(realpath "$bpftax")

# Records as apt-cache shows them, of what the cache has and of one that no archive has.
mkdir "$work/bin"
record() {
	printf 'Package: %s\nVersion: %s\nArchitecture: amd64\nFilename: pool/%s.deb\n\n' "$1" "$2" "$1"
}
for name in debian-6.1-cloud debian-6.12-cloud; do
	directory=$("$bpftax" kernel fetch $name | sed -n "s/^$name is in //p")
	package=$(sed -n 's/.*"package": "\(.*\)".*/\1/p' "$directory/package.json")
	version=$(sed -n 's/.*"version": "\(.*\)".*/\1/p' "$directory/package.json")
	record "$package" "$version" >>"$work/records"
	echo "$package ($version)" >>"$work/known"
done
printf '#!/bin/sh\ncat "%s"\n' "$work/records" >"$work/bin/apt-cache"
printf '#!/bin/sh\ncase " $* " in *" download "*) echo "E: no such archive" >&2; exit 100 ;; esac\n' >"$work/bin/apt-get"
chmod +x "$work/bin/apt-cache" "$work/bin/apt-get"
PATH="$work/bin:$PATH"
bisect() {
	status_is "$1" "$bpftax" bisect --from debian-6.1-cloud --to debian-6.12-cloud --store "$work/bisect.db" --quiet "$2"
}

echo "two neighbours, with the difference between them"
bisect 0 'fentry-null: +5 instructions; fentry-map: +5 instructions; fexit-null: +500%'
grep -q '^fentry-null: steps of more than 5 instructions, from ' "$work/out" || fail "$(cat "$work/out")"
# Which numbers depends on whose builds these are.
grep -F "$(sed -n 1p "$work/known")" "$work/out" | grep -Eq '^ +[0-9]+  linux-image' || fail "$(cat "$work/out")"
grep -F "$(sed -n 2p "$work/known")" "$work/out" | grep -Eq '^ +\+[0-9]+ +[0-9]+  linux-image' || fail "$(cat "$work/out")"
grep -qx 'Of 2 packages 2 were measured now, and 0 known to the store.' "$work/out" || fail "$(cat "$work/out")"

echo "a pattern is a rule for each configuration that it fits, in the same guests; and what is known as JSON"
status_is 0 "$bpftax" bisect --from debian-6.1-cloud --to debian-6.12-cloud --store "$work/bisect.db" --quiet \
	--format json 'f[ex]*y-null: +5 instructions; f*t-null: +500%; fentry-null: +1 instructions'
found() {
	python3 -c 'import json, sys
r = json.load(open(sys.argv[1]))
if not eval(sys.argv[2]):
    sys.exit("not so: " + sys.argv[2] + json.dumps(r, indent=1))' "$work/out" "$1" || fail "JSON"
}
found 'r["schema"] == "bpftax-bisect/1" and r["arch"] == "x86_64" and r["whole"] and "ended_because" not in r'
found '[k["package"] + " (" + k["version"] + ")" for k in r["kernels"]] == open("'"$work/known"'").read().splitlines()'
found 'r["rules"][0]["configuration"] == "fentry-null" and r["rules"][0]["bound"] == 5'
found 'len([x for x in r["rules"] if x["configuration"] == "fentry-null"]) == 1'
found '[(s["from"], s["to"]) for s in r["rules"][0]["steps"]] == [tuple(k["kernel"] for k in r["kernels"])]'
found 'all(c["status"] == "measured" and c["exact"] and c["from_store"] for c in r["rules"][0]["cells"])'
found 'r["rules"][0]["steps"][0]["difference"] == (r["rules"][0]["cells"][1]["instructions"]
	- r["rules"][0]["cells"][0]["instructions"])'

echo "the store knows it"
bisect 0 'fentry-null: <= 130 instructions'
grep -q '^fentry-null: steps across 130 instructions, ' "$work/out" || fail "$(cat "$work/out")"
grep -qx 'Of 2 packages 0 were measured now, and 2 known to the store.' "$work/out" || fail "$(cat "$work/out")"
bisect 0 'fentry-null: <= 200 instructions'
grep -q ': 0$' "$work/out" || fail "a step across 200: $(cat "$work/out")"

echo "what cannot be had is left out, and the step is not pinned"
record linux-image-6.12.0+deb12-cloud-amd64 6.12.0-1 >>"$work/records"
bisect 1 'fentry-null: +5 instructions'
grep -q 'between them 1 package that could not be measured' "$work/out" || fail "$(cat "$work/out")"
grep -q '^- left out: linux-image-6.12.0+deb12-cloud-amd64: ' "$work/out" || fail "$(cat "$work/out")"

echo "Ctrl-C: what is measured is told and kept, and the next call goes on"
mv "$work/bin/apt-get" "$work/bin/apt-get.gone"
printf '#!/bin/sh\ncase " $* " in *" download "*) kill -INT "$(cat "%s")" ; sleep 1; exit 100 ;; esac\n' \
	"$work/pid" >"$work/bin/apt-get"
chmod +x "$work/bin/apt-get"
again() {
	status_is "$1" sh -c 'echo $$ >"$0/pid"; exec "$@"' "$work" "$bpftax" bisect --from debian-6.1-cloud \
		--to debian-6.12-cloud --store "$work/stopped.db" --quiet --format json 'fexit-null: +5 instructions'
}
again 1
found 'not r["whole"] and r["ended_because"] == "interrupted" and r["measured_now"] == 2'
found '[c["status"] for c in r["rules"][0]["cells"]] == ["measured", "measured"] and len(r["rules"][0]["steps"]) == 1'
mv "$work/bin/apt-get.gone" "$work/bin/apt-get"
again 1
found 'r["whole"] and r["measured_now"] == 0 and r["known_to_store"] == 2'
found '[c["status"] for c in r["rules"][0]["cells"]] == ["measured", "failed", "measured"]'
found 'r["rules"][0]["steps"][0]["unusable_between"] == 1'

echo "what a kernel has not is no step"
bisect 0 'kprobe-session-null: +5 instructions'
grep -q "^- no such cost in $(sed -n '1s/ .*//p' "$work/known"): CONFIG_FPROBE" "$work/out" || fail "$(cat "$work/out")"
