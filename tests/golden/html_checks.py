# SPDX-License-Identifier: GPL-2.0-or-later
"""Reads the page with HTML Tidy and with python's parser: it is valid, loads nothing, says its
figures in words, and leaves no configuration out."""
import json
import re
import subprocess
from html.parser import HTMLParser

from cells import name_of

HOSTILE = "3333"
VOID = {"meta", "line", "circle", "rect", "path"}
ALLOWED = VOID | {"html", "head", "title", "style", "body", "main", "section", "h1", "h2", "h3", "p",
                  "strong", "figure", "figcaption", "svg", "desc", "text", "div", "table", "caption",
                  "thead", "tbody", "tr", "th", "td", "ul", "li", "dl", "dt", "dd", "pre",
                  "details", "summary", "g", "article", "nav", "a", "small", "span"}
SECTIONS = ["What limits it", "Effect", "Verdicts", "Cost per event", "Over the run", "Distribution",
            "The kernel's own statistics beside it", "Numbers", "What to know", "Machine", "Plan",
            "Exclusions", "Run it again"]
# What the first page has above all that, and a run may have.
FRONT = ("WHAT TRACING ADDS", "WHAT EACH PART ADDS", "WHERE THE RECEIVER IS", "CAN IT BE BELIEVED")


class Page(HTMLParser):
    """What the page holds; `mistakes` says where it is not what it has to be."""

    def __init__(self, text):
        super().__init__()
        self.open, self.mistakes, self.headers, self.words = [], [], [], []
        self.figures, self.sections = [], []
        self.links, self.places = [], []
        self.is_front = False
        self.feed(text)
        self.close()
        if self.open:
            self.mistakes.append(f"left open: {self.open}")

    def handle_starttag(self, tag, attrs):
        attributes = dict(attrs)
        if tag not in ALLOWED:
            self.mistakes.append(f"<{tag}> has no business here")
        if tag == "a" and attributes.get("href", "").startswith("#"):
            self.links.append(attributes.pop("href")[1:])
        if "id" in attributes:
            self.places.append(attributes["id"])
        if {"src", "href", "onclick", "onload", "xlink:href", "srcset"} & attributes.keys():
            self.mistakes.append(f"<{tag}> loads or runs something")
        if tag == "th" and attributes.get("scope") not in ("col", "row"):
            self.mistakes.append("a <th> without a scope")
        if tag == "section":
            self.is_front = attributes.get("class") == "front"
        if tag == "td" and self.is_front and not attributes.get("data-of"):
            self.mistakes.append("a figure of the first page without heading on a telephone")
        if tag == "svg" and "svg" not in self.open:
            self.figures.append({})
            if attributes.get("role") != "img":
                self.mistakes.append("an <svg> without a role")
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag):
        if not self.open or self.open.pop() != tag:
            self.mistakes.append(f"</{tag}> closes something else")

    def handle_data(self, data):
        self.words.append(data)
        # A browser breaks a line within "--target" where nothing forbids it.
        if re.search(r"--[a-z]", data) and self.open[-1] not in (
                "span", "pre", "style", "title", "desc"):
            self.mistakes.append(f"an option that may be broken: {data[:60]}")
        if self.open[-1:] in (["h2"], ["h3"]):
            self.sections.append(data)
        if self.open[-1:] == ["th"]:
            self.headers.append(data)
        if "svg" in self.open and self.open[-1] in ("title", "desc"):
            self.figures[-1][self.open[-1]] = data


def run_parser(command, text):
    done = subprocess.run(command, input=text.encode(), timeout=60, capture_output=True)
    return "" if done.returncode == 0 else done.stderr.decode()[:300] or "?"


def check_validity(run, text, expect):
    # Tidy knows no <svg> within an <svg> (SVG 2, 5.1 allows it); xmllint reads those as they are.
    flat = re.sub(r"<svg y=[^>]*>", "<g>", text)
    flat = re.sub(r"</svg>(?!<p class)", "</g>", flat)
    mistakes = run_parser(["tidy", "-q", "-e", "-utf8"], flat)
    expect(not mistakes, f"html {run}: tidy: {mistakes}")
    figures = re.findall(r"<svg role=.*?</svg>(?=<p class)", text, re.S)
    expect(figures, f"html {run}: no figures")
    for figure in figures:
        mistakes = run_parser(["xmllint", "--noout", "-"], figure)
        expect(not mistakes, f"html {run}: xmllint: {mistakes}")


def check_page(run, page, report, expect):
    words = "".join(page.words)
    expect(not page.mistakes, f"html {run}: {page.mistakes[:3]}")
    names = {r["configuration"] for r in report["results"]}
    missing = {n for n in names if n not in page.headers} if run != HOSTILE else set()
    expect(not missing, f"html {run}: without {missing}")
    expect(all(f.get("title") and f.get("desc") for f in page.figures),
           f"html {run}: figures {page.figures}")
    for part in (report["run"]["id"], report["run"]["command_line"],
                 "" if run == HOSTILE else report["machines"][0]["release"],
                 f"seed {report['run']['seed']}", report.get("warning", "")):
        expect(part in words, f"html {run}: does not say {part!r}")
    expect(page.links == page.places and len(set(page.places)) == len(page.places),
           f"html {run}: links {page.links} to {page.places}")
    if len(report["cells"]) > 1:
        check_cells(run, page, report, words, expect)
    else:
        check_only_cell(run, page, report, words, expect)


def check_front(run, page, words, expect):
    """The answer stands before everything else; the sections that follow are returned."""
    front = [s for s in page.sections if s.startswith(FRONT)]
    expect(front and page.sections[:len(front)] == front and "CAN IT BE BELIEVED" in front[-1],
           f"html {run}: sections {page.sections}")
    expect(words.count("emulated CPU: nanoseconds") <= 1, f"html {run}: a warning more than once")
    return page.sections[len(front):]


def check_only_cell(run, page, report, words, expect):
    sections = check_front(run, page, words, expect)
    # The event alone is in instructions or nanoseconds: percent of a bare trigger mean nothing.
    effect = "Cost per event" if {w["name"] for w in report["workloads"]} == {"micro"} else "Effect"
    expect(words.index("measured, ") < words.index(effect), f"html {run}: verdict not first")
    expect(sections == [s for s in SECTIONS if s in sections] and
           {effect, "Numbers", "Run it again"} <= set(sections) and
           ("Effect" in sections) == (effect == "Effect"), f"html {run}: sections {sections}")
    expect(all(note in words for note in report["notes"]) or run == HOSTILE, f"html {run}: notes")


def check_cells(run, page, report, words, expect):
    """The kernels first, then each cell that has a result under its own heading, the run last."""
    measured = sorted({r["cell"] for r in report["results"]})
    expect(page.places == [f"cell-{number}" for number in measured], f"html {run}: {page.places}")
    headings = [s for s in check_front(run, page, words, expect) if s not in SECTIONS]
    expect(headings[0] == "By kernel" and headings[-1] == "The whole run" and
           [h.split(",")[0] for h in headings[1:-1]] ==
           [f"cell {number}: {name_of(report, number)}" for number in measured],
           f"html {run}: headings {headings}")
    for note in report["notes"]:
        names = [name_of(report, c["id"]) + ": " for c in report["cells"]]
        bare = next((note[len(n):] for n in names if note.startswith(n)), note)
        expect(bare in words, f"html {run}: does not say {note!r}")


def check_html(tool, expect):
    for run in tool.runs:
        text = tool.report(run, "html").decode()
        page = Page(text)
        check_validity(run, text, expect)
        check_page(run, page, json.loads(tool.report(run, "json")), expect)
        expect(not re.search(r"https?:|//[a-z]|url\(|@import|<script", text),
               f"html {run}: it is not self-contained")
        expect(sum("alert(1)" in header for header in page.headers) == (8 if run == HOSTILE else 0),
               f"html {run}: the hostile configuration's rows")
        expect("prefers-color-scheme:dark" in text and "@media print" in text, f"html {run}: style")
