#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
#
# What the program says to input that is wrong: one line on stderr, beginning with "bpftax: ",
# nothing on stdout, and the exit status that the kind of mistake has.
#
#	bad_input.sh PATH-OF-BPFTAX

bpftax=$(realpath "$1") || exit 1
apt=$(dirname "$(realpath "$0")")/apt
here=$(mktemp -d) || exit 1
trap 'rm -rf "$here"' EXIT
cd "$here" || exit 1
count=0
failed=0

fail() {
	printf 'FAILED: %s\n' "$*"
	failed=$((failed + 1))
}

# refused STATUS SENTENCE ARGUMENT...: the whole message has to be as given.
refused() {
	status=$1 sentence=$2
	shift 2
	count=$((count + 1))
	"$bpftax" "$@" >out 2>err </dev/null
	got=$?
	[ "$got" -eq "$status" ] || fail "$*: exit status $got, not $status"
	[ "$(cat err)" = "bpftax: $sentence" ] || fail "$*: said '$(cat err)', not '$sentence'"
	[ ! -s out ] || fail "$*: wrote to stdout"
}

# accepted PATTERN ARGUMENT...: status 0, nothing on stderr, a line of stdout matches.
accepted() {
	pattern=$1
	shift
	count=$((count + 1))
	"$bpftax" "$@" >out 2>err </dev/null
	got=$?
	[ "$got" -eq 0 ] || fail "$*: exit status $got"
	[ ! -s err ] || fail "$*: said '$(cat err)'"
	grep -q -- "$pattern" out || fail "$*: no line like '$pattern'"
}

# The program itself
refused 2 "unknown command 'rnu'; did you mean 'run'?" rnu
refused 2 "unknown command 'xyzzy'; \`bpftax --help\` lists the commands" xyzzy
refused 2 "unknown option '--verbose'; \`bpftax --help\` lists the commands" --verbose
refused 2 "unknown command 'lsit'; did you mean 'list'?" help lsit
accepted '^Usage: bpftax COMMAND' --help
accepted '^Usage: bpftax COMMAND' help
accepted '^bpftax [0-9]*\.[0-9]*\.[0-9]*$' --version
accepted '^Usage: bpftax run ' help run
for command in $("$bpftax" --help | sed -n 's/^  \([a-z]*\) .*/\1/p' | grep -v '^help$'); do
	accepted "^Usage: bpftax $command " "$command" --help
done
count=$((count + 1))
"$bpftax" >out 2>err
[ $? -eq 2 ] || fail "no command: not status 2"
grep -q '^Usage: ' err || fail "no command: no usage on stderr"

# Options
refused 2 "unknown option '--mechanisim'; did you mean '--mechanism'?" run --mechanisim fentry
refused 2 "unknown option '--xyzzy'; \`bpftax run --help\` lists them" run --xyzzy
refused 2 "unknown option '-Z'; \`bpftax run --help\` lists them" run -Z
refused 2 "option '--kernel' needs a value: KERNEL" run --kernel
refused 2 "option '-k' needs a value: KERNEL" run -k
refused 2 "option '--quiet' takes no value" run --quiet=yes
refused 2 "unexpected argument 'b'; usage: bpftax run [OPTION...] [STUDY]" run a b
for functions in 0 1000000000 vfs_read 'vfs_[rw]*' 'a b*'; do
	refused 2 "--functions: '$functions' is no whole number from 1 to 4096, nor a pattern of functions such as vfs_* (letters, digits, _, * and ?)" \
		micro --functions "$functions"
done
refused 2 "program: @threads, @programs and @functions are for bpftax micro only" run --program 'map@vfs_*'
refused 2 "--mechanism: unknown mechanism 'fentri'; did you mean 'fentry'?" run --mechanism fentri
refused 2 "--program: program 'delay-5' needs a number behind 'delay-', as in 'delay-343ns'" \
	run --program delay-5
refused 2 "--workload: unknown workload 'iperf'; did you mean 'iperf3'?" run --workload iperf
refused 2 "--window: '5' is no duration; write a number and ns, us, ms, s, m or h, such as 250ms, 1.5s or 5m" \
	run --window 5
refused 2 "--window: '-5s' is no duration; write a number and ns, us, ms, s, m or h, such as 250ms, 1.5s or 5m" \
	run --window=-5s
refused 2 "--cpus: '257' is no whole number from 0 to 256" run --cpus 257
refused 2 "--memory: 'lots' is no amount of memory; write 512M, 1G, or a number of MiB" \
	run --memory lots
refused 2 "--bitrate: 'fast' is no bit rate; write 1G, 10M, 500k, or 0 for no limit" \
	run --bitrate fast
refused 2 "window: 9ms is not between 10ms and 60s, which protocol switch needs" run --window 9ms
refused 2 "client host needs target vm: there is no guest to send to" \
	run --client host --target local
refused 2 "receiver saturated needs client guest: its sender is loaded against it by the machine under test" \
	run --receiver free,saturated --client host
refused 2 "receiver saturated is measured by protocol switch only: its load is found once, at the start" \
	run --receiver saturated --protocol restart
refused 2 "receiver paced needs two CPUs in the guest, one for the sender; cpus says 1" \
	run --receiver paced --cpus 1
refused 2 "receiver paced is a setting of workload iperf3, which is not listed" \
	run --receiver paced --workload udp-drain
refused 2 "workload udp-drain is measured by protocol switch only; leave it out, or leave out protocol restart" \
	run --protocol restart --workload udp-drain

# Study files
printf '[study]\n# x\nmechanisim = fentry\n' >key.ini
refused 2 "key.ini:3: unknown key 'mechanisim'; did you mean 'mechanism'?" run key.ini
printf 'cpus = 2\nmechanism = fentry,fentri\n' >value.ini
refused 2 "./value.ini:2: mechanism: unknown mechanism 'fentri'; did you mean 'fentry'?" \
	run ./value.ini
printf 'cpus = 2\ncpus = 2\n' >twice.ini
refused 2 "twice.ini:2: 'cpus' is already set in line 1" run twice.ini
printf 'cpus\n' >syntax.ini
refused 2 "syntax.ini:1: neither 'key = value' nor a comment" run syntax.ini
printf 'cpus\0= 2\n' >binary.ini
refused 2 "binary.ini is no study file: it is not text" run binary.ini
refused 2 "cannot read the study file 'absent.ini': No such file or directory" run absent.ini
refused 2 "cannot read the study file '/': Is a directory" run /
mkdir studies
: >studies/original.ini
refused 2 "unknown study 'orignal'; did you mean 'original'?" run orignal

# Stores
printf 'this is no database, and long enough for SQLite to notice that it is none' >junk.db
for command in run report 'list runs'; do
	# shellcheck disable=SC2086 # list runs is two words
	refused 3 "store 'junk.db' is not a database at all; choose another --store" \
		$command --store junk.db
done
refused 2 "there is no store 'absent.db' yet; 'bpftax run' makes it, --store names another" \
	report --store absent.db
[ ! -e absent.db ] || fail "report made a store"
refused 2 "option '--samples' takes no value" report --samples=3
refused 2 "--format: unknown format 'jsn'; did you mean 'json'?" report --format jsn

# Micro
refused 2 "exact excludes accel kvm: a real CPU does not count a guest's instructions; leave accel out" \
	micro --exact --accel kvm
refused 2 "exact excludes cpus 2: the count of instructions is the clock of one CPU only" \
	micro --exact --cpus 2
refused 2 "exact excludes cpus 2: the count of instructions is the clock of one CPU only" \
	run --exact --cpus 2
refused 2 "exact excludes protocol restart: its samples are whole seconds of a fresh iperf3; leave one of them out" \
	run --exact --protocol restart
refused 2 "exact excludes client host: a guest whose clock counts instructions keeps no pace with the host's" \
	run --exact --workload iperf3 --client host
refused 2 "exact needs target vm: instructions are counted by QEMU's emulator" \
	micro --exact --target local
refused 2 "exact excludes threads: the count of instructions is the clock of one CPU only; leave exact out, or threads" \
	micro --exact --threads 1,2
refused 2 "exact excludes @threads: the count of instructions is the clock of one CPU only" \
	micro --exact --program map@2threads
refused 2 "threads 4 need as many CPUs in the guest; cpus says 2" micro --cpus 2 --threads 4
printf 'no object' >own.bpf.o
refused 2 "anatomy excludes consumer wake: a reader that runs between events is not told apart from them in a recording; leave one of them out" \
	cost own.bpf.o --consumer wake --anatomy
refused 2 "--consumer: unknown consumer 'wakes'; did you mean 'wake'?" cost own.bpf.o --consumer wakes
refused 2 "program: @threads, @programs and @functions are for bpftax micro only" run --program map@2programs
refused 2 "--threads: '65' is no whole number from 1 to 64" micro --threads 65
refused 2 "--programs-on-hook: '0' is no whole number from 1 to 32" micro --programs-on-hook 0
refused 2 "--mechanism: unknown mechanism 'fentri'; did you mean 'fentry'?" micro -m fentri
refused 2 "--program: unknown program 'nul'; did you mean 'null'?" micro -p nul
refused 2 "--program: program 'alu-5ns' needs a number behind 'alu-', as in 'alu-50'" micro -p alu-5ns
refused 2 "--reloads: 'x' is no whole number from 0 to 10000" micro --reloads x
refused 2 "unknown option '--blocks'; \`bpftax micro --help\` lists them" micro --blocks 3
refused 2 "unexpected argument 'fentry'; usage: bpftax micro [OPTION...] " micro fentry
refused 2 "--kernel: 'a' is named twice" micro --exact --kernel a --kernel a
refused 2 "--timing: unknown timing 'time'; did you mean 'timed'?" micro --timing time
refused 2 "boots 2 need target vm: local is not booted for a study" run --target local --boots 2
# A pattern is what has been fetched, each package once; nothing is fetched for it.
mkdir -p fetched/bpftax/kernels/debian-6.1-cloud/6.1.1-1 fetched/bpftax/kernels/debian-6.12-cloud/6.12.3-1 \
	fetched/bpftax/kernels/debian-6.12-cloud/6.12.4-1 fetched/bpftax/kernels/debian-6.12-rt/6.12.4-1
for at in fetched/bpftax/kernels/*/*; do
	echo '{}' >"$at/package.json"
	echo 'no kernel' >"$at/vmlinuz"
done
export XDG_CACHE_HOME="$here/fetched"
for kernels in 'debian-*-cloud' 'debian-*-cloud,debian-6.12-cloud' \
	'debian-6.12-cloud=6.12.4-1,debian-*-cloud,debian-6.1*-cloud'; do
	refused 2 "modules are of one kernel, and there are 2: leave it out and have each kernel's modules beside its image, as modules/" \
		micro --exact --kernel "$kernels" --modules .
done
refused 2 "no kernel that has been fetched matches 'debian-5.*': 'bpftax kernel fetch 'debian-5.*'' gets those of the archive, 'bpftax kernel list' shows what is there" \
	micro --exact --kernel 'debian-6.1*,debian-5.*'
# Of each architecture what was fetched for it.
refused 2 "no kernel that has been fetched for arm64 matches 'debian-*-cloud': 'bpftax kernel fetch --arch arm64 'debian-*-cloud'' gets those of the archive, 'bpftax kernel list --arch arm64' shows what is there" \
	micro --exact --arch x86_64,arm64 --kernel 'debian-*-cloud'
mkdir -p fetched/bpftax/kernels/arm64/debian-7.3-cloud/7.3.4-1
echo '{}' >fetched/bpftax/kernels/arm64/debian-7.3-cloud/7.3.4-1/package.json
echo 'no kernel' >fetched/bpftax/kernels/arm64/debian-7.3-cloud/7.3.4-1/vmlinuz
refused 2 "modules are of one kernel, and there are 3: leave it out and have each kernel's modules beside its image, as modules/" \
	micro --exact --arch x86_64,arm64 --kernel 'debian-*-cloud' --modules .
refused 2 "kernel 'debian-*-cloud:arm64' is of an architecture that is not measured: --arch arm64" \
	micro --exact --arch x86_64 --kernel 'debian-*-cloud:arm64'
unset XDG_CACHE_HOME
refused 2 "several kernels need target vm: local runs the one that it has" \
	run --target local --kernel a,b
refused 2 "doctor looks at one kernel and timing at a time; name one" doctor --kernel a --kernel b
accepted 'exact' micro --help

# Gates on one run, before anything boots; --skip-status is the status of each mistake as well
rise="--gate: '*' bounds a rise, which takes two runs: write <= for what it may cost, or use \`bpftax compare\`"
refused 2 "$rise" micro --exact --gate '*: +5 instructions'
refused 2 "the gate's 'fexit-map' fits no configuration of this run: --mechanism and --program say which there are" \
	micro --exact --gate 'fexit-map: <= 5 instructions'
refused 2 "the gate's '*' is bounded in ns, which this run does not measure: --exact counts instructions" \
	micro --exact --gate '*: <= 5 ns'
refused 2 "the gate's '*' is bounded in instructions, which this run does not measure: --exact counts instructions" \
	micro --gate '*: <= 5 instructions'
refused 125 "--skip-status is the status of a gate that cannot tell; add --gate" micro --exact --skip-status 125
refused 125 "$rise" micro --exact --gate '*: +5 instructions' --skip-status=125
refused 125 "unknown option '--gaet'; did you mean '--gate'?" micro --exact --skip-status 125 --gaet x
refused 125 "cannot read the kernel './absent': No such file or directory" \
	micro --exact --kernel ./absent --gate '*: <= 1 instructions' --skip-status 125 --store kernel.db

# Bisecting kernels
refused 2 "bisect by which rule? usage: bpftax bisect --from KERNEL --to KERNEL 'kprobe-fprobe-null: +5 instructions'" \
	bisect
refused 2 "bisect between which kernels? --from and --to take names of \`bpftax kernel list\`" \
	bisect 'fentry-null: +5 instructions' --from debian-6.1-cloud
names="\`bpftax list mechanisms\` and \`bpftax list programs\` show what names are made of"
refused 2 "'xyz*' fits no configuration, such as kprobe-fprobe-null: $names" \
	bisect 'fentry-*: +5 instructions; xyz*: +5 instructions' --from debian-6.1-cloud --to debian-6.12-cloud
refused 2 "'fentri-null' is not the name of one configuration; did you mean 'fentry-null'?" \
	bisect 'fentri-null: +5 instructions' --from debian-6.1-cloud --to debian-6.12-cloud
refused 2 "'fentry' is a mechanism without a program: write fentry-null, or 'fentry-*' for each program" \
	bisect 'fentry: +5 instructions' --from debian-6.1-cloud --to debian-6.12-cloud
refused 2 "bisect looks at kernels of one architecture; name one" \
	bisect 'fentry-null: +5 instructions' --from debian-6.1-cloud --to debian-6.12-cloud --arch x86_64,arm64
refused 2 "--format: unknown format 'csv'; known are: text, json" \
	bisect 'fentry-null: +5 instructions' --from debian-6.1-cloud --to debian-6.12-cloud --format csv
refused 2 "'null' is not the name of one configuration, such as kprobe-fprobe-null: $names" \
	bisect 'null: +5 instructions' --from debian-6.1-cloud --to debian-6.12-cloud
refused 2 "'fentry-null': what is counted has no nanoseconds; bound it in instructions or %" \
	bisect 'fentry-null: +5 ns' --from debian-6.1-cloud --to debian-6.12-cloud
refused 2 "'fentry-null': a step has no sign, it may go up or down: write +5 instructions" \
	bisect 'fentry-null: -5 instructions' --from debian-6.1-cloud --to debian-6.12-cloud

# Kernels
export XDG_CACHE_HOME="$here/cache"
printf 'no kernel\n' >text
mkdir tree empty
touch tree/Kconfig
refused 2 "nothing to boot was built in '$here/tree': it has no arch/x86/boot/bzImage (\`make bzImage\` makes it)" \
	micro --exact --kernel tree --store kernel.db
refused 2 "'$here/empty' is a directory, but no build tree of Linux: it has no Kconfig and no .config" \
	micro --exact --kernel ./empty --store kernel.db
refused 2 "'./text' is no kernel: neither a bzImage nor a vmlinux for x86-64" \
	run --kernel ./text --store kernel.db
refused 2 "there is no kernel 'nope': give a path to a bzImage or vmlinux, host, or a name of 'bpftax kernel list'" \
	run --exact --kernel host,nope --store kernel.db
refused 2 "cannot read the kernel './absent': No such file or directory" \
	micro --exact --kernel host,./absent --store kernel.db
refused 2 "cannot read the kernel './absent': No such file or directory" \
	run --kernel ./absent --store kernel.db
refused 2 "there is no kernel 'debian-6.x': give a path to a bzImage or vmlinux, host, or a name of \
'bpftax kernel list'" run --kernel debian-6.x --store kernel.db
for text in ';a' 'a,;b' 'a ;b'; do
	refused 2 "--label: '$text': a ';' at the begin of a word begins a comment in a study's file; leave it out" \
		run --label "$text" --store kernel.db
done
refused 2 "'debian-6.x' is no name of a kernel to fetch: 'bpftax kernel list' shows some" \
	kernel fetch debian-6.x
refused 2 "'../x' is no version of a package" kernel fetch debian-6.12-cloud=../x
PATH="$apt:$PATH"
export APT_SUITES=trixie
has='but debian-6.12-rt, debian-6.12-cloud, debian-6.12'
else="take one of these, or give --kernel the path of a kernel ('apt-get update', and this release's \
security updates among the sources, may bring more)"
refused 3 "apt's sources here have no debian-6.1-cloud, $has: $else" kernel fetch debian-6.1-cloud
refused 3 "apt's sources here have no debian-6.1-cloud, $has: $else" \
	run --kernel debian-6.1-cloud --store kernel.db
accepted '^debian-6.12-cloud   not fetched  .*  6.12, for cloud machines$' kernel list
accepted '^debian-6.12-cloud=6.12.118-1  in your own suites$' kernel list --available debian-6.12-cloud
refused 3 "the archive has no kernel that matches 'debian-9*': 'bpftax kernel list --available' shows what it has" \
	kernel fetch 'debian-9*'
refused 3 "the archive has no kernel that matches 'debian-9*'" kernel list --available 'debian-9*'
refused 3 "apt's sources here have no debian-newest-odd, $has: $else" kernel fetch debian-newest-odd
refused 2 "kernel 'debian-*' is not in the cache" kernel rm 'debian-*'
refused 2 "--to 'host' is no name of a package: give NAME or NAME=VERSION of 'bpftax kernel list', such as debian-6.12-cloud" \
	bisect 'fentry-null: +5 instructions' --from debian-6.12-cloud --to host
refused 2 "debian-6.12-cloud and debian-6.12-rt are two flavours, which differ in more than their age" \
	bisect 'fentry-null: +5 instructions' --from debian-6.12-cloud --to debian-6.12-rt
unset APT_SUITES
accepted '^debian-6.1-cloud    not fetched  .*  6.1, for cloud machines$' kernel list
refused 2 "kernel: no NAME was given: see 'bpftax kernel --help'" kernel fetch
refused 2 "kernel: list takes no name without --available, but was given debian-6.12: see 'bpftax kernel --help'" \
	kernel list debian-6.12
refused 2 "kernel: there is no option --any: see 'bpftax kernel --help'" kernel fetch --any
refused 2 "kernel: --arch needs an architecture: see 'bpftax kernel --help'" kernel list --arch
refused 2 "kernel: there are no guests of architecture z80: see 'bpftax kernel --help'" kernel list --arch z80
refused 2 "'6.12-1' is no version of a package" kernel fetch debian-newest-cloud=6.12-1
refused 2 "kernel: fetch, list or rm is meant, not lst: see 'bpftax kernel --help'" kernel lst

# A file that cannot be written to is an error, not silence.
if [ -e /dev/full ]; then
	count=$((count + 1))
	"$bpftax" list mechanisms >/dev/full 2>err
	[ $? -eq 3 ] || fail "full device: not status 3"
	grep -q '^bpftax: cannot write the output: ' err || fail "full device: said '$(cat err)'"
fi

# What is typed wins over the file, the file over the defaults.
printf 'cpus = 3\nsamples = 4\n' >good.ini
accepted '^cpus = 5$' run good.ini --cpus 5 --print-study
accepted '^samples = 4$' run good.ini --cpus 5 --print-study
accepted '^parallel = 8$' run --print-study good.ini
accepted '^mechanism = tracepoint,kprobe-int3,kprobe-fprobe,fentry,fexit$' run --print-study
"$bpftax" run --print-study --seed 3 --window 1.5s >again.ini
accepted '^window = 1500ms$' run --print-study again.ini

# Lists
refused 2 "unknown list 'mechanism'; did you mean 'mechanisms'?" list mechanism
refused 2 "--format: programs are listed as text or json, not as csv" list programs --format csv
accepted '^fentry ' list mechanisms
accepted '"name": "udp-drain"' list workloads --format json
accepted '"operation": "datagram"' list workloads --format json
accepted '"server-family",' list workloads --format json

refused 2 "--format: kernels are listed as text or json, not as csv" list kernels --format csv
refused 2 "list what? mechanisms, programs, workloads, studies, kernels or runs" list

# Explanations
refused 2 "nothing is known about 'satturated'; did you mean 'saturated'?" explain satturated
refused 2 "nothing is known about 'xyzzy'; \`bpftax explain\` lists what is" explain xyzzy
refused 2 "unexpected argument 'map'; usage: bpftax explain [OPTION...] [CONFIGURATION|TERM]" \
	explain fentry map

printf '%d passed, %d failed, 0 skipped\n' $((count > failed ? count - failed : 0)) "$failed"
[ "$failed" -eq 0 ]
