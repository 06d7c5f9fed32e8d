#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# What takes too long for every change, or varies with what else the machine does: injected work in
# nanoseconds, the same event on two CPUs, every mechanism with its latencies.
set -eu
. "$(dirname "$0")/lib.sh"
need_guest debian-6.12-cloud

# The work is a chain of additions, timed alone by BPF_PROG_TEST_RUN. An interval misses the truth
# once in twenty times by itself, so twice its width is allowed; it has to be narrow to say that.
echo "work of a known size comes back in nanoseconds as well"
status_is 0 "$bpftax" micro --accel tcg --mechanism fentry --reloads 30 --quiet --budget 0 \
	--program alu-0,alu-50,alu-100,alu-200 --format json
json 'all(x["injected"]["n"] >= 25 and x["metrics"]["body_alone_ns"]["estimate"] > 0
          for x in r["results"])'
json '(results["fentry-alu-200", "micro"]["metrics"]["body_alone_ns"]["estimate"] >
       results["fentry-alu-0", "micro"]["metrics"]["body_alone_ns"]["estimate"] + 10)'
python3 - "$work/out" <<'PYTHON' || fail "the work that came back is not the work that went in"
import json, sys
injected = json.load(open(sys.argv[1]))["results"][0]["injected"]
print("slope", injected)
half = (injected["high"] - injected["low"]) / 2
assert half < .4, "too noisy a machine to say anything"
assert abs(injected["slope"] - 1) <= 2 * half
PYTHON

echo "the same event on two CPUs at once, under a program that shares a lock and one that does not"
status_is 0 "$bpftax" micro --accel tcg --mechanism fentry,kretprobe,uprobe,tracepoint --quiet \
	--program null,ringbuf --threads 2 --reloads 4 --format json
json 'set(statuses().values()) == {"measured"} and len(results) == 16'
json 'all(x["threads"] == (2 if "@2threads" in x["configuration"] else 1) for x in r["results"])'
json 'all(x["hits_per_operation"] == 1 and x["misses"] == 0 for x in r["results"])'
json 'all(("growth" in x) == (x["threads"] == 2) for x in r["results"])'
json 'r["machines"][0]["cpus"] == 2'
status_is 0 "$bpftax" report --full
grep -q '^fentry-null@2threads  *2  *1  *[0-9.]*  *[0-9.]*  *x [0-9.]*$' "$work/out" ||
	fail "no row at scale: $(cat "$work/out")"

echo "every mechanism takes several programs, and says what attaching takes"
status_is 0 "$bpftax" micro --exact --mechanism all --program null --programs-on-hook 2,4 \
	--reloads 2 --budget 0 --latency --quiet --format json
json 'set(statuses().values()) == {"measured", "unsupported"}'
# What is measured alone is measured beside others as well; of what this kernel has (tests/guest/kernels.py) nothing is
# missing.
json 'all({statuses()[x + "-null@" + n + "programs"] for n in "24"} == {s}
	for x, s in ((c[:-len("-null")], s) for c, s in statuses().items() if c.endswith("-null")))'
json '{"kprobe-fprobe", "kprobe-session", "uprobe-multi", "fmod-ret", "tp-btf", "usdt-semaphore"} <= {
	c[:-len("-null")] for c, s in statuses().items() if c.endswith("-null") and s == "measured"}'
json 'all(x["latency"]["attach_ns"] > 0 and x["latency"]["detach_ns"] > 0 for x in r["results"]
          if x["status"] == "measured")'
# A tracepoint's second program costs 25 instructions beside the 288 of the first.
json 'all(x["growth"] > 1.02 for x in r["results"]
          if x["status"] == "measured" and x["programs_on_hook"] > 1)'
