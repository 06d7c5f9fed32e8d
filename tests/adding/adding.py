#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""What can be added is one file and one line of a list, by the patches beside this file; a setting that
no workload had yet is one line more.

	adding.py SOURCE BUILD   adds a mechanism, a program, a workload, a counter, a metric and a format
	                         to a copy of the tree and of its build directory, builds what has
	                         changed and runs it; status 77 when all is well but there is no guest
	adding.py SOURCE         whether the patches still fit, and docs/adding.md shows what there is
"""
import csv
import io
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

KINDS = ("mechanism", "program", "workload", "counter", "metric", "format")
KERNEL = "debian-6.12-cloud"
TURN_BYTES = 200
TARGETS = ["bpftax", "src/agent/bpftax-agent", "src/agent/bpftax-iperf3", "tests/data/write_synthetic",
           "docs/man/bpftax-mechanisms.7", "tests/unit/protocol/test_names",
           "tests/unit/protocol/test_counters", "tests/unit/explain/test_explain",
           "tests/unit/study/test_options", "tests/unit/study/test_settings"]
UNIT_TESTS = ["names", "counters", "explain", "options", "settings"]
HERE = pathlib.Path(__file__).resolve().parent
# What a list is called, so that a patch's lines in one can be told from those of a file.
LIST = re.compile(r"_list\.h$")


def expect(good, text):
    if not good:
        sys.exit(f"failed: {text}")


def run(*arguments, **settings):
    done = subprocess.run([str(a) for a in arguments], stdin=subprocess.DEVNULL, capture_output=True,
                          text=True, timeout=6000, **settings)
    expect(done.returncode == 0, f"{arguments}: status {done.returncode}\n"
                                 f"{done.stdout[-4000:]}{done.stderr[-4000:]}")
    return done.stdout


# --- the patches themselves

def added_lines(kind):
    """File to the lines that the patch adds to it."""
    files, name = {}, None
    for line in (HERE / f"{kind}.patch").read_text().splitlines():
        if line.startswith("+++ b/"):
            name = line[6:]
            files[name] = []
        elif line.startswith("+"):
            files[name].append(line[1:])
        elif line.startswith("-") and not line.startswith("---"):
            sys.exit(f"failed: {kind}.patch takes a line away: {line}")
    return files


def check_row(kind, name, lines, manual):
    rows = [line for line in lines if re.match(r"[A-Z]+\(", line)]
    expect(len(rows) == 1, f"{kind}.patch adds {len(rows)} rows to {name}")
    for line in lines:
        expect(line in manual, f"docs/adding.md does not show this line of {kind}.patch: {line}")


def check_patch(kind, manual):
    files = added_lines(kind)
    lists = [name for name in files if LIST.search(name)]
    expected = 2 if kind == "workload" else 1  # it brings a setting
    expect(len(files) == 1 + expected and len(lists) == expected,
           f"{kind}.patch is not one file and {expected} of the lists: {[*files]}")
    for name in lists:
        check_row(kind, name, files[name], manual)


def code_blocks(manual):
    """Of the manual, each as one text."""
    return re.findall(r"^```c\n(.*?)^```$", "\n".join(manual), re.M | re.S)


def check_shown(source, manual):
    """Each piece of code in the manual stands somewhere in the tree or in a patch, line after line."""
    texts = [path.read_text() for path in sorted((source / "src").rglob("*.[ch]"))]
    texts += ["\n".join(line for lines in added_lines(kind).values() for line in lines) + "\n"
              for kind in KINDS]
    for block in code_blocks(manual):
        expect(any(block.strip("\n") in text for text in texts),
               f"docs/adding.md shows what is nowhere:\n{block}")


# --- the copy

def copy_tree(source, build, scratch):
    """With the times of the files, by which ninja knows what need not be made again."""
    def not_source(directory, names):
        inside = pathlib.Path(directory) == source
        return [name for name in names
                if name == ".git" or inside and (source / name / "build.ninja").exists()]
    shutil.copytree(source, scratch, symlinks=True, ignore=not_source)
    shutil.copytree(build, scratch / "build", symlinks=True,
                    ignore=shutil.ignore_patterns("meson-logs", "*.gcda"))
    # Its paths are those of the original: meson writes them anew.
    run("meson", "setup", "--reconfigure", scratch / "build", scratch)


def add_all(scratch):
    for kind in KINDS:
        run("patch", "-p1", "--no-backup-if-mismatch", "-d", scratch, "-i", HERE / f"{kind}.patch")


# --- what the program then knows

class Bpftax:
    def __init__(self, scratch):
        self.program = scratch / "build" / "bpftax"
        self.environment = {**os.environ, "XDG_STATE_HOME": str(scratch / "state")}

    def __call__(self, *arguments):
        return run(self.program, *arguments, env=self.environment)


def check_lists(bpftax):
    for kind, name in (("mechanism", "fentry-link"), ("program", "smp-id"), ("workload", "udp-turns")):
        items = json.loads(bpftax("list", kind + "s", "--format", "json"))
        expect(name in [item["name"] for item in items], f"{name} is in no list: {items}")
        expect(f"{name} ({kind})" in bpftax("explain", name), f"{name} is not explained")
        expect(re.search(rf"^#? ?{kind} = .*\b{name}\b",
                         bpftax("run", f"--{kind}", name, "--print-study"), re.M),
               f"a study cannot name {name}")
    expect("fentry-link (mechanism)" in bpftax("explain", "fentry-link-smp-id"), "the pair")
    help_text = " ".join(bpftax("report", "--help").split())
    run_help = " ".join(bpftax("run", "--help").split())
    expect("udp-turns: payload of a turn (default: 64)" in run_help, "the new setting is not in --help")
    expect("tsv (tab-separated: what became of each configuration)" in help_text, "tsv is not in --help")


def check_reports(bpftax, scratch):
    """Of runs that were stored with the new program, and of a store that an older one made."""
    store = scratch / "synthetic.db"
    run(scratch / "build/tests/data/write_synthetic", store)
    expect("0\tiperf3\tfentry-null\tmeasured\n" in bpftax("report", "1111", "--store", store, "--format", "tsv"),
           "no lines of the new format")
    old = scratch / "old.db"
    shutil.copyfile(scratch / "tests/data/store-5.db", old)
    raw = bpftax("report", "249c", "--store", old, "--samples", "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(raw)))
    expect(rows and {row["interrupts"] for row in rows} == {""}, "an older store's new column is not empty")
    report = json.loads(bpftax("report", "249c", "--store", old, "--format", "json"))
    shares = [result["metrics"].get("steal_share") for result in report["results"]]
    expect(any(share and share["estimate"] >= 0 for share in shares), f"no new metric: {shares}")


def check_words(bpftax, scratch):
    """An operation is called what the workload's row says, and the tables have its column: of a real run
    that passes for one of the new workload."""
    store, runs = scratch / "turns.db", scratch / "turns.jsonl"
    runs.write_text((scratch / "tests/data/study.jsonl").read_text().replace("udp-drain", "udp-turns"))
    bpftax("import", runs, "--store", store)
    text = bpftax("report", "--full", "--store", store)
    words = " ".join(text.split())
    for expected in ("one receive of a turn by udp-turns", "nanoseconds of udp-turns, and hits of the program"):
        expect(expected in words, f"the report does not say '{expected}':\n{text}")
    headings = [line for line in text.splitlines() if line.startswith("Configuration")]
    expect(any(re.search(r"Busy %\s+Takes ns\s+Hits", heading) for heading in headings),
           f"no column of its own: {headings}")


def check_house(scratch):
    run(sys.executable, scratch / "tests/house/house.py")
    run("meson", "test", "-C", scratch / "build", "--no-rebuild", *UNIT_TESTS)
    page = (scratch / "build/docs/man/bpftax-mechanisms.7").read_text().replace("\\-", "-")
    for name in ("fentry-link", "smp-id", "udp-turns"):
        expect(name in page, f"{name} is not in the manual")


# --- what the agent then does

def guest_is_missing(bpftax):
    if not shutil.which("qemu-system-x86_64"):
        return "QEMU is not installed"
    done = subprocess.run([bpftax.program, "kernel", "fetch", KERNEL], stdin=subprocess.DEVNULL,
                          capture_output=True, text=True, timeout=600)
    return f"no kernel {KERNEL}: {done.stderr.strip()}" if done.returncode else None


def check_guest(bpftax):
    """All of it in one boot: the mechanism with the program under the workload, and the counter."""
    report = json.loads(bpftax("run", "--exact", "--kernel", KERNEL, "--mechanism", "fentry-link",
                               "--program", "smp-id", "--workload", "udp-turns", "--stats", "off",
                               "--turn-length", TURN_BYTES,
                               "--blocks", 1, "--budget", 0, "--quiet", "--format", "json"))
    results = {result["configuration"]: result for result in report["results"]}
    mine = results["fentry-link-smp-id"]
    expect(mine["status"] == "measured" and mine["hits_per_operation"] == 1 and mine["misses"] == 0,
           f"in the guest: {mine}")
    cost = (mine["metrics"]["operation_instructions"]["estimate"] -
            results["baseline"]["metrics"]["operation_instructions"]["estimate"])
    # A trampoline and a program of two instructions and a call: 141, and what a timer adds.
    expect(120 < cost < 170, f"it costs {cost} instructions")
    expect(mine["proof"]["attach_type"] == 24, f"the proof: {mine['proof']}")
    # Its figure is not made of chunks: what a report says of them is absent, not "nan".
    expect(not re.search(r"\bnan\b", bpftax("report")), "a number that is none in the report")
    rows = list(csv.DictReader(io.StringIO(bpftax("report", "--samples", "--format", "csv"))))
    expect(rows and all(float(row["interrupts"]) > 0 for row in rows), "the counter was not read")
    expect(all(float(row["received_bytes"]) == TURN_BYTES * float(row["operations"]) for row in rows),
           "the setting did not reach the workload")


def check_manual(source):
    manual = (source / "docs/adding.md").read_text().splitlines()
    for kind in KINDS:
        check_patch(kind, manual)
        run("patch", "-p1", "--dry-run", "-d", source, "-i", HERE / f"{kind}.patch")
    check_shown(source, manual)


def main(source, build=None):
    source = pathlib.Path(source).resolve()
    if not build:
        check_manual(source)
        return 0
    build = pathlib.Path(build).resolve()
    with tempfile.TemporaryDirectory(prefix="bpftax-adding-") as directory:
        scratch = pathlib.Path(directory) / "tree"
        copy_tree(source, build, scratch)
        add_all(scratch)
        run("ninja", "-C", scratch / "build", *TARGETS)
        bpftax = Bpftax(scratch)
        check_lists(bpftax)
        check_reports(bpftax, scratch)
        check_words(bpftax, scratch)
        check_house(scratch)
        missing = guest_is_missing(bpftax)
        if missing:
            print(f"skipped: {missing}")
            return 77
        check_guest(bpftax)
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
