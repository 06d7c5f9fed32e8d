#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""check.py WRITE_SYNTHETIC PRINT_ANATOMY BPFTAX SCHEMA GOLDEN_DIRECTORY DATA_DIRECTORY [--update]

Compares what the report commands print with the golden files, byte for byte, and reads it with
parsers that are not ours: jsonschema, csv, and those of format_checks.py and html_checks.py.  The
runs are synthetic ones, each made to show something, and the real ones of tests/data, among them a
store that a bpftax of store version 5 made and reported.  With --update it writes the golden files
instead.
"""
import csv
import fcntl
import glob
import io
import json
import lzma
import os
import pty
import re
import shutil
import struct
import subprocess
import sys
import tempfile
import termios
import unicodedata

import jsonschema

from anatomy_checks import check_anatomies, golden_anatomies
from atlas_checks import check_atlas, golden_atlas
from compare_checks import check_comparison
from format_checks import check_formats
from html_checks import check_html

SWITCH, RESTART, HOSTILE, MICRO, EXACT, CELLS = "1111", "2222", "3333", "4444", "5555", "6666"
# Of a store of their own: as the default study, on a quiet machine and on a noisy one.
QUIET, NOISY = "7777", "8888"
STUDIES = (QUIET, NOISY)
SYNTHETIC = (SWITCH, RESTART, HOSTILE, MICRO, EXACT, CELLS)
# tests/data: the default study, and what one event costs on two kernels, in instructions.
# The newest is micro as raw chunks, some of them disturbed.
STUDY, EXACT_6_1, EXACT_6_12, CHUNKS = "9de9", "274b", "ad46", "267b"
REAL = (STUDY, EXACT_6_1, EXACT_6_12, CHUNKS)
# tests/data/default.jsonl.xz: `make run` on a quiet machine without KVM, whole; README shows its page.
DEFAULT = "cd0d"
FORMATS = ("text", "page", "markdown", "csv", "json", "html", "openmetrics", "bencher", "benchmark-action",
           "junit", "ktap")
ENDINGS = {"text": "txt", "page": "page.txt", "markdown": "md", "csv": "csv", "json": "json", "html": "html",
           "openmetrics": "openmetrics", "bencher": "bencher.json",
           "benchmark-action": "benchmark-action.json", "junit": "junit.xml", "ktap": "ktap"}

# file: (run, format, raw samples, columns, locale)
GOLDEN = {
    "switch-80-utf8.txt": (SWITCH, "text", False, 80, "C.UTF-8"),
    "switch-80-ascii.txt": (SWITCH, "text", False, 80, "C"),
    "switch-120-utf8.txt": (SWITCH, "text", False, 120, "C.UTF-8"),
    "switch-160-utf8.txt": (SWITCH, "text", False, 160, "C.UTF-8"),
    "switch.page.txt": (SWITCH, "page", False, 80, "C.UTF-8"),
    "switch-120.page.txt": (SWITCH, "page", False, 120, "C.UTF-8"),
    "restart.page.txt": (RESTART, "page", False, 80, "C.UTF-8"),
    "hostile.page.txt": (HOSTILE, "page", False, 80, "C"),
    "micro.page.txt": (MICRO, "page", False, 80, "C.UTF-8"),
    "exact.page.txt": (EXACT, "page", False, 80, "C.UTF-8"),
    "switch.md": (SWITCH, "markdown", False, 80, "C.UTF-8"),
    "switch.csv": (SWITCH, "csv", False, 80, "C.UTF-8"),
    "switch.json": (SWITCH, "json", False, 80, "C.UTF-8"),
    "restart-80-utf8.txt": (RESTART, "text", False, 80, "C.UTF-8"),
    "restart.json": (RESTART, "json", False, 80, "C.UTF-8"),
    "restart-samples.csv": (RESTART, "csv", True, 80, "C.UTF-8"),
    "hostile-80-utf8.txt": (HOSTILE, "text", False, 80, "C.UTF-8"),
    "hostile.md": (HOSTILE, "markdown", False, 80, "C.UTF-8"),
    "micro-120-utf8.txt": (MICRO, "text", False, 120, "C.UTF-8"),
    "micro.json": (MICRO, "json", False, 80, "C.UTF-8"),
    "micro.md": (MICRO, "markdown", False, 80, "C.UTF-8"),
    "exact-120-utf8.txt": (EXACT, "text", False, 120, "C.UTF-8"),
    "exact.json": (EXACT, "json", False, 80, "C.UTF-8"),
    "exact.csv": (EXACT, "csv", False, 80, "C.UTF-8"),
    "switch.html": (SWITCH, "html", False, 80, "C.UTF-8"),
    "hostile.html": (HOSTILE, "html", False, 80, "C.UTF-8"),
    "exact.html": (EXACT, "html", False, 80, "C"),
    "switch.openmetrics": (SWITCH, "openmetrics", False, 80, "C.UTF-8"),
    "hostile.openmetrics": (HOSTILE, "openmetrics", False, 80, "C.UTF-8"),
    "switch.bencher.json": (SWITCH, "bencher", False, 80, "C.UTF-8"),
    "micro.benchmark-action.json": (MICRO, "benchmark-action", False, 80, "C.UTF-8"),
    "switch.junit.xml": (SWITCH, "junit", False, 80, "C.UTF-8"),
    "hostile.junit.xml": (HOSTILE, "junit", False, 80, "C.UTF-8"),
    "switch.ktap": (SWITCH, "ktap", False, 80, "C.UTF-8"),
    "hostile.ktap": (HOSTILE, "ktap", False, 80, "C.UTF-8"),
    "hostile.csv": (HOSTILE, "csv", False, 80, "C.UTF-8"),
    "hostile.json": (HOSTILE, "json", False, 80, "C.UTF-8"),
    "hostile.bencher.json": (HOSTILE, "bencher", False, 80, "C.UTF-8"),
    "hostile.benchmark-action.json": (HOSTILE, "benchmark-action", False, 80, "C.UTF-8"),
}

# Every format of the run of several cells.
GOLDEN_CELLS = {f"cells.{ENDINGS[form]}": (CELLS, form, False, 80, "C.UTF-8") for form in FORMATS}
GOLDEN_CELLS.update({
    "cells-60-ascii.txt": (CELLS, "text", False, 60, "C"),
    "cells-120-utf8.txt": (CELLS, "text", False, 120, "C.UTF-8"),
})

GOLDEN_STUDIES = {
    "study.page.txt": (QUIET, "page", False, 80, "C.UTF-8"),
    "study-ascii.page.txt": (QUIET, "page", False, 80, "C"),
    "study-200.page.txt": (QUIET, "page", False, 200, "C.UTF-8"),
    "study.json": (QUIET, "json", False, 80, "C.UTF-8"),
    "study.md": (QUIET, "markdown", False, 80, "C.UTF-8"),
    "study.html": (QUIET, "html", False, 80, "C.UTF-8"),
    "noisy.page.txt": (NOISY, "page", False, 80, "C.UTF-8"),
    "noisy.html": (NOISY, "html", False, 80, "C.UTF-8"),
}

# Every format of one real run.
GOLDEN_REAL = {f"real.{ENDINGS[form]}": (STUDY, form, False, 80, "C.UTF-8") for form in FORMATS}
GOLDEN_REAL["chunks.txt"] = (CHUNKS, "text", False, 80, "C.UTF-8")
GOLDEN_REAL["chunks-samples.csv"] = (CHUNKS, "csv", True, 80, "C.UTF-8")

GOLDEN_DEFAULT = {"default.page.txt": (DEFAULT, "page", False, 80, "C.UTF-8")}

# tests/data/store-5.db: in instructions micro on two kernels and udp-drain; a restart run; known
# delays; micro on two CPUs; one that was killed while it booted.  What is golden here was printed by
# the bpftax that made the store.
STORE_5 = ("c7a4", "f876", "f829", "249c", "a766", "d24a", "752a")
GOLDEN_STORE_5 = {f"store-5-{run}.txt": (run, "text", False, 80, "C.UTF-8") for run in STORE_5}
GOLDEN_STORE_5.update({f"store-5-{run}.json": (run, "json", False, 80, "C.UTF-8")
                       for run in ("f829", "a766", "d24a", "752a")})

# file: (the runs compared, format)
GATE = "*-null: +5 instructions; *: +40 instructions"
GOLDEN_COMPARE = {f"real-compare.{ENDINGS[form]}": (EXACT_6_1, EXACT_6_12, form)
                  for form in ("text", "json", "markdown", "junit", "ktap")}

failures = []


def expect(condition, text):
    if not condition:
        failures.append(text)


class Tool:
    def __init__(self, program, store, runs):
        self.program, self.store, self.runs = program, store, runs

    def run(self, *arguments, columns=80, locale="C.UTF-8", store=None):
        environment = {"PATH": os.environ["PATH"], "COLUMNS": str(columns), "LC_ALL": locale}
        for name in ("ASAN_OPTIONS", "LSAN_OPTIONS", "UBSAN_OPTIONS"):
            if name in os.environ:
                environment[name] = os.environ[name]
        return subprocess.run([self.program, *arguments, "--store", store or self.store],
                              env=environment, capture_output=True, timeout=60)

    def report(self, run, form, raw=False, columns=80, locale="C.UTF-8"):
        # "page" is what one gets as text who asks for nothing, "text" all of it.
        done = self.run("report", run, "--format", form.replace("page", "text"),
                        *(["--full"] if form == "text" else []),
                        *(["--samples"] if raw else []), columns=columns, locale=locale)
        expect(done.returncode == 0 and not done.stderr,
               f"report {run} {form}: status {done.returncode}, {done.stderr!r}")
        return done.stdout

    def compare(self, a, b, form):
        done = self.run("compare", a, b, "--gate", GATE, "--format", form)
        expect(done.returncode == 1 and not done.stderr,
               f"compare {a} {b} {form}: status {done.returncode}, {done.stderr!r}")
        return done.stdout


def check_golden(outputs, directory, update):
    for name, output in outputs.items():
        path = os.path.join(directory, name)
        if update:
            with open(path, "wb") as file:
                file.write(output)
            continue
        with open(path, "rb") as file:
            expect(file.read() == output, f"{name} differs; see it with update-golden and git diff")


PAGE_LINES = 45


def check_page(tool, run, columns):
    page = tool.report(run, "page", columns=columns).decode("utf-8")
    before, _, after = page.partition("\nNext: ")
    expect(after, f"{run} at {columns}: the page does not say what to type next")
    lines = before.splitlines() + after.split("\n\n")[0].splitlines()
    expect(len(lines) <= PAGE_LINES, f"{run} at {columns}: a page of {len(lines)} lines")
    expect(page.count("emulated CPU") <= 1, f"{run}: a warning stands there more than once")
    for line in page.splitlines():
        expect(len(line) <= columns or run == HOSTILE, f"{run} at {columns}: {line}")


def check_trust(tool):
    """A machine that others use is not believed, and it is said why; its counts are."""
    words = {run: json.loads(tool.report(run, "json"))["summary"] for run in STUDIES}
    expect(words[QUIET]["trust"] == "yes", f"quiet: {words[QUIET]}")
    expect(words[NOISY]["trust"] == "no", f"noisy: {words[NOISY]}")
    noisy = {reason["check"]: reason for reason in words[NOISY]["trust_reasons"]}
    expect(noisy["counts"]["trust"] == "yes" and noisy["machine"]["trust"] == "with care" and
           "nothing below" in noisy["A/A"]["reason"], f"noisy: {noisy}")
    page = tool.report(NOISY, "page").decode()
    expect("CAN IT BE BELIEVED: no, but the instructions hold\n" in page, f"noisy: {page}")


def check_ranking(tool):
    """The cheapest is the one with the lowest estimate, told from none or not."""
    for run in STUDIES:
        results = [r for r in json.loads(tool.report(run, "json"))["results"]
                   if r["workload"] == "udp-drain" and not r["configuration"].startswith("baseline") and
                   "operation_ns" in r.get("effects", {})]
        least = min(results, key=lambda r: r["effects"]["operation_ns"]["absolute"]["estimate"])
        page = tool.report(run, "html").decode()
        expect(f"heapest per event: {least['configuration']}," in page,
               f"{run}: the cheapest is {least['configuration']}")


def check_text(tool, runs):
    for run in runs:
        for columns in (80, 120, 160):
            text = tool.report(run, "text", columns=columns).decode("utf-8")
            check_page(tool, run, columns)
            # What stands under the headings of cells are tables that other runs have as well.
            for line in text.split("\n\n" + "=" * columns)[0].splitlines():
                # What came from outside may hold words that no width can hold.
                expect(len(line) <= columns or run == HOSTILE,
                       f"{run} at {columns}: a line of {len(line)}: {line}")
        expect(tool.report(run, "text", locale="C").isascii(), f"{run}: ASCII is not ASCII")


def controls_in(text):
    return [c for c in text if c != "\n" and unicodedata.category(c) in ("Cc", "Cf", "Zl", "Zp")]


def check_intervals_of_comparison(tool):
    """A timed difference without its interval would look like a counted one."""
    both = (tool.run("compare", SWITCH, SWITCH, "--format", form).stdout.decode("utf-8") for form in ("json", "markdown"))
    rows, text = json.loads(next(both))["comparisons"], next(both)
    wide = sum(row["difference"]["low"] < row["difference"]["high"] for row in rows if "difference" in row)
    expect(wide and len(re.findall(r"\\\[-?[0-9.e+-]+, -?[0-9.e+-]+\\\] ns ", text)) == wide,
           f"compare: {wide} intervals: {text}")


def check_comparison_of_hostile(tool):
    for form in ("text", "json", "markdown", "junit", "ktap"):
        done = tool.run("compare", HOSTILE, HOSTILE, "--gate", "*: +5%", "--format", form)
        text = done.stdout.decode("utf-8")
        expect(done.returncode == 0 and not done.stderr, f"compare hostile {form}: {done}")
        expect(not controls_in(text) and "end" in text, f"compare hostile {form}: {text[:300]!r}")
        expect(form in ("text", "ktap", "json") or "<script" not in text, f"compare {form}: a tag")
    check_intervals_of_comparison(tool)
    listed = tool.run("list", "runs").stdout.decode("utf-8")
    expect(not controls_in(listed), f"list runs: {listed!r}")
    named = tool.run("list", "runs", "--format", "json").stdout.decode("utf-8")
    expect(not controls_in(named) and "end" in json.loads(named)[0]["kernel"], f"list: {named!r}")


def check_no_controls(tool):
    """Nothing from outside reaches the reader as a control character, in any format."""
    for form in FORMATS:
        for raw in (False, True) if form in ("csv", "json") else (False,):
            output = tool.report(HOSTILE, form, raw)
            text = output.decode("utf-8")  # raises on what is no UTF-8
            rest = text.replace("\r\n", "\n") if form == "csv" else text
            bad = controls_in(rest)
            expect(not bad, f"hostile {form}: control characters {bad!r}")
            expect("end" in text or form in ("bencher", "benchmark-action"), f"hostile {form}: the text is cut off")


def check_markdown(tool):
    text = tool.report(HOSTILE, "markdown").decode("utf-8")
    expect("<script" not in text, "markdown: a tag came through")
    expect("[x](" not in text, "markdown: a link came through")
    cells = None
    for line in text.splitlines():
        if not line.startswith("|"):
            cells = None
            continue
        count = line.replace("\\|", "").count("|")
        expect(cells is None or count == cells, f"markdown: broken row {line}")
        cells = count


def check_csv_rows(tool):
    for run in tool.runs:
        for raw in (False, True):
            text = tool.report(run, "csv", raw).decode("utf-8")
            expect(text.count("\n") == text.count("\r\n"), f"csv {run}: a bare line feed")
            rows = list(csv.reader(io.StringIO(text, newline=""), strict=True))
            expect(len(rows) > 10, f"csv {run}: only {len(rows)} rows")
            expect({len(row) for row in rows} == {len(rows[0])}, f"csv {run}: ragged rows")
            for row in rows:
                expect(not any(field.startswith("=") for field in row), f"csv {run}: a formula")


def check_csv_content(tool):
    rows = list(csv.DictReader(io.StringIO(tool.report(SWITCH, "csv").decode())))
    expect(any(row["status"] == "unsupported" and row["reason"].startswith("CONFIG_FPROBE") and
               row["estimate"] == "" and row["n"] == "" for row in rows),
           "csv: no row for what was not measured")
    for row in rows:
        expect((row["unit"] == "ns") == row["warning"].startswith("emulated CPU"),
               "csv: the warning does not stand with the nanoseconds alone")


def without_nulls(value):
    if isinstance(value, dict):
        return all(without_nulls(item) for item in value.values())
    if isinstance(value, list):
        return all(without_nulls(item) for item in value)
    return value is not None


def validator_of(schema_path):
    with open(schema_path, encoding="utf-8") as file:
        schema = json.load(file)
    validator = jsonschema.validators.validator_for(schema)
    validator.check_schema(schema)
    return validator(schema)


def check_json(tool, validator):
    for run in tool.runs:
        for raw in (False, True):
            report = json.loads(tool.report(run, "json", raw))
            for error in validator.iter_errors(report):
                failures.append(f"json {run}: {error.json_path}: {error.message}")
            expect(without_nulls(report), f"json {run}: null in place of a value")
            expect(("samples" in report) == raw, f"json {run}: raw samples")


def check_schema_refuses(tool, validator):
    report = json.loads(tool.report(SWITCH, "json"))
    # The schema must be able to refuse: what is wrong in each of these is one thing.
    for spoil in (lambda r: r.pop("run"), lambda r: r["run"].update(id="1"),
                  lambda r: r["results"][0].update(status="splendid"),
                  lambda r: r["results"][0].update(surprise=1),
                  lambda r: r["results"][0]["metrics"]["operation_ns"].update(low=None)):
        spoiled = json.loads(json.dumps(report))
        spoil(spoiled)
        expect(not validator.is_valid(spoiled), "the schema accepts a spoiled report")


def check_errors(tool, directory):
    def fails(status, words, *arguments, store=None):
        done = tool.run(*arguments, store=store)
        text = done.stderr.decode()
        expect(done.returncode == status and words in text and text.count("\n") == 1
               and text.startswith("bpftax: ") and not done.stdout,
               f"{arguments}: status {done.returncode}, {text!r}, wanted {status}, {words!r}")

    fails(2, "nearest: 11111111", "report", "1112")
    fails(2, "hexadecimal", "report", "newest")
    fails(2, "unexpected argument", "report", SWITCH, RESTART)
    fails(2, "'pdf'", "report", "--format", "pdf", SWITCH)
    fails(2, "--format csv", "report", "--samples", SWITCH)
    fails(2, "no store", "report", store=os.path.join(directory, "none.db"))
    fails(2, "no store", "list", "runs", store=os.path.join(directory, "none.db"))
    fails(2, "--cell: '7' is no cell of this run; they are 0 to 6", "report", "--cell", "7", CELLS)
    fails(2, "--cell: '01' is no cell of this run; they", "report", "--cell", "01", CELLS)
    fails(2, "--cell: '1' is no cell of this run, which has but one, 0", "report", "--cell", "1", SWITCH)
    letter = os.path.join(directory, "letter")
    with open(letter, "w", encoding="utf-8") as file:
        file.write("not a database " * 100)
    fails(3, "not a database", "report", store=letter)
    fails(3, "not a database", "list", "runs", store=letter)
    expect(not os.path.exists(os.path.join(directory, "none.db")), "a report made a store")


def check_list(tool):
    lines = tool.run("list", "runs").stdout.decode().splitlines()
    expect(lines[0].split() == ["Run", "Started", "Study", "Kernel", "Samples", "State", "Label"],
           f"list: {lines[0]}")
    expect([line[:8] for line in lines[1:]] == ["33333333", "22222222", "11111111", "66666666",
                                               "55555555", "44444444"],
           f"list: {lines}")
    expect("6.1.0-44-cloud-amd64, 6.12.117-cloud-amd64" in lines[4], f"list: {lines[4]}")
    expect("synthetic, not measured" in lines[3] and "288" in lines[3], f"list: {lines[3]}")


def check_cell(tool):
    """One cell of several is reported on as a run of that cell alone would be."""
    whole = json.loads(tool.report(CELLS, "json"))
    for number in (0, 6):
        done = tool.run("report", "--cell", str(number), "--format", "json", CELLS)
        one = json.loads(done.stdout)
        expect(done.returncode == 0 and [c["id"] for c in one["cells"]] == [number] and
               one["results"] == [r for r in whole["results"] if r["cell"] == number],
               f"--cell {number}: other results than in the whole")
    text = tool.run("report", "--cell", "0", CELLS).stdout.decode()
    expect("BY KERNEL" not in text and "=====" not in text and "Linux 6.1.0-44" in text,
           f"--cell 0: {text[:400]}")
    only = tool.run("report", "--cell", "0", SWITCH).stdout
    expect(only == tool.report(SWITCH, "page"), "--cell 0 of a run of one")


def check_newest(tool):
    done = tool.run("report", "--format", "json")
    expect(json.loads(done.stdout)["run"]["id"] == "3" * 32, "the newest run is not the default")


def check_closed_pipe(tool):
    """A reader that goes away (`| head -1`) is no failure and no noise."""
    for arguments in (("report", "--format", "csv", "--samples", SWITCH), ("list", "runs")):
        reader, writer = os.pipe()
        os.close(reader)
        done = subprocess.run([tool.program, *arguments, "--store", tool.store], stdout=writer,
                              stderr=subprocess.PIPE, timeout=60)
        os.close(writer)
        expect(done.returncode == 0 and not done.stderr,
               f"closed pipe: status {done.returncode}, {done.stderr!r}")


def terminal_output(tool, **environment):
    """What the report prints on a terminal of 100 columns."""
    master, slave = pty.openpty()
    fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", 30, 100, 0, 0))
    process = subprocess.Popen([tool.program, "report", SWITCH, "--store", tool.store],
                               stdout=slave, env={"LC_ALL": "C.UTF-8", "TERM": "xterm",
                                                  "COLUMNS": "60", **environment})
    os.close(slave)
    output = b""
    while True:
        try:
            piece = os.read(master, 65536)
        except OSError:  # EIO: the other end is closed
            break
        if not piece:
            break
        output += piece
    os.close(master)
    expect(process.wait() == 0, "on a terminal: it failed")
    return output.decode()


def check_terminal(tool):
    plain = tool.report(SWITCH, "page", columns=100).decode()
    colored = terminal_output(tool).replace("\r\n", "\n")
    expect("\033[1m" in colored, "no colour on a terminal")
    expect(colored.replace("\033[1m", "").replace("\033[0m", "") == plain,
           "colour changes more than the colour, or the terminal's width is not used")
    for environment in ({"NO_COLOR": "1"}, {"TERM": "dumb"}):
        expect("\033" not in terminal_output(tool, **environment), f"colour with {environment}")


def check_full_disk(tool):
    with open("/dev/full", "wb") as full:
        done = subprocess.run([tool.program, "report", "--format", "csv", "--samples", SWITCH,
                               "--store", tool.store],
                              stdout=full, stderr=subprocess.PIPE, timeout=60)
    expect(done.returncode == 3 and b"cannot write the report" in done.stderr,
           f"full disk: status {done.returncode}, {done.stderr!r}")


def synthetic_tool(program, write, directory):
    store = os.path.join(directory, "synthetic.db")
    subprocess.run([write, store], check=True)
    return Tool(program, store, SYNTHETIC)


def studies_tool(program, write, directory):
    store = os.path.join(directory, "studies.db")
    subprocess.run([write, store, "study"], check=True)
    return Tool(program, store, STUDIES)


def real_tool(program, data, directory):
    store = os.path.join(directory, "real.db")
    files = sorted(glob.glob(os.path.join(data, "*.jsonl")))
    subprocess.run([program, "import", *files, "--store", store], check=True, capture_output=True)
    return Tool(program, store, REAL)


def default_tool(program, data, directory):
    store, exported = (os.path.join(directory, f"default.{end}") for end in ("db", "jsonl"))
    with lzma.open(os.path.join(data, "default.jsonl.xz")) as packed, open(exported, "wb") as out:
        shutil.copyfileobj(packed, out)
    subprocess.run([program, "import", exported, "--store", store], check=True, capture_output=True)
    return Tool(program, store, (DEFAULT,))


def upgraded_tool(program, data, directory):
    store = os.path.join(directory, "store-5.db")
    shutil.copy(os.path.join(data, "store-5.db"), store)
    return Tool(program, store, STORE_5)


def check_goldens(synthetic, studies, real, default, upgraded, directory, update):
    check_golden({name: default.report(*case) for name, case in GOLDEN_DEFAULT.items()}, directory,
                 update)
    check_golden({name: studies.report(*case) for name, case in GOLDEN_STUDIES.items()}, directory,
                 update)
    check_golden({name: synthetic.report(*case) for name, case in GOLDEN.items()}, directory, update)
    check_golden({name: synthetic.report(*case) for name, case in GOLDEN_CELLS.items()}, directory,
                 update)
    check_golden({name: real.report(*case) for name, case in GOLDEN_REAL.items()}, directory, update)
    check_golden({name: real.compare(*case) for name, case in GOLDEN_COMPARE.items()}, directory,
                 update)
    check_golden(golden_atlas(real), directory, update)
    check_golden({name: upgraded.report(*case) for name, case in GOLDEN_STORE_5.items()}, directory,
                 update)


def check_parsers(tool, validator):
    check_csv_rows(tool)
    check_json(tool, validator)
    check_formats(tool, expect)
    check_html(tool, expect)


def main():
    write, anatomies, program, schema, golden, data = sys.argv[1:7]
    update = sys.argv[7:] == ["--update"]
    validator = validator_of(schema)
    with tempfile.TemporaryDirectory() as directory:
        tool = synthetic_tool(program, write, directory)
        real = real_tool(program, data, directory)
        upgraded = upgraded_tool(program, data, directory)
        studies = studies_tool(program, write, directory)
        default = default_tool(program, data, directory)
        check_goldens(tool, studies, real, default, upgraded, golden, update)
        check_golden(golden_anatomies(anatomies), golden, update)
        check_parsers(tool, validator)
        check_parsers(real, validator)
        check_parsers(studies, validator)
        check_trust(studies)
        check_ranking(studies)
        check_comparison(real, GATE, expect)
        check_atlas(real, expect)
        check_anatomies(anatomies, expect)
        check_text(tool, (SWITCH, RESTART, HOSTILE, CELLS))
        check_text(studies, STUDIES)
        check_text(default, (DEFAULT,))
        check_no_controls(tool)
        check_comparison_of_hostile(tool)
        check_markdown(tool)
        check_csv_content(tool)
        check_schema_refuses(tool, validator)
        check_errors(tool, directory)
        check_list(tool)
        check_cell(tool)
        check_newest(tool)
        check_closed_pipe(tool)
        check_full_disk(tool)
        check_terminal(tool)
    for failure in failures[:40]:
        print("FAILED:", failure)
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
