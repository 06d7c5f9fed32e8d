# SPDX-License-Identifier: GPL-2.0-or-later
"""A comparison of two real runs under a gate, read with other parsers than ours: every format has
the same verdicts, and the program says by its status what they are."""
import json

import junitparser

from format_checks import parse_ktap

KERNELS = "274b", "ad46"
OUTCOMES = {"pass": "ok", "fail": "failed", "inconclusive": "skip"}


def check_comparison(tool, gate, expect):
    output = {form: tool.compare(*KERNELS, form).decode() for form in ("text", "json", "junit", "ktap", "markdown")}
    document = json.loads(output["json"])
    rows = [row for row in document["comparisons"] if "gate" in row]
    told = output["markdown"].replace("\\", "")
    expect(document["warnings"] and all(f"\n- {line}\n" in told for line in document["warnings"]),
           f"compare: what the runs do not have in common: {document['warnings']} {told}")
    wanted = {f"{row['workload']}/{row['configuration']}": row["gate"]["verdict"] for row in rows}
    expect({"pass", "fail", "inconclusive"} <= set(wanted.values()), f"compare: {wanted}")
    for row in rows:
        difference = row.get("difference")
        expect(row["gate"]["verdict"] != "fail" or difference["low"] > 5, f"compare: {row}")

    found = {name: outcome for name, outcome, _, _ in parse_ktap(output["ktap"])}
    expect(found == {name: OUTCOMES[verdict] for name, verdict in wanted.items()},
           f"compare: ktap says {found}, wanted {wanted}")

    cases = [case for suite in junitparser.JUnitXml.fromstring(output["junit"].encode())
             for case in suite]
    kinds = {f"{case.classname.removeprefix('bpftax.gate.')}/{case.name}":
             {"Failure": "failed", "Skipped": "skip"}.get(type(case.result[0]).__name__, "?")
             if case.result else "ok" for case in cases}
    expect(kinds == found, f"compare: junit says {kinds}, ktap {found}")
    for verdict, word in (("fail", "FAIL"), ("inconclusive", "inconclusive")):
        for name in (name for name, v in wanted.items() if v == verdict):
            expect(f"{name}: {word}: " in " ".join(output["text"].split()), f"compare: text of {name}")
