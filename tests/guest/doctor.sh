#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# bpftax doctor on a guest, and the environment that a run keeps.
set -eu
. "$(dirname "$0")/lib.sh"
need_guest debian-6.12-cloud

echo "doctor: the guest's kernel, a sham before each window, what a run would see"
got=0
"$bpftax" doctor --json --quiet >"$work/out" 2>"$work/err" || got=$?
[ "$got" -le 1 ] || fail "status $got: $(cat "$work/err")"
python3 - "$work/out" <<'PYTHON'
import json, sys
d = json.load(open(sys.argv[1]))
c = {x["name"]: x["state"] for x in d["checks"]}
assert c["mechanisms"] == c["BTF"] == c["BPF statistics"] == c["users of the hook"] == "fine", c
assert c["BPF programs"] == "fine", d["facts"]
assert d["facts"]["timing"] in ("emulated", "kvm") and d["kernel"].startswith("6.12"), d
assert (c["kvm"] == "warning") == (d["facts"]["timing"] == "emulated"), c
# Ten seconds of them, however long one takes here.
assert d["noise"]["attached"], d["noise"]
assert d["noise"]["windows"] >= min(6, max(1, 9 / d["noise"]["visit_s"])), d["noise"]
assert [x["minutes"] for x in d["expected"]] == [1, 5, 15], d["expected"]
assert d["expected"][2]["blocks"] > d["expected"][1]["blocks"], d["expected"]
PYTHON

echo "a run keeps what was before it and after it, and where its parts ran"
status_is 0 "$bpftax" run --workload iperf3 --mechanism fentry --program null --blocks 2 \
	--format json --quiet --pin auto
json 'set(r["machines"][0]["environment"]) == {"before", "during", "after"}'
json 'r["machines"][0]["environment"]["after"]["bpf_programs"] == []'
json 'r["machines"][0]["environment"]["before"]["target"] == "vm"'
json 'r["machines"][0]["environment"]["during"]["other_load_cpus"] >= 0'
json 'r["machines"][0]["pinning"]["iperf3"] == {"server": 1, "client": 0, "softirq": 0}'
if [ "$(nproc)" -ge 2 ]; then
	json 'len(set(r["machines"][0]["pinning"]["vcpus"])) == 2'
else
	json '"vcpus" not in r["machines"][0]["pinning"]'
fi
# In the raw samples: on a loaded host every block may be excluded.
status_is 0 "$bpftax" report --samples --format json
json 'r["samples"] and all(x["counters"]["vcpu_cpu_ns"] > 0 for x in r["samples"])'

echo "--pin no"
status_is 0 "$bpftax" run --workload udp-drain --mechanism fentry --program null --blocks 1 \
	--format json --quiet --pin no
json '"pinning" not in r["machines"][0]'
json 'r["machines"][0]["environment"]["before"]["vcpus_pinned"] is False'
