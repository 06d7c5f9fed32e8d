# SPDX-License-Identifier: GPL-2.0-or-later
"""Reads the page with HTML Tidy and with python's parser: it is valid, loads nothing, says its
figures in words, and leaves no configuration out."""
import json
import re
import subprocess
from html.parser import HTMLParser

RUNS = {"1111": 6, "2222": 3, "3333": 6, "4444": 3, "5555": 3}  # figures at most
HOSTILE = "3333"
VOID = {"meta", "line", "circle", "rect"}
ALLOWED = VOID | {"html", "head", "title", "style", "body", "main", "section", "h1", "h2", "h3", "p",
                  "strong", "figure", "figcaption", "svg", "desc", "text", "div", "table", "caption",
                  "thead", "tbody", "tr", "th", "td", "ul", "li", "dl", "dt", "dd", "pre"}


class Page(HTMLParser):
    """What the page holds; `mistakes` says where it is not what it has to be."""

    def __init__(self, text):
        super().__init__()
        self.open, self.mistakes, self.headers, self.words, self.figures = [], [], [], [], []
        self.feed(text)
        self.close()
        if self.open:
            self.mistakes.append(f"left open: {self.open}")

    def handle_starttag(self, tag, attrs):
        attributes = dict(attrs)
        if tag not in ALLOWED:
            self.mistakes.append(f"<{tag}> has no business here")
        if {"src", "href", "onclick", "onload", "xlink:href", "srcset"} & attributes.keys():
            self.mistakes.append(f"<{tag}> loads or runs something")
        if tag == "th" and attributes.get("scope") not in ("col", "row"):
            self.mistakes.append("a <th> without a scope")
        if tag == "svg":
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
        if self.open[-1:] == ["th"]:
            self.headers.append(data)
        if "svg" in self.open and self.open[-1] in ("title", "desc"):
            self.figures[-1][self.open[-1]] = data


def check_html(tool, expect):
    for run, figures in RUNS.items():
        text = tool.report(run, "html").decode()
        report = json.loads(tool.report(run, "json"))
        page = Page(text)
        expect(not page.mistakes, f"html {run}: {page.mistakes[:3]}")
        tidy = subprocess.run(["tidy", "-q", "-e", "-utf8"], input=text.encode(), timeout=60,
                              capture_output=True)
        expect(tidy.returncode == 0, f"html {run}: tidy: {tidy.stderr.decode()[:300]}")
        expect(not re.search(r"https?:|//[a-z]|url\(|@import|<script", text),
               f"html {run}: it is not self-contained")
        names = {r["configuration"] for r in report["results"]}
        missing = {n for n in names if n not in page.headers} if run != HOSTILE else set()
        expect(not missing, f"html {run}: without {missing}")
        expect(sum("alert(1)" in header for header in page.headers) == (7 if run == HOSTILE else 0),
               f"html {run}: the hostile configuration's rows")
        expect(0 < len(page.figures) <= figures and all(f.get("title") and f.get("desc")
               for f in page.figures), f"html {run}: figures {page.figures}")
        words = "".join(page.words)
        for part in (report["run"]["id"], report["run"]["command_line"], "synthetic-6.12",
                     f"seed {report['run']['seed']}", report.get("warning", "")):
            expect(part in words, f"html {run}: does not say {part!r}")
        expect(words.index("measured, ") < words.index("Numbers"), f"html {run}: verdict not first")
        expect(all(note in words for note in report["notes"]) or run == HOSTILE,
               f"html {run}: notes")
        expect("prefers-color-scheme:dark" in text and "@media print" in text, f"html {run}: style")
