#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""history.py BPFTAX WRITE_SYNTHETIC: runs follow each other, some of them dearer than those before;
the history says which, leaves out what is not alike, and draws it."""
import csv
import io
import json
import os
import random
import resource
import shutil
import subprocess
import sys
import tempfile
import time
import xml.etree.ElementTree

from checks import controls_in, expect, summary
from runs import Bpftax, dearer_in_cell

MICRO, EXACT, HOSTILE, RESTART, SWITCH = "4444", "5555", "3333", "2222", "1111"
CELLS = "6666"
DAY_S = 86400


class Store(Bpftax):
    """A store of its own, filled with changed copies of a synthetic run."""

    def __init__(self, program, directory, name, synthetic):
        super().__init__(program, os.path.join(directory, name + ".db"), directory)
        self.synthetic, self.count = synthetic, 0

    def fill(self, run, changes):
        """A run a day for each change(record, names), in one import."""
        lines = subprocess.run([self.program, "export", run, "--store", self.synthetic],
                               capture_output=True, check=True).stdout.decode().splitlines()
        files = []
        for change in changes:
            self.count += 1
            files.append(self.changed_file(lines, f"{self.count:08x}" * 4, self.dated(change)))
        done = self.run("import", *files)
        expect(done.returncode == 0, f"fill: {done.stderr}")

    def dated(self, change):
        day = self.count

        def both(record, names):
            if record["type"] == "run":
                record["started_s"] = 1700000000 + day * DAY_S
                record["label"] = f"day {day}"
            change(record, names)
        return both

    def history(self, *arguments):
        done = self.run("history", *arguments, "--format", "json")
        expect(done.returncode == 0 and not done.stderr, f"{arguments}: {done}")
        return {(s["workload"], s["configuration"], s["metric"]): s
                for s in json.loads(done.stdout)["series"]}


def cost(name, add=0., times=1.):
    """Of one configuration, or of all when name is None."""
    def change(record, names):
        if record["type"] == "sample" and name in (None, names[record["configuration"] - 1]):
            for key in ("event_ns", "event_slope_ns"):
                record[key] = record[key] * times + add
    return change


def noisy(seed, name, step_at, step, count):
    """Boots that differ by 2 % of the cost, and a step in one configuration."""
    draw = random.Random(seed)
    boots = [draw.gauss(1, .02) for _ in range(count)]

    def change_of(i):
        boot, stepped = cost(None, times=boots[i]), cost(name, times=step if i >= step_at else 1)

        def change(record, names):
            boot(record, names)
            stepped(record, names)
        return change
    return [change_of(i) for i in range(count)]


def changed_runs(series):
    return [(run["id"][:8], run["change"]) for run in series["runs"] if "change" in run]


def check_exact(store):
    store.fill(EXACT, [cost("fentry-map", add=3 if day > 2 else 0) for day in range(1, 5)])
    found = store.history()
    expect(len(found) == 9 and all(len(s["runs"]) == 4 for s in found.values() if s["runs"]),
           f"exact: {list(found)}")
    changes = {key: changed_runs(s) for key, s in found.items() if changed_runs(s)}
    expect(list(changes) == [("micro", "fentry-map", "event_instructions")], f"exact: {changes}")
    (run, change), = changes["micro", "fentry-map", "event_instructions"]
    expect(run == "00000003" and (change["estimate"], change["low"], change["high"]) == (3, 3, 3)
           and "p" not in change, f"exact: {run} {change}")
    unsupported = found["micro", "kretprobe-fprobe-null", "event_instructions"]
    expect(not unsupported["runs"] and len(unsupported["left_out"]) == 4, f"{unsupported}")
    text = store.run("history", "micro/fentry-map").stdout.decode()
    expect('* from run 00000003 on, 2023-11-17T22:13Z "day 3": +3 [3, 3] instructions;' in text,
           text)
    expect("Configuration" in store.run("history").stdout.decode(), "summary")


def check_noise(store):
    store.fill(MICRO, noisy(7, "fentry-map", 20, 1.15, 30))
    found = store.history()
    changes = {key[1]: changed_runs(s) for key, s in found.items() if changed_runs(s)}
    expect(list(changes) == ["fentry-map"], f"noise: {changes}")
    (run, change), = changes["fentry-map"]
    # 15 % of about 205 ns, whose boots differ by 2 %.
    expect(run == f"{21:08x}" and change["low"] < .15 * 205 < change["high"] and
           change["p"] <= .01, f"noise: {run} {change}")
    rows = list(csv.DictReader(io.StringIO(
        store.run("history", "fentry-map", "--format", "csv").stdout.decode())))
    expect(len(rows) == 30 and [r["run"][:8] for r in rows if r["change"] == "1"] == [run],
           "csv: the change")
    expect(float(rows[20]["change_estimate"]) == change["estimate"], "csv: its size")


# What is of the study, not of the machine; not all of it makes another history.
SETTINGS = ("length", "pin", "pilot", "delays")


def check_alike(store):
    def other(**facts):
        def change(record, names):
            if record["type"] == "cell":
                record["facts"].update(facts)
            if record["type"] == "run":
                record["study"].update({key: facts[key] for key in SETTINGS if key in facts})
        return change

    def without(record, names):
        if record["type"] == "configuration" and record["name"] == "fentry-null":
            record["name"] = "fentry-other"
    store.fill(EXACT, [other(cpu_model="an older one"), other(length=128), without,
                       other(release="6.99", pilot="no", delays=["auto"]), other(pin="no"),
                       other(kernel_config="CONFIG_Y=y")])
    series = store.history("fentry-null")["micro", "fentry-null", "event_instructions"]
    expect([r["id"][:8] for r in series["runs"]] == ["00000004", "00000006"] and
           series["runs"][0]["kernel"] == "6.99", f"alike: {series['runs']}")
    reasons = [entry["because"] for entry in series["left_out"]]
    expect(len(reasons) == 3 and reasons[0].startswith("cpu_model: an older one, in the newest") and
           reasons[1] == "length: 128, in the newest run 64" and reasons[2].startswith("pin: no"),
           f"alike: {reasons}")
    text = " ".join(store.run("history", "fentry-null").stdout.decode().split())
    expect("left out: 1 run (00000002): length: 128, in the newest run 64" in text and
           "1 of 6 runs do not have it" in text, text)


def check_cells(store):
    """A series is of one kernel; boots are one point; a run of one kernel meets its like."""
    def only_new(record, names):
        if record["type"] == "cell" and record["facts"]:
            record["architecture"] = "x86_64"
            record["facts"]["release"] = "6.12.117-cloud-amd64"
    store.fill(CELLS, [dearer_in_cell(7, "fentry-map", 3 if day > 2 else 0) for day in range(1, 4)])
    store.fill(EXACT, [only_new])
    done = store.run("history", "fentry-map", "--format", "json")
    found = json.loads(done.stdout)
    series = {(s.get("cell"), s["workload"]): s for s in found["series"]}
    expect(found["runs_looked_at"] == 4, f"cells: {found['runs_looked_at']} runs")
    old, new = "6.1.0-44-cloud-amd64 x86_64", "6.12.117-cloud-amd64 x86_64"
    expect({k for k in series if k[1] == "udp-drain"} ==
           {(f"{kernel} {timing}", "udp-drain") for kernel in (old, new)
            for timing in ("timed", "counted")}, f"cells: {list(series)}")
    expect([len(series[f"{k} {t}", "udp-drain"]["runs"]) for k in (old, new)
            for t in ("timed", "counted")] == [3] * 4, "cells: a point a run")
    changes = {key: [run for run, _ in changed_runs(s)] for key, s in series.items()
               if changed_runs(s)}
    expect(changes == {(f"{new} counted", "udp-drain"): ["00000003"]}, f"cells: {changes}")
    boots = series[f"{old} timed", "udp-drain"]["runs"][0]
    expect(abs(boots["estimate"] - 419) < 1 and boots["low"] < 410 < 428 < boots["high"],
           f"cells: two boots {boots}")
    # What no run has of two kernels stays one series, whatever else is in the store.
    expect([r["id"][:8] for r in series[None, "micro"]["runs"]] == ["00000004"],
           "cells: a run of one kernel")
    text = " ".join(store.run("history", "micro/fentry-map").stdout.decode().split())
    expect("3 of 4 runs do not have it" in text, f"cells: runs, not kernels, are counted: {text}")
    rows = list(csv.DictReader(io.StringIO(
        store.run("history", "udp-drain/fentry-map", "--format", "csv").stdout.decode())))
    expect([(r["cell"], r["kernel"]) for r in rows if r["run"].startswith("00000002")] ==
           [(f"{kernel} {timing}", kernel.split()[0]) for kernel, timing in
            ((old, "timed"), (new, "timed"), (old, "counted"), (new, "counted"))],
           f"csv: cells {rows}")
    text = store.run("history", f"{new} counted/udp-drain/*-map").stdout.decode()
    expect(f"{new} counted, udp-drain/fentry-map" in text and old not in text, f"pattern: {text}")
    text = store.run("history", "debian-6.12-cloud/udp-drain/fentry-map").stdout.decode()
    expect(f"{new} counted, udp-drain/fentry-map" in text and f"{new} timed, udp" in text and
           old not in text and "do not have it" not in text, f"pattern by name: {text}")
    # The micro run is of that kernel, and of no other.
    found = json.loads(store.run("history", f"{new} counted/*/fentry-map", "--format", "json").stdout)
    expect({s["workload"]: len(s["runs"]) for s in found["series"]} == {"udp-drain": 3, "micro": 1},
           f"pattern, a run of one kernel: {found['series']}")


def check_one_of_several(store):
    """A run of two kernels takes apart what it measured on both, and nothing else: fprobe, which
    only the newer has, goes on through all releases."""
    def of(release):
        def change(record, names):
            if record["type"] == "cell":
                record["architecture"] = "x86_64"
                record["facts"]["release"] = release
        return change
    store.fill(SWITCH, [of("6.12.1"), of("6.12.2")])
    before = store.history("udp-drain/*-map")
    store.fill(CELLS, [lambda record, names: None])
    after = json.loads(store.run("history", "udp-drain/*-map", "--format", "json").stdout)["series"]
    timed = [s for s in after if s["metric"] == "operation_ns"]
    fprobe, = [s for s in timed if s["configuration"] == "kprobe-fprobe-map"]
    expect("cell" not in fprobe and len(fprobe["runs"]) == 3 and
           len(before["udp-drain", "kprobe-fprobe-map", "operation_ns"]["runs"]) == 2,
           f"fprobe, of one kernel of two: {fprobe}")
    expect([entry["because"].split(":")[0] for entry in fprobe["left_out"]] ==
           ["debian-6.1-cloud timed"], f"fprobe, left out: {fprobe['left_out']}")
    fentry = [s for s in timed if s["configuration"] == "fentry-map"]
    expect(sorted(s["cell"] for s in fentry) == sorted(
        f"{release} x86_64 timed" for release in
        ("6.12.1", "6.12.2", "6.1.0-44-cloud-amd64", "6.12.117-cloud-amd64")),
        f"fentry, of both: {[s.get('cell') for s in fentry]}")


def check_few(store):
    empty = store.run("history")
    expect(empty.returncode == 2 and b"there is no store" in empty.stderr, f"no store: {empty}")
    for count in (1, 2):
        store.fill(MICRO, [cost(None)])
        series = store.history("fentry-null")["micro", "fentry-null", "event_ns"]
        expect(len(series["runs"]) == count and not changed_runs(series), f"{count}: {series}")
        text = " ".join(store.run("history", "fentry-null").stdout.decode().split())
        expect(f"{count} run{'s' * (count > 1)}: fewer than 10 cannot tell" in text, text)
    for words, arguments in (
            ("'fentry-nul' fits no configuration of 2 runs; did you mean 'fentry-null'?",
             ("fentry-nul",)),
            ("'xyzzy-*' fits no configuration of 2 runs; `bpftax history` shows them",
             ("xyzzy-*",)),
            ("no metric 'event_n'; did you mean 'event_ns'?", ("--metric", "event_n")),
            ("--format: unknown format 'html'; did you mean 'json'?", ("--format", "html")),
            ("--figure draws one configuration under one workload, and 2 are meant; one of them is "
             "'micro/fentry-null-stat'", ("fentry-null*", "--figure", "x.svg")),
            ("--figure: no run has measured this configuration",
             ("kretprobe-*", "--figure", "x.svg")),
            ("unexpected argument 'b'; usage: bpftax history [OPTION...] [CONFIGURATION]",
             ("a", "b"))):
        done = store.run("history", *arguments)
        expect(done.returncode == 2 and not done.stdout and
               (done.stderr.decode() == f"bpftax: {words}\n" or arguments[0] == "--format"),
               f"{arguments}: {done.returncode} {done.stderr.decode()!r}")
    expect(not os.path.exists("x.svg"), "a refused figure was written")
    series = store.history("fentry-null", "--metric", "sleeps_per_operation")
    expect(all(not s["runs"] and len(s["left_out"]) == 2 for s in series.values()), f"{series}")


def check_other_runs(store):
    """What has no interval, and what tries to break the page."""
    store.fill(RESTART, [lambda record, names: None])
    store.fill(SWITCH, [lambda record, names: None])
    series = store.history("iperf3/fentry-null")["iperf3", "fentry-null", "operation_cpu_ns"]
    expect(len(series["runs"]) == 1 and "no interval holds" in series["left_out"][0]["because"],
           f"restart: {series}")
    store.fill(HOSTILE, [lambda record, names: None])
    for form in ("text", "json", "csv"):
        for arguments in ((), ("*",)):
            done = store.run("history", *arguments, "--format", form)
            text = done.stdout.decode("utf-8")
            bad = controls_in(text.replace("\r\n", "\n"))
            expect(done.returncode == 0 and not bad, f"hostile {form}: {bad} {done.stderr}")


def check_figure(store, directory):
    path = os.path.join(directory, "x.svg")
    done = store.run("history", "micro/fentry-map", "--figure", path)
    without = subprocess.run([store.program, "history", "micro/fentry-map", "--figure", path + "2",
                              "--store", store.store], capture_output=True, env={"PATH": "/"},
                             timeout=60)
    expect(without.returncode == 3 and b"gnuplot, which is not installed" in without.stderr and
           not without.stdout and not os.path.exists(path + "2"), f"no gnuplot: {without}")
    if not shutil.which("gnuplot"):
        expect(done.returncode == 3, f"no gnuplot: {done}")
        return
    expect(done.returncode == 0 and done.stdout and not done.stderr, f"figure: {done}")
    root = xml.etree.ElementTree.parse(path).getroot()
    tag = "{http://www.w3.org/2000/svg}"
    texts = "".join(root.itertext())
    expect(root.find(tag + "title").text == "micro/fentry-map" and
           "30 runs" in root.find(tag + "desc").text and "event_ns (ns)" in texts, "figure: words")
    done = store.run("history", "fentry-map", "--figure", os.path.join(directory, "no", "x.svg"))
    expect(done.returncode == 3 and done.stderr.count(b"\n") == 1, f"no such folder: {done}")


def check_hostile_figure(store, directory):
    """A name that would be a command, were it not quoted."""
    name = "a'b`touch gnuplot-was-here`\"$c <i>& \\"

    def change(record, names):
        if record["type"] == "configuration" and record["name"] == "fentry-map":
            record["name"] = name
    store.fill(EXACT, [change])
    path = os.path.join(directory, "hostile.svg")
    done = subprocess.run([store.program, "history", "micro/a*", "--figure", path, "--store",
                           store.store], capture_output=True, cwd=directory, timeout=60)
    if shutil.which("gnuplot"):
        title = xml.etree.ElementTree.parse(path).getroot().find("{http://www.w3.org/2000/svg}title")
        expect(done.returncode == 0 and title.text == "micro/" + name, f"hostile: {done}")
    expect(not os.path.exists(os.path.join(directory, "gnuplot-was-here")), "a name was executed")


def check_many(store):
    """A thousand runs: 144,000 samples of 12 series are looked at in seconds."""
    store.fill(EXACT, [cost("fentry-map", add=3 if i >= 600 else 0) for i in range(1000)])
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    begun = time.monotonic()
    series = store.history("fentry-map")["micro", "fentry-map", "event_instructions"]
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    used = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    print(f"1,000 runs: {used:.2f} s of CPU, {time.monotonic() - begun:.2f} s")
    expect(len(series["runs"]) == 1000 and [r for r, _ in changed_runs(series)] == ["00000259"],
           f"1,000 runs: {changed_runs(series)}")
    # Two seconds where nothing is instrumented; sanitizers take ten times as long.
    expect(used < 30, f"1,000 runs took {used} s of CPU")


def main():
    program, write_synthetic = os.path.abspath(sys.argv[1]), sys.argv[2]
    with tempfile.TemporaryDirectory() as directory:
        synthetic = os.path.join(directory, "synthetic.db")
        subprocess.run([write_synthetic, synthetic], check=True)

        def store(name):
            return Store(program, directory, name, synthetic)
        noise = store("noise")
        check_exact(store("exact"))
        check_noise(noise)
        check_figure(noise, directory)
        check_hostile_figure(store("figure"), directory)
        check_alike(store("alike"))
        check_cells(store("cells"))
        check_one_of_several(store("one_of_several"))
        check_few(store("few"))
        check_other_runs(store("other"))
        check_many(store("many"))
    return summary()


sys.exit(main())
