# SPDX-License-Identifier: GPL-2.0-or-later
"""The atlas of two real runs, a kernel each, read with other parsers than ours: every format has the
same numbers, the page loads nothing, and what came from outside drives no terminal."""
import csv
import io
import json
import re

from html_checks import Page, check_validity

KEY = ("kernel", "arch", "mechanism", "program", "trigger", "status")


def atlas(tool, form, *arguments, columns=80, locale="C.UTF-8"):
    done = tool.run("atlas", "--format", form, *arguments, columns=columns, locale=locale)
    if done.returncode or done.stderr:
        raise AssertionError(f"atlas {form}: status {done.returncode}, {done.stderr!r}")
    return done.stdout


def golden_atlas(tool):
    outputs = {f"atlas.{ending}": atlas(tool, form)
               for form, ending in (("text", "txt"), ("html", "html"), ("json", "json"), ("csv", "csv"))}
    outputs["atlas-map-ascii.txt"] = atlas(tool, "text", "--program", "map", columns=40, locale="C")
    return outputs


def check_numbers(tool, expect):
    """A step is the difference of the numbers of one row, and only of one row."""
    cells = json.loads(atlas(tool, "json"))["cells"]
    row = lambda c: (c["mechanism"], c["program"], c.get("trigger"), c.get("hook"))
    numbers = {(*row(c), c["kernel"]): c["instructions"] for c in cells if "instructions" in c}
    for cell in (c for c in cells if "step" in c):
        before = numbers.get((*row(cell), cell["step"]["from"]))
        expect(before is not None and cell["step"]["instructions"] == cell["instructions"] - before,
               f"atlas: step of {cell}")
    steps = {c["mechanism"]: c["step"]["instructions"] for c in cells
             if "step" in c and c["program"] == "null"}
    expect(steps == {"kprobe-int3": 1, "fentry": 7, "fexit": 13}, f"atlas: steps {steps}")
    expect({c["status"] for c in cells} == {"measured", "unsupported"}, f"atlas: {cells}")
    expect(all("reason" in c and "instructions" not in c for c in cells if c["status"] != "measured"),
           "atlas: a number of what was not measured")


def check_alike(tool, expect):
    cells = json.loads(atlas(tool, "json"))["cells"]
    rows = list(csv.DictReader(io.StringIO(atlas(tool, "csv").decode(), newline=""), strict=True))
    expect([tuple(r[k] for k in KEY) for r in rows] ==
           [tuple(c.get(k, "") for k in KEY) for c in cells], "atlas: csv and json differ")
    expect([r["instructions"] for r in rows] ==
           [f"{c['instructions']:g}" if "instructions" in c else "" for c in cells],
           "atlas: csv and json have other numbers")
    text, page = atlas(tool, "text").decode(), Page(atlas(tool, "html").decode())
    for cell in cells:
        number = f"{cell.get('instructions', 'x'):g}" if "instructions" in cell else "x"
        expect(re.search(rf"\b{number}\b", text), f"atlas: text without {cell}")
        expect(number in page.words, f"atlas: html without {cell}")


def check_page(tool, expect):
    text = atlas(tool, "html").decode()
    page = Page(text)
    expect(not page.mistakes, f"atlas: {page.mistakes[:3]}")
    check_validity("atlas", text, expect)
    expect(not re.search(r"https?:|//[a-z]|url\(|@import|<script", text), "atlas: loads something")
    expect("prefers-color-scheme:dark" in text, "atlas: no dark side")


def check_width(tool, expect):
    for columns in (40, 60, 80, 120):
        for line in atlas(tool, "text", columns=columns).decode().splitlines():
            expect(len(line) <= columns, f"atlas at {columns}: {line}")
    expect(atlas(tool, "text", locale="C").isascii(), "atlas: ASCII is not ASCII")


def check_refused(tool, expect):
    for arguments, words in ((("--program", "nul"), "did you mean 'null'"),
                             (("--program", "comm"), "with such a program"),
                             (("--format", "pdf"), "'pdf'"), (("x",), "unexpected argument")):
        done = tool.run("atlas", *arguments)
        expect(done.returncode == 2 and words in done.stderr.decode() and not done.stdout,
               f"atlas {arguments}: {done}")


def check_atlas(tool, expect):
    check_numbers(tool, expect)
    check_alike(tool, expect)
    check_page(tool, expect)
    check_width(tool, expect)
    check_refused(tool, expect)
