# SPDX-License-Identifier: GPL-2.0-or-later
"""Twenty labels for the same thing, measured in a guest: how many are called an effect.

    aa_slow.py BPFTAX

Only baselines are used: the 22 windows of eleven blocks become one block of two baselines and
twenty configurations, in random order, and go through export, import and report like any run.  At
most 3 of 20 may have p <= .05 (more do by chance in 1.6 % of runs) and none after Holm (5 %).
"""
import json
import os
import random
import subprocess
import sys
import tempfile

LABELS = 20
BLOCKS = 30
PER_BLOCK = (LABELS + 2) // 2  # blocks measured, of two baselines each, for one of these


def run(command):
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode == 3:
        print("skipped:", done.stderr.strip())
        sys.exit(77)
    if done.returncode:
        sys.exit(f"failed: {command}: {done.stderr}")
    return done.stdout


def measure(bpftax, store, export):
    run([bpftax, "run", "--workload", "udp-drain", "--mechanism", "fentry", "--program", "null",
         "--stats", "off", "--window", "60ms", "--blocks", str(BLOCKS * PER_BLOCK), "--budget", "0",
         "--quiet", "--store", store])
    run([bpftax, "export", "-o", export, "--store", store])


def baseline_windows(records):
    """(visit, sample) of each kept window of a baseline, as they were measured."""
    visits = [r for r in records if r["type"] == "visit"]
    names = [r["name"] for r in records if r["type"] == "configuration"]
    windows = [(visits[r["visit"] - 1], r) for r in records if r["type"] == "sample"
               and names[r["configuration"] - 1] == "baseline"]
    kept = [w for w in windows if w[0]["state"] == "kept"]
    return sorted(kept, key=lambda w: (w[0]["block"], w[0]["position"]))


def relabelled(records):
    """The same run, its windows dealt out to two baselines and LABELS configurations."""
    deal = random.Random(20)
    windows = baseline_windows(records)
    per_block = LABELS + 2
    first = {r["type"]: r for r in reversed(records)}
    yield records[0]
    yield {**first["run"], "id": "a" * 32, "study_name": "twenty labels"}
    yield from (r for r in records if r["type"] == "machine")
    yield {"type": "configuration", "name": "baseline", "mechanism": "", "program": "null",
           "statistics": False}
    for label in range(1, LABELS + 1):
        yield {"type": "configuration", "name": f"label-{label:02d}", "mechanism": "fentry",
               "program": "null", "statistics": False}
    samples = []
    for block in range(len(windows) // per_block):
        roles = list(range(per_block))
        deal.shuffle(roles)
        for position, role in enumerate(roles):
            visit, sample = windows[block * per_block + position]
            yield {**visit, "block": block, "position": position, "baseline": int(role == 1)}
            samples.append({**sample, "visit": len(samples) + 1,
                            "configuration": max(1, role), "window_number": 0})
    yield from samples
    for configuration in range(1, LABELS + 2):
        yield {"type": "result", "configuration": configuration, "workload": "udp-drain",
               "status": "measured"}


def write(path, records):
    records = list(records)
    records.append({"type": "end", "lines": len(records)})
    with open(path, "w") as out:
        out.writelines(json.dumps(r, separators=(",", ":")) + "\n" for r in records)


def main(bpftax):
    with tempfile.TemporaryDirectory() as work:
        paths = [os.path.join(work, name) for name in ("a.db", "a.jsonl", "b.db", "b.jsonl")]
        measure(bpftax, paths[0], paths[1])
        with open(paths[1]) as lines:
            write(paths[3], relabelled([json.loads(line) for line in lines]))
        run([bpftax, "import", paths[3], "--store", paths[2]])
        report = json.loads(run([bpftax, "report", "--format", "json", "--store", paths[2]]))
    effects = [r["effects"]["operation_ns"] for r in report["results"]
               if r["configuration"].startswith("label-") and "operation_ns" in r["effects"]]
    found = sum(e["p"] <= .05 for e in effects)
    adjusted = sum(e["p_adjusted"] <= .05 for e in effects)
    print(f"{len(effects)} labels for one thing in {effects[0]['n'] if effects else 0} blocks: "
          f"{found} with p <= .05, {adjusted} after Holm")
    if len(effects) != LABELS or found > 3 or adjusted:
        sys.exit("failed: what is the same is called different")


main(sys.argv[1])
