# SPDX-License-Identifier: GPL-2.0-or-later
"""Anatomies of made-up events in every format, read with other parsers than ours: every format has the
same numbers, sums agree, the page loads nothing, and what came from outside drives no terminal."""
import csv
import io
import json
import re
import subprocess

from html_checks import Page, run_parser

ENDINGS = {"text": "txt", "json": "json", "csv": "csv", "html": "html", "folded": "folded"}
COUNTS = ("calls", "instructions", "loads", "stores", "branches", "atomics", "system_registers")


def printed(program, form, what, columns=80, letters="utf8"):
    return subprocess.run([program, form, str(columns), letters, what], capture_output=True, check=True,
                          timeout=60).stdout


def golden_anatomies(program):
    outputs = {f"anatomy-{what}.{ending}": printed(program, form, what)
               for what in ("one", "two", "hostile") for form, ending in ENDINGS.items()}
    outputs["anatomy-uneven.txt"] = printed(program, "text", "uneven")
    outputs["anatomy-two-40-ascii.txt"] = printed(program, "text", "two", 40, "ascii")
    return outputs


def check_sums(document, expect):
    for anatomy in document["anatomies"]:
        for name in COUNTS:
            total = anatomy["totals"][name]
            expect(sum(row[name] for row in anatomy["rows"]) == total, f"anatomy: {name} of rows")
            expect(sum(frame[name] for frame in anatomy["path"]) == total or
                   not anatomy["trust"]["path_agrees"], f"anatomy: {name} of the path")
        expect(sum(anatomy["layers"].values()) == anatomy["total"], "anatomy: layers")
        expect(anatomy["total"] == anatomy["totals"]["instructions"], "anatomy: two totals")


def check_differences(document, expect):
    before, after = document["anatomies"]
    for name in COUNTS:
        expect(sum(row[name] for row in document["differences"]) ==
               after["totals"][name] - before["totals"][name], f"anatomy: differences of {name}")
    for row in document["differences"]:
        expect(row["after"] - row["before"] == row["instructions"], f"anatomy: {row}")
    expect({row["function"]: row["change"] for row in document["differences"]}
           ["array_map_update_elem"] == "new", "anatomy: what is new")


def check_csv(program, document, expect):
    rows = list(csv.DictReader(io.StringIO(printed(program, "csv", "one").decode(), newline=""),
                               strict=True))
    expect([{**{k: int(r[k]) for k in COUNTS}, "function": r["function"], "layer": r["layer"],
             "depth": int(r["depth"])} for r in rows] ==
           [{k: r[k] for k in (*COUNTS, "function", "layer", "depth")} for r in document["rows"]],
           "anatomy: csv and json differ")


def check_folded(program, document, expect):
    lines = printed(program, "folded", "one").decode().splitlines()
    expect(all(re.fullmatch(r"[^ ]+ \d+", line) for line in lines), f"anatomy: folded {lines}")
    expect(sum(int(line.rsplit(" ", 1)[1]) for line in lines) == document["total"],
           "anatomy: folded stacks have another sum")
    expect("debian-6.12-cloud_fentry-map;hooked_fn;bpf_trampoline;bpf_prog_fentry_map;"
           "array_map_update_elem 3" in lines, f"anatomy: folded {lines}")
    first, *rest = printed(program, "folded", "several").decode().splitlines()
    expect(first == "# over 3 events together: debian-6.12-cloud_fentry-map" and rest == lines,
           f"anatomy: folded {first} {rest}")


def check_pages(program, expect):
    for what in ("one", "two", "hostile"):
        text = printed(program, "html", what).decode()
        page = Page(text)
        expect(not page.mistakes, f"anatomy {what}: {page.mistakes[:3]}")
        mistakes = run_parser(["tidy", "-q", "-e", "-utf8"], text)
        expect(not mistakes, f"anatomy {what}: tidy: {mistakes}")
        expect(not re.search(r"https?:|//[a-z]|url\(|@import|<script", text),
               f"anatomy {what}: loads something")
        expect("prefers-color-scheme:dark" in text, f"anatomy {what}: no dark side")


def check_text(program, document, expect):
    text = printed(program, "text", "one").decode()
    expect(text.startswith("fentry-map on hooked_fn, Linux 6.12.1: 14 instructions an event\n"),
           f"anatomy: the answer is not first: {text[:100]}")
    for row in document["rows"]:
        expect(re.search(rf"{row['layer']} .*\b{row['instructions']}\b.* {row['function']}\n", text),
               f"anatomy: text without {row}")
    for columns in (40, 60, 80, 120):
        for what in ("one", "two"):
            for line in printed(program, "text", what, columns).decode().splitlines():
                expect(len(line) <= max(columns, 70), f"anatomy at {columns}: {line}")
    uneven = printed(program, "text", "uneven").decode()
    number = r"[-+]?\d+(?: \d+/\d+)?|[-+]?\d+/\d+"
    expect(re.search(rf"^sum +(?:{number}) +(?:{number}) +(?:{number})$", uneven, re.M),
           f"anatomy: differences whose numbers run together: {uneven[:600]}")
    expect(printed(program, "text", "hostile", 80, "ascii").isascii(), "anatomy: ASCII is not")
    for form in ENDINGS:
        output = printed(program, form, "hostile")
        expect(b"\x1b" not in output and b"\x07" not in output, f"anatomy: {form} drives a terminal")


def check_anatomies(program, expect):
    one = json.loads(printed(program, "json", "one"))
    two = json.loads(printed(program, "json", "two"))
    expect(one["rows"] == one["anatomies"][0]["rows"] and one["total"] == 14, "anatomy: at the top")
    expect("differences" not in one and "rows" not in two, "anatomy: one or two")
    expect(two["missing"][0]["reason"].startswith("CONFIG_FPROBE"), "anatomy: what is missing")
    check_sums(one, expect)
    check_sums(two, expect)
    check_differences(two, expect)
    check_csv(program, one, expect)
    check_folded(program, one, expect)
    check_pages(program, expect)
    check_text(program, one, expect)
