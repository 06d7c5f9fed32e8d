#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""atlas_same.py ATLAS_SAME REPORT: what scripts/atlas-same calls the same, and what not, of a report and spoiled copies."""
import copy
import json
import os
import subprocess
import sys
import tempfile

same, golden = sys.argv[1:]


def said(one, other, status):
    with tempfile.TemporaryDirectory() as work:
        paths = [os.path.join(work, name) for name in ("one", "other")]
        for path, report in zip(paths, (one, other)):
            with open(path, "w", encoding="utf-8") as file:
                file.write(report if isinstance(report, str) else json.dumps(report))
        done = subprocess.run([same, *paths], capture_output=True, text=True)
    if done.returncode != status:
        sys.exit(f"failed: status {done.returncode}, not {status}: {done.stdout}{done.stderr}")
    return done.stdout + done.stderr


def spoiled(report, spoil):
    """A copy in which one exact row is another, and that row's name."""
    other = copy.deepcopy(report)
    row = next(r for r in other["results"] if r["workload"] == "micro" and r["status"] == "measured" and
               r["reloads"]["least"] == r["reloads"]["most"] and r["linearity"]["holds"] and
               r["chunks_agreeing"] >= .9 * r["chunks"])
    spoil(row)
    return other, row["configuration"]


def expect(text, *parts):
    for part in parts:
        if part not in text:
            sys.exit(f"failed: no '{part}' in: {text}")


with open(golden, encoding="utf-8") as file:
    report = json.load(file)
expect(said(report, report, 0), "0 different")

other, name = spoiled(report, lambda row: row["effects"]["event_instructions"]["absolute"].update(estimate=1131.0))
expect(said(report, other, 1), name, "and then 1131", "1 different")
other, name = spoiled(report, lambda row: row["reloads"].update(most=row["reloads"]["most"] + 19))
expect(said(report, other, 1), name, "not one number: 130 to 149", "1 different")
other, name = spoiled(report, lambda row: row.update(chunks_agreeing=row["chunks"] // 2))
expect(said(other, report, 1), name, "chunks agree", "1 different")
other, name = spoiled(report, lambda row: row.update(status="failed", reason="prove"))
expect(said(report, other, 1), name, "failed: prove", "1 different")
other, name = spoiled(report, lambda row: row.update(configuration="another"))
expect(said(report, other, 1), name, "there and then not there", "not there and then there", "2 different")
# Not one number in both is no difference, whatever the numbers.
loose, name = spoiled(report, lambda row: row["reloads"].update(most=row["reloads"]["most"] + 19))
looser, _ = spoiled(report, lambda row: row["reloads"].update(most=row["reloads"]["most"] + 38))
expect(said(loose, looser, 0), "0 different")
expect(said(report, "no JSON", 2), "is no JSON of a run of micro")
# What has no row in common that is exact says nothing of what is the same.
empty = {**report, "results": []}
expect(said(empty, empty, 1), "0 rows", "no number was compared")
vague = copy.deepcopy(report)
for row in vague["results"]:
    row["chunks_agreeing"] = 0
expect(said(vague, vague, 1), "0 different", "no number was compared")
