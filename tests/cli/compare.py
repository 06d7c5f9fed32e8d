#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""compare.py BPFTAX WRITE_SYNTHETIC: runs that differ in what we changed, and in nothing else, are
said to differ in just that."""
import json
import os
import subprocess
import sys
import tempfile
import xml.etree.ElementTree

from checks import controls_in, expect, summary
from runs import Bpftax, dearer_in_cell

SWITCH, RESTART, HOSTILE, MICRO, EXACT, CELLS = "1111", "2222", "3333", "4444", "5555", "6666"


def dearer(name, instructions):
    def change(record, names):
        if record["type"] == "sample" and names[record["configuration"] - 1] == name:
            record["event_ns"] += instructions
            record["event_slope_ns"] += instructions
    return change


def check_exact(bpftax):
    same = bpftax.copy(EXACT, "aaaa")
    other = bpftax.copy(EXACT, "bbbb", dearer("fentry-map", 3))
    status, found = bpftax.compare(EXACT, same, "--gate", "*: +0 instructions")
    verdicts = {c["configuration"]: c["gate"]["verdict"] for c in found["comparisons"]}
    expect(status == 0 and not found["warnings"], f"the same twice: {status} {found['warnings']}")
    expect(set(verdicts.values()) == {"pass", "inconclusive"}, f"the same twice: {verdicts}")
    expect(verdicts.pop("kretprobe-fprobe-null") == "inconclusive", "unsupported did not count")

    status, found = bpftax.compare(EXACT, other, "--gate", "*: +0 instructions")
    failed = [c for c in found["comparisons"] if c["gate"]["verdict"] == "fail"]
    expect(status == 1 and [c["configuration"] for c in failed] == ["fentry-map"],
           f"three instructions longer: {failed}")
    expect(failed[0]["difference"]["low"] == failed[0]["difference"]["high"] == 3 and
           failed[0]["gate"]["says"] == "+3 instructions [3, 3], at most +0 instructions",
           f"by how much: {failed[0]}")
    expect(bpftax.compare(EXACT, other, "--gate", "*: +3 instructions")[0] == 0, "3 are allowed")
    expect(bpftax.compare(other, EXACT, "--gate", "*: +0 instructions")[0] == 0, "it got cheaper")
    expect(bpftax.compare(EXACT, other, "--gate", "fentry-map: +9%; *: 0%")[0] == 0,
           "the first rule that fits")
    expect(bpftax.compare(EXACT, other, "--gate", "micro/fentry-m*: +1%")[0] == 1, "1.46 % of 205")
    expect(bpftax.compare(EXACT, other)[0] == 0, "without a gate")
    check_levels(bpftax, other)


def check_levels(bpftax, other):
    """A bound on the cost itself is held against the second run."""
    cost = next(c["cost_b"] for c in bpftax.compare(EXACT, other)[1]["comparisons"] if c["configuration"] == "fentry-map")
    for bound, status, verdict in ((cost, 0, "pass"), (cost - 1, 1, "fail")):
        found = bpftax.compare(EXACT, other, "--gate", f"fentry-map: <= {bound:g} instructions")
        gate = next(c["gate"] for c in found[1]["comparisons"] if c["configuration"] == "fentry-map")
        expect(found[0] == status and gate["verdict"] == verdict and gate["of"] == "cost" and
               gate["says"] == f"{cost:g} instructions [{cost:g}, {cost:g}], at most {bound:g} instructions",
               f"at most {bound:g}: {found[0]} {gate}")
    expect(bpftax.compare(other, EXACT, "--gate", f"fentry-map: <= {cost - 3:g} instructions")[0] == 0, "of B, not of A")


def environment(**facts):
    def change(record, names):
        if record["type"] == "cell":
            record["facts"].setdefault("environment", {}).setdefault("before", {}).update(facts)
    return change


def check_environment(bpftax):
    plain = bpftax.copy(EXACT, "1a1a", environment(bpf_jit_enable=1, bpf_jit_harden=0, other_load_cpus=0.1))
    blinded = bpftax.copy(EXACT, "1b1b", environment(bpf_jit_enable=1, bpf_jit_harden=2, other_load_cpus=1.9))
    status, found = bpftax.compare(plain, blinded)
    expect(status == 0 and len(found["warnings"]) == 1 and
           "bpf_jit_harden: 0 in A, 2 in B" in found["warnings"][0],
           f"a setting of the machine is named, its load is not: {status} {found['warnings']}")
    status, found = bpftax.compare(EXACT, blinded)
    expect(status == 0 and not found["warnings"], f"what one does not know: {found['warnings']}")


def scale(name, factor):
    def change(record, names):
        if record["type"] == "sample" and names[record["configuration"] - 1] == name:
            for key in ("operation_ns", "receiver_cpu_ns"):
                if key in record:
                    record[key] *= factor
    return change


def check_blocks(bpftax):
    slower = bpftax.copy(SWITCH, "cccc", scale("fentry-null", 1.10))
    status, found = bpftax.compare(SWITCH, slower, "--gate", "*: +5%")
    rows = {(c["workload"], c["configuration"]): c for c in found["comparisons"]}
    failed = sorted(k for k, c in rows.items() if c["gate"]["verdict"] == "fail")
    expect(status == 1 and failed == [("iperf3", "fentry-null"), ("udp-drain", "fentry-null")],
           f"10 % dearer: {failed}")
    row = rows["udp-drain", "fentry-null"]
    expect(row["percent"]["low"] < 10 < row["percent"]["high"] and row["percent"]["n"] == 24 and
           abs(row["difference"]["estimate"] - 243) < 10, f"10 % of 2,430 ns: {row}")
    expect(row["interval_of"] == "blocks" and "of one boot each, without what differs between boots"
           in row["gate"]["says"], f"what the interval does not know: {row}")
    text = " ".join(bpftax.run("compare", SWITCH, slower).stdout.decode().split())
    expect("They are about one boot of each side: by how much two boots of one kernel differ is in "
           "the differences, but in no interval." in text,
           f"what the intervals do not know: {text}")
    # Eight treatments under two workloads: .05 shared among 16.
    expect(all(c["percent"]["level"] >= 1 - .05 / 16 for c in rows.values() if "percent" in c),
           "the levels are not simultaneous")
    status, found = bpftax.compare(SWITCH, slower, "--gate", "kprobe*: 0%")
    verdicts = {c["gate"]["verdict"] for c in found["comparisons"] if "gate" in c}
    expect(status == 0 and verdicts == {"inconclusive"}, f"no difference at 0 %: {verdicts}")
    done = bpftax.run("compare", SWITCH, slower, "--gate", "kprobe*: 0%", "--inconclusive", "fail")
    expect(done.returncode == 1, "--inconclusive fail")
    # The whole machine a third slower: the cost in percent of its own baseline is the same.
    def slow_machine(record, names):
        if record["type"] == "sample" and "operation_ns" in record:
            record["operation_ns"] *= 4 / 3
    found = bpftax.compare(SWITCH, bpftax.copy(SWITCH, "dddd", slow_machine))[1]
    expect(all(abs(c["percent"]["estimate"]) < .5 for c in found["comparisons"]
               if c["workload"] == "udp-drain" and "percent" in c), "the level is compared")


def check_cells(bpftax):
    """Kernels meet their like, whatever their place; all boots of one are one sample."""
    other = bpftax.copy(CELLS, "6a6a", dearer_in_cell(7, "fentry-map", 3))
    status, found = bpftax.compare(CELLS, other, "--gate",
                                   "debian-6.12-cloud counted/*: +0 instructions")
    failed = [(c["cell"], c["configuration"]) for c in found["comparisons"]
              if c.get("gate", {}).get("verdict") == "fail"]
    expect(status == 1 and failed == [("debian-6.12-cloud counted", "fentry-map")] and
           not found["warnings"], f"one cell dearer: {failed} {found['warnings']}")
    rows = {(c["cell"], c["workload"], c["configuration"]): c for c in found["comparisons"]}
    boots = rows["debian-6.1-cloud timed", "udp-drain", "fentry-null"]
    expect(boots["difference"]["n"] == 2 * 2 and abs(boots["cost_a"] - 267) < 1 and
           boots["boots_a"]["n"] == 2 and boots["boots_a"]["least"] < 262 and
           boots["boots_a"]["most"] > 272, f"two boots in each run, a value each: {boots}")
    expect(rows["debian-6.12-cloud counted", "udp-drain", "fentry-map"]["difference"]["low"] == 3,
           "by three instructions")
    expect(bpftax.compare(CELLS, other, "--gate", "debian-6.1-cloud*: +10%")[0] == 0,
           "the other kernel is as it was")
    for form in ("junit", "ktap"):
        done = bpftax.run("compare", CELLS, other, "--gate", "*: +9%", "--format", form)
        expect(b"debian-6.12-cloud counted" in done.stdout, f"{form} names the kernel")


def dearer_timed(factor):
    """fentry-null in the timed cells of the older kernel."""
    cells = []

    def change(record, names):
        if record["type"] == "visit":
            cells.append(record["cell"])
        if (record["type"] == "sample" and cells[record["visit"] - 1] in (1, 2) and
                names[record["configuration"] - 1] == "fentry-null" and "operation_ns" in record):
            record["operation_ns"] *= factor
    return change


def check_boots(bpftax):
    """Boots that differ by 13 ns do not tell 49 ns, which all their blocks as one sample would;
    far more they tell."""
    gate = "debian-6.1-cloud timed/udp-drain/fentry-null: +1%"
    for number, (factor, verdict) in enumerate(((1.02, "inconclusive"), (2, "fail"))):
        other = bpftax.copy(CELLS, f"7b7{number}", dearer_timed(factor))
        status, found = bpftax.compare(CELLS, other, "--gate", gate)
        row, = [c for c in found["comparisons"] if "gate" in c]
        expect(row["gate"]["verdict"] == verdict and status == (verdict == "fail"),
               f"boots, {factor} times as much: {row}")
        expect("with what differs between boots (2 and 2)" in row["gate"]["says"] and
               row["difference"]["n"] == 4 and row["interval_of"] == "boots", f"boots: {row}")
        expect(abs(row["difference"]["estimate"] - (row["cost_b"] - row["cost_a"])) < 1e-6,
               f"the difference is that of the means: {row}")
    text = " ".join(bpftax.run("compare", CELLS, other).stdout.decode().split())
    expect("+267 {260..273}" in text and "Student, 2 against 2 boots" in text and
           "Intervals: exact; least to greatest difference" in text, f"boots: {text}")


def check_partners(bpftax):
    """What has no partner is named, and a gate on it is not passed."""
    def newer(record, names):
        if record["type"] == "cell" and record["number"] in (2, 3):
            record["facts"]["release"] = "6.12.200-cloud-amd64"
    other = bpftax.copy(CELLS, "6b6b", newer)
    status, found = bpftax.compare(CELLS, other, "--gate", "debian-6.12-cloud timed/*: +50%")
    alone = [(c["missing_in"], c["missing_because"]) for c in found["comparisons"]
             if c["cell"] == "debian-6.12-cloud timed"]
    expect(sorted(set(alone)) == [("A", "it has no such kernel"), ("B", "it has no such kernel")],
           f"no partner: {sorted(set(alone))}")
    expect(found["warnings"] == ["debian-6.12-cloud timed: only in A",
                                 "debian-6.12-cloud timed: only in B"], f"{found['warnings']}")
    verdicts = {c["gate"]["verdict"] for c in found["comparisons"] if "gate" in c}
    expect(status == 0 and verdicts == {"inconclusive"}, f"a gate on it: {verdicts}")
    done = bpftax.run("compare", CELLS, other, "--gate", "debian*: +50%", "--inconclusive", "fail")
    expect(done.returncode == 1, "--inconclusive fail: what is missing")
    status, found = bpftax.compare(EXACT, CELLS)
    expect(any("synthetic-6.12: only in A" in w for w in found["warnings"]),
           f"one kernel against several: {found['warnings']}")


def check_one_release(bpftax):
    """Of kernels that call themselves one release those of one name are partners."""
    def same_release(record, names):
        if record["type"] == "cell" and record.get("facts"):
            record["facts"]["release"] = "6.12.117"
    swapped = {"debian-6.1-cloud": "debian-6.12-cloud", "debian-6.12-cloud": "debian-6.1-cloud"}

    def swap(record, names):
        same_release(record, names)
        if record["type"] == "cell":
            record["kernel"] = swapped.get(record["kernel"], record["kernel"])
    found = bpftax.compare(bpftax.copy(CELLS, "6f6f", same_release),
                           bpftax.copy(CELLS, "7a7a", swap))[1]
    rows = {(c["cell"], c["workload"], c["configuration"]): c for c in found["comparisons"]}
    row = rows["debian-6.1-cloud counted", "udp-drain", "fentry-null"]
    expect((row["cost_a"], row["cost_b"]) == (130, 137), f"one release, two kernels: {row}")


def check_unreached(bpftax):
    """A cell that the run did not reach is a failure to CI, as one that failed is."""
    def cut_off(record, names):
        if record["type"] == "cell" and record["number"] == 4:
            record["state"] = "open"
            record.pop("reason", None)
    other = bpftax.copy(CELLS, "6e6e", cut_off)
    why = "the run ended before it was measured"
    root = xml.etree.ElementTree.fromstring(bpftax.run("report", other, "--format", "junit").stdout)
    found = [(case.get("name"), failure.get("message")) for suite in root for case in suite
             if case.get("classname") == "bpftax.cell" for failure in case]
    expect(found == [("debian-6.19-cloud timed", why)], f"junit, unreached: {found}")
    expect(int(root.get("failures")) == len(root.findall(".//failure")), "junit, unreached: counts")
    lines = bpftax.run("report", other, "--format", "ktap").stdout.decode().split("\n")
    place = lines.index("# unreached: " + why)
    expect(lines[place + 1].startswith("not ok ") and
           lines[place + 1].endswith(" debian-6.19-cloud timed"), f"ktap, unreached: {lines[place + 1]}")
    count = sum(line.startswith(("ok ", "not ok ")) for line in lines)
    expect(lines[1] == f"1..{count}", f"ktap, unreached: {lines[1]} of {count}")
    check_unreached_alone(bpftax, other, "debian-6.19-cloud", why)


FORMATS = ("text", "markdown", "csv", "json", "html", "openmetrics", "bencher", "benchmark-action",
           "junit", "ktap")
# What has no place for a cell without results says it beside its output alone.
NOWHERE = ("bencher", "benchmark-action")


def check_unreached_alone(bpftax, run, name, why):
    """Chosen by --cell it is no empty report that passes."""
    for form in FORMATS:
        done = bpftax.run("report", run, "--cell", "4", "--format", form)
        text = " ".join(done.stdout.decode().split())
        expect(done.returncode == 0 and done.stderr.decode() ==
               f"bpftax: cell 4 has nothing to report: {why}\n", f"{form}, alone: {done.stderr}")
        expect(form in NOWHERE or why in text or 'state="open"' in text, f"{form}, alone: {text}")
    suite = xml.etree.ElementTree.fromstring(
        bpftax.run("report", run, "--cell", "4", "--format", "junit").stdout)
    expect((suite.get("tests"), suite.get("failures")) == ("1", "1"), "junit, alone: counts")
    lines = bpftax.run("report", run, "--cell", "4", "--format", "ktap").stdout.decode().split("\n")
    expect(lines[1:4] == ["1..1", "# unreached: " + why, "not ok 1 " + name], f"ktap, alone: {lines}")
    expect(not bpftax.run("report", run, "--cell", "0").stderr, "a cell that was reached")


def check_differences(bpftax):
    def other_machine(record, names):
        if record["type"] == "cell":
            record["facts"].update(release="synthetic-6.13", accelerator="kvm")
        if record["type"] == "run":
            record["version"] = "0.2.0"
            record["study"]["length"] = 128
            record["seed"] = 1
    other = bpftax.copy(SWITCH, "eeee", other_machine)
    warnings = bpftax.compare(SWITCH, other)[1]["warnings"]
    expect(sorted(warnings) == ["machine, accelerator: tcg in A, kvm in B",
                                "machine, release: synthetic-6.12 in A, synthetic-6.13 in B",
                                "setting, length: 64 in A, 128 in B",
                                "version of bpftax: 0.1.0 in A, 0.2.0 in B"], f"{warnings}")
    text = bpftax.run("compare", SWITCH, other).stdout.decode()
    expect(text.count("warning: ") == 4 and "synthetic-6.13 in B" in text, "warnings in text")
    done = bpftax.run("compare", SWITCH, other, "--strict")
    expect(done.returncode == 2 and b"--strict: the runs differ" in done.stderr and
           not done.stdout, f"strict: {done}")
    expect(bpftax.run("compare", SWITCH, SWITCH, "--strict").returncode == 0, "strict, the same")


def check_settings(bpftax):
    """One rule for compare and history: how long and where to is nobody's difference, which rows
    there are is told, and what is measured is told and refused."""
    def changed(**settings):
        def change(record, names):
            if record["type"] == "run":
                record["study"].update(settings)
        return change
    free = bpftax.copy(SWITCH, "aaa1", changed(pilot="no", precision=2., budget="9s", blocks=70))
    expect(not bpftax.compare(SWITCH, free)[1].get("warnings") and
           bpftax.run("compare", SWITCH, free, "--strict").returncode == 0, "how long differs")
    for number, settings in enumerate([{"pin": "no"}, {"delays": ["auto"]}]):
        other = bpftax.copy(SWITCH, f"aaa{number + 2}", changed(**settings))
        warnings = bpftax.compare(SWITCH, other)[1]["warnings"]
        expect(len(warnings) == 1 and warnings[0].startswith(f"setting, {[*settings][0]}: "),
               f"{settings}: {warnings}")
        done = bpftax.run("compare", SWITCH, other, "--strict")
        expect(done.returncode == 2, f"strict, {settings}: {done}")


def check_clocks(bpftax):
    """An emulator's nanoseconds are not compared with a real CPU's; long facts stay out of sight."""
    def real_machine(record, names):
        if record["type"] == "cell":
            record["facts"].update(timing="kvm")
    def long_fact(record, names):
        if record["type"] == "cell":
            record["facts"].update(kernel_config="CONFIG_X=y\n" * 1000)
    done = bpftax.run("compare", SWITCH, bpftax.copy(SWITCH, "abcd", real_machine))
    expect(done.returncode == 2 and b"cannot be compared" in done.stderr and not done.stdout,
           f"clocks: {done}")
    warnings = bpftax.compare(SWITCH, bpftax.copy(SWITCH, "ffff", long_fact))[1]["warnings"]
    expect(warnings == ["machine, kernel_config: not known in A, another text of 11000 bytes in B"],
           f"{warnings}")


def check_newest(bpftax):
    """Without a second run it is the newest: the hostile one, by its date."""
    newest = json.loads(bpftax.run("list", "runs", "--format", "json").stdout)[0]["id"]
    expect(bpftax.compare(SWITCH)[1]["b"]["id"] == newest, "the newest run")


def check_formats(bpftax):
    arguments = ("compare", EXACT, "bbbb", "--gate", "*: +0 instructions", "--format")
    done = bpftax.run(*arguments, "ktap")
    lines = done.stdout.decode().splitlines()
    expect(done.returncode == 1 and lines[:2] == ["KTAP version 1", "1..9"], f"ktap: {lines[:2]}")
    expect([line for line in lines if line.startswith("not ok")] == ["not ok 3 micro/fentry-map"],
           f"ktap: {lines}")
    expect(sum("# SKIP inconclusive: not compared" in line for line in lines) == 1, "ktap: skip")
    suite = xml.etree.ElementTree.fromstring(bpftax.run(*arguments, "junit").stdout)[0]
    expect((suite.get("tests"), suite.get("failures"), suite.get("skipped")) == ("9", "1", "1"),
           "junit: counts")
    failed = [case.get("name") for case in suite if case.find("failure") is not None]
    expect(failed == ["fentry-map"] and len(suite) == 9, f"junit: {failed}")
    for form in ("text", "json", "junit", "ktap"):
        done = bpftax.run("compare", HOSTILE, HOSTILE, "--gate", "*: 0%", "--format", form)
        text = done.stdout.decode("utf-8")
        bad = controls_in(text)
        expect(done.returncode == 0 and not bad and " end" in text, f"hostile {form}: {bad}")
        if form == "junit":
            xml.etree.ElementTree.fromstring(text)
    text = bpftax.run("compare", EXACT, "bbbb", "--gate", "*: 0%").stdout.decode()
    expect("Gate: 7 passed, 1 failed, 1 inconclusive" in text, f"text: {text}")
    text = bpftax.run("compare", RESTART, RESTART).stdout.decode()
    expect("no interval holds" in text and "nothing could be compared" in text, "restart")


def check_mistakes(bpftax):
    rules = os.path.join(bpftax.directory, "rules")
    with open(rules, "w", encoding="utf-8") as file:
        file.write("# bounds\nfentry-*: +5%\n\n*: +5 percent\n")
    hint = ("; write PATTERN: +5%, +3 instructions, +100 ns or <= 135 instructions, and of the verifier verified +5% "
            "or verifier <= 80%")
    for words, arguments in (
            ("--gate: line 1, column 9 of 'fentry-*': no colon after the pattern" + hint,
             (MICRO, MICRO, "--gate", "fentry-*")),
            ("--gate: line 1, column 12 of '*: 5%; *: 4': no unit" + hint,
             (MICRO, MICRO, "--gate", "*: 5%; *: 4")),
            ("--gate: line 1, column 4 of '*: x%': no number" + hint,
             (MICRO, MICRO, "--gate", "*: x%")),
            ("--gate: line 1, column 7 of '*: 5% more': nothing may follow the unit" + hint,
             (MICRO, MICRO, "--gate", "*: 5% more")),
            ("--gate: line 1, column 1 of ': 5%': no pattern before the colon" + hint,
             (MICRO, MICRO, "--gate", ": 5%")),
            ("--gate: line 1, column 2 of ' ': no rule" + hint, (MICRO, MICRO, "--gate", " ")),
            (f"{rules}: line 4, column 7 of '*: +5 percent': no unit" + hint,
             (MICRO, MICRO, "--gate", rules)),
            ("the gate's 'fexit-*' fits no configuration of these runs",
             (MICRO, MICRO, "--gate", "fexit-*: 1%")),
            ("the gate's '*' is bounded in instructions, but its event_ns is measured in ns",
             (MICRO, MICRO, "--gate", "*: 1 instructions")),
            ("no metric 'event_n'; did you mean 'event_ns'?", (MICRO, MICRO, "--metric", "event_n")),
            ("no configuration has 'sleeps_per_operation' in both runs, with an interval",
             (MICRO, MICRO, "--metric", "sleeps_per_operation")),
            ("--format ktap prints what a gate said; add --gate", (MICRO, MICRO, "--format", "ktap")),
            ("compare which runs? usage: bpftax compare [OPTION...] A [B]", ())):
        done = bpftax.run("compare", *arguments)
        expect(done.returncode == 2 and done.stderr.decode() == f"bpftax: {words}\n" and
               not done.stdout, f"{arguments}: {done.returncode} {done.stderr.decode()!r}")


def main():
    program, write_synthetic = sys.argv[1:3]
    with tempfile.TemporaryDirectory() as directory:
        store = os.path.join(directory, "synthetic.db")
        subprocess.run([write_synthetic, store], check=True)
        bpftax = Bpftax(program, store, directory)
        for check in (check_exact, check_blocks, check_cells, check_boots, check_partners, check_one_release, check_unreached,
                      check_differences, check_environment, check_settings, check_clocks, check_newest,
                      check_formats, check_mistakes):
            check(bpftax)
    return summary()


sys.exit(main())
