# SPDX-License-Identifier: GPL-2.0-or-later
"""Reads the formats that tools take with parsers that are not ours, and holds what they found
against the JSON report of the same run.

KTAP has no parser in a package; the one here goes by Documentation/dev-tools/ktap.rst and refuses
what the page does not allow.
"""
import json
import re
import xml.etree.ElementTree

import junitparser
from prometheus_client.openmetrics.parser import text_string_to_metric_families

from cells import failed_of, name_of, prefix_of

SWITCH, HOSTILE = "1111", "3333"
OUTCOMES = {"measured": "ok", "unsupported": "skip"}


class KtapError(Exception):
    pass


def parse_ktap(text):
    """[(name, outcome, reason, subtests)]; raises on what is no KTAP version 1."""
    lines = text.splitlines()
    tests, rest = parse_ktap_level(lines, "")
    if rest:
        raise KtapError(f"after the last test: {rest[0]}")
    return tests


def parse_ktap_level(lines, indent):
    if not lines or lines[0] != f"{indent}KTAP version 1":
        raise KtapError(f"no version line at {lines[:1]}")
    lines = lines[1:]
    if lines and re.match(rf"{indent}# Subtest: \S", lines[0]):
        lines = lines[1:]
    plan = re.fullmatch(rf"{indent}1\.\.(\d+)", lines[0])
    if not plan:
        raise KtapError(f"no plan: {lines[0]}")
    lines, tests = lines[1:], []
    for number in range(1, int(plan.group(1)) + 1):
        subtests = []
        if lines[0].startswith(f"{indent}  KTAP"):
            subtests, lines = parse_ktap_level(lines, indent + "  ")
        while lines[0].startswith(f"{indent}# "):
            lines = lines[1:]
        match = re.fullmatch(rf"{indent}(not )?ok {number} ([^#]*[^# ])( # (SKIP|TODO|XFAIL|TIMEOUT"
                             rf"|ERROR)( .*)?)?", lines[0])
        if not match:
            raise KtapError(f"no result {number}: {lines[0]}")
        outcome = "failed" if match.group(1) else "skip" if match.group(4) == "SKIP" else "ok"
        tests.append((match.group(2), outcome, (match.group(5) or "").strip(), subtests))
        lines = lines[1:]
    return tests, lines


def results_of(tool, run):
    report = json.loads(tool.report(run, "json"))
    return [r for r in report["results"] if r["configuration"] != "baseline-aa"], report


def check_ktap(tool, expect):
    for run in tool.runs:
        results, report = results_of(tool, run)
        tests = parse_ktap(tool.report(run, "ktap").decode())
        found = [(outcome, workload[0]) for workload in tests for _, outcome, _, _ in workload[3]]
        wanted = [(OUTCOMES.get(r["status"], "failed"), prefix_of(report, r, "/") + r["workload"])
                  for r in results]
        failed = [name for name, outcome, _, subtests in tests if not subtests and outcome == "failed"]
        expect(failed == [name_of(report, c["id"]) for c in failed_of(report)],
               f"ktap {run}: failed cells {failed}")
        expect(found == wanted, f"ktap {run}: {found}, wanted {wanted}")
        for workload in tests:
            for name, outcome, reason, _ in workload[3]:
                expect((outcome == "skip") == bool(reason), f"ktap {run}: {name} without a reason")
        names = [name for workload in tests for name, _, _, _ in workload[3]]
        expect(run == HOSTILE or names == [r["configuration"] for r in results], f"ktap {run}: names")


def check_ktap_parser(tool, expect):
    """It must be able to refuse."""
    good = tool.report(SWITCH, "ktap").decode()
    for spoil in (lambda t: t.replace("1..11", "1..12", 1), lambda t: t.replace("ok 2", "ok 3", 1),
                  lambda t: t.replace("KTAP version 1", "TAP version 13", 1)):
        try:
            parse_ktap(spoil(good))
            expect(False, "the KTAP parser takes anything")
        except (KtapError, IndexError):
            pass


def check_junit_cells(run, report, suites, expect):
    """A cell that failed is a failure of its own, which says why."""
    cases = [case for suite in suites for case in suite if case.classname == "bpftax.cell"]
    failed = failed_of(report)
    expect([case.name for case in cases] == [name_of(report, c["id"]) for c in failed],
           f"junit {run}: failed cells")
    for case, cell in zip(cases, failed):
        expect([type(r) for r in case.result] == [junitparser.Failure] and
               case.result[0].message == cell["reason"], f"junit {run}: {case.name}")
    return len(failed)


def check_junit(tool, expect):
    for run in tool.runs:
        results, report = results_of(tool, run)
        text = tool.report(run, "junit")
        suites = junitparser.JUnitXml.fromstring(text)
        cases = [case for suite in suites for case in suite if case.classname != "bpftax.cell"]
        failed = check_junit_cells(run, report, suites, expect)
        expect(suites.tests == len(results) + failed == len(cases) + failed,
               f"junit {run}: {suites.tests} tests")
        for case, result in zip(cases, results):
            kinds = [type(r) for r in case.result]
            wanted = {"measured": [], "unsupported": [junitparser.Skipped]}.get(
                result["status"], [junitparser.Failure])
            expect(kinds == wanted, f"junit {run}: {case.name} is {kinds}")
            expect(case.classname == "bpftax." + prefix_of(report, result, ".") +
                   result["workload"], f"junit {run}: its class")
            expect(run == HOSTILE or case.name == result["configuration"], f"junit {run}: its name")
            expect(not kinds or bool(case.result[0].message), f"junit {run}: no reason")
        root = xml.etree.ElementTree.fromstring(text)
        expect(not root.findall(".//script"), f"junit {run}: a tag came through")
        skipped = sum(r["status"] == "unsupported" for r in results)
        expect(suites.skipped == skipped, f"junit {run}: {suites.skipped} skipped")


def check_openmetrics_cells(run, report, families, expect):
    """Of several cells each is described once, by what the JSON report says of it."""
    if len(report["cells"]) < 2:
        expect("bpftax_cell" not in families, f"openmetrics {run}: a cell that goes without saying")
        return
    found = [{k: v for k, v in s.labels.items() if v} for s in families["bpftax_cell"].samples]
    wanted = [{"cell": str(c["id"]), "boot": str(c["boot"]), "kernel": c["kernel"],
               "architecture": c["arch"], "target": c["target"], "timing": c["timing"],
               "state": c.get("state", "done"), **({"release": c["release"]} if "release" in c else {})}
              for c in report["cells"]]
    expect(found == wanted, f"openmetrics {run}: cells {found}, wanted {wanted}")


def check_openmetrics(tool, expect):
    for run in tool.runs:
        report = json.loads(tool.report(run, "json"))
        families = {f.name: f for f in
                    text_string_to_metric_families(tool.report(run, "openmetrics").decode())}
        info = families["bpftax_run"].samples[0].labels
        expect(info["id"] == report["run"]["id"], f"openmetrics {run}: the run's id")
        check_openmetrics_cells(run, report, families, expect)
        several = len(report["cells"]) > 1
        numbers = {}
        for family in families.values():
            for sample in family.samples:
                if sample.labels.get("statistic") == "estimate" and "metric" not in sample.labels:
                    key = (int(sample.labels.get("cell", 0)), sample.labels["workload"], sample.labels["configuration"], family.name)
                    numbers[key] = sample.value
        wanted = {(r["cell"] if several else 0, r["workload"], r["configuration"],
                   "bpftax_" + name): metric["estimate"]
                  for r in report["results"] for name, metric in r["metrics"].items()}
        expect(numbers == wanted, f"openmetrics {run}: other numbers than the JSON report's")
        statuses = [s for s in families["bpftax_result_status"].samples if s.value == 1]
        expect([s.labels["bpftax_result_status"] for s in statuses] ==
               [r["status"] for r in report["results"]], f"openmetrics {run}: statuses")
        effects = [s for s in families["bpftax_effect_percent"].samples
                   if s.labels["statistic"] == "estimate"]
        expect(len(effects) == sum(len(r["effects"]) for r in report["results"]),
               f"openmetrics {run}: {len(effects)} effects")


def check_bencher(tool, expect):
    for run in tool.runs:
        report = json.loads(tool.report(run, "json"))
        found = json.loads(tool.report(run, "bencher"))
        wanted = {}
        for r in report["results"]:
            for name, metric in r["metrics"].items():
                keys = {"estimate": "value", "low": "lower_value", "high": "upper_value"}
                key = prefix_of(report, r, "/") + f"{r['workload']}/{r['configuration']}"
                wanted.setdefault(key, {})[
                    name.replace("_", "-")] = {keys[k]: metric[k] for k in keys if k in metric}
        expect(found == wanted, f"bencher {run}: not what the JSON report says")
        for measures in found.values():
            for slug, measure in measures.items():
                expect(re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", slug), f"bencher: slug {slug}")
                expect(measure.get("lower_value", measure["value"]) <= measure["value"] <=
                       measure.get("upper_value", measure["value"]), f"bencher {run}: {measure}")


def check_benchmark_action(tool, expect):
    for run in tool.runs:
        report = json.loads(tool.report(run, "json"))
        entries = json.loads(tool.report(run, "benchmark-action"))
        wanted = {prefix_of(report, r, "/") + f"{r['workload']}/{r['configuration']}: {name}":
                  metric["estimate"]
                  for r in report["results"] for name, metric in r["metrics"].items()
                  if name in ("operation_ns", "operation_cpu_ns", "event_ns", "event_instructions",
                              "operation_instructions", "operation_cpu_instructions")}
        expect({e["name"]: e["value"] for e in entries} == wanted, f"benchmark-action {run}")
        for entry in entries:
            expect(set(entry) <= {"name", "unit", "value", "range", "extra"} and
                   all(isinstance(entry[k], str) for k in entry if k != "value") and
                   isinstance(entry["value"], (int, float)), f"benchmark-action {run}: {entry}")


def check_formats(tool, expect):
    for check in (check_ktap, check_junit, check_openmetrics, check_bencher,
                  check_benchmark_action):
        check(tool, expect)
    if SWITCH in tool.runs:
        check_ktap_parser(tool, expect)
