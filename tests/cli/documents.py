#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""What the documents say of the house is so: links lead somewhere, the index is whole, commands,
options, make's targets and words to be explained are there, README is short and has a page.

    documents.py BPFTAX SOURCE_ROOT
"""

import functools
import pathlib
import re
import subprocess
import sys

README_LINES_MAX = 150
PAGE_LINES_MAX = 45
PAGE_COLUMNS = 80

LINK = re.compile(r"\]\(([^)\s]+)\)|(?:src|srcset)=\"([^\"]+)\"")
CODE_SPAN = re.compile(r"`([^`\n]+)`")
COMMAND = re.compile(r"(?:^|[\s$(/])bpftax ([a-z]+)\b([^#|;]*)")
OPTION = re.compile(r"(?<![\w-])--[a-z][a-z-]*")


def documents_of(root):
    yield from (root / name for name in ("README.md", "ARCHITECTURE.md", "CONTRIBUTING.md"))
    yield from sorted((root / "docs").glob("*.md"))


def code_of(text):
    """The lines of blocks of code, and what stands between back quotes."""
    fenced = False
    for line in text.splitlines():
        if line.startswith("```"):
            fenced = not fenced
        elif fenced or line.startswith("    "):
            yield line
        else:
            yield from CODE_SPAN.findall(line)


def anchors_of(path):
    headings = re.findall(r"^#+ +(.*)$", path.read_text(encoding="utf-8"), re.M)
    return {re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-") for heading in headings}


def dead_links(root, path):
    for found in LINK.findall(path.read_text(encoding="utf-8")):
        link = found[0] or found[1]
        if re.match(r"\w+:", link):
            continue
        name, _, anchor = link.partition("#")
        target = path.parent / name if name else path
        if not target.exists() or root not in target.resolve().parents:
            yield f"{path}: {link} leads nowhere"
        elif anchor and anchor not in anchors_of(target):
            yield f"{path}: {link}: there is no such heading"


def missing_in_index(root):
    index = (root / "docs/README.md").read_text(encoding="utf-8")
    for path in sorted((root / "docs").iterdir()):
        if path.name != "README.md" and path.name not in re.split(r"[][()\s,;:/]+", index):
            yield f"docs/README.md does not name {path.name}"


@functools.lru_cache(maxsize=None)
def options_of(bpftax, command):
    """Those of a command, or None when there is no such command."""
    run = subprocess.run([bpftax, command, "--help"], stdout=subprocess.PIPE, text=True,
                         stderr=subprocess.DEVNULL, check=False)
    return set(OPTION.findall(run.stdout)) if run.returncode == 0 else None


def is_explained(bpftax, word):
    return subprocess.run([bpftax, "explain", word], stdout=subprocess.DEVNULL,
                          stderr=subprocess.DEVNULL, check=False).returncode == 0


def wrong_commands(bpftax, path, code):
    for command, rest in COMMAND.findall(code):
        options = options_of(bpftax, command)
        if options is None:
            yield f"{path}: there is no bpftax {command}"
            continue
        for option in set(OPTION.findall(rest)) - options:
            yield f"{path}: bpftax {command} has no {option}"
        word = re.match(r" +([\w-]+)\s*$", rest) if command == "explain" else None
        if word and not word[1].isupper() and not is_explained(bpftax, word[1]):
            yield f"{path}: bpftax explain knows nothing of {word[1]}"


def wrong_targets(root, path, code):
    makefile = (root / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z0-9-]+):", makefile, re.M))
    for target in re.findall(r"^\s*make ([a-z][a-z0-9-]*)", code):
        if target not in targets:
            yield f"{path}: make has no target {target}"


def wrong_in_code(bpftax, root, path):
    for code in code_of(path.read_text(encoding="utf-8")):
        yield from wrong_commands(bpftax, path, code)
        yield from wrong_targets(root, path, code)
        for script in re.findall(r"\bscripts/[\w-]+", code):
            if not (root / script).exists():
                yield f"{path}: there is no {script}"


def wrong_in_readme(root):
    text = (root / "README.md").read_text(encoding="utf-8")
    if len(text.splitlines()) > README_LINES_MAX:
        yield f"README.md has {len(text.splitlines())} lines, more than {README_LINES_MAX}"
    page = re.search(r"<!-- page -->\n```\n(bpftax run .*?)```\n<!-- /page -->", text, re.S)
    if not page:
        yield "README.md has no page of a run between its marks (scripts/readme-page)"
        return
    lines = page[1].splitlines()
    if len(lines) > PAGE_LINES_MAX:
        yield f"README.md: the page has {len(lines)} lines, more than {PAGE_LINES_MAX}"
    yield from (f"README.md: wider than {PAGE_COLUMNS}: {x}" for x in lines if len(x) > PAGE_COLUMNS)


def main():
    bpftax, root = sys.argv[1], pathlib.Path(sys.argv[2]).resolve()
    wrong = [*wrong_in_readme(root), *missing_in_index(root)]
    for path in documents_of(root):
        wrong += [*dead_links(root, path), *wrong_in_code(bpftax, root, path)]
    for text in wrong:
        print(text)
    # Nothing that is looked for may have become invisible to the patterns.
    seen = COMMAND.findall("\n".join(code_of((root / "README.md").read_text(encoding="utf-8"))))
    if len(seen) < 10:
        sys.exit(f"only {len(seen)} commands found in README.md: not what was looked for")
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
