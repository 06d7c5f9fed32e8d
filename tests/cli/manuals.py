#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""manuals.py BPFTAX PAGE...: the manual pages have no mistake that mandoc finds, and name all that
the program has."""
import json
import os
import re
import sys
import tempfile

from checks import expect, run, summary


def check_lint(page):
    done = run("mandoc", "-Tlint", page, text=True)
    expect(done.returncode == 0 and not done.stdout + done.stderr, f"{page}: {done.stdout}")


def rendered(page):
    """As plain text of 80 columns: what is bold is overstruck."""
    text = run("mandoc", "-Tascii", "-Owidth=80", page, check=True, text=True).stdout
    text = re.sub(r".\x08", "", text)
    for line in text.splitlines():
        expect(len(line) <= 80, f"{page}: wider than 80: {line}")
    return text


def sections(text, heading):
    """Name to text of what stands under headings of this form."""
    parts = re.split(heading, text, flags=re.M)
    return dict(zip(parts[1::2], parts[2::2]))


def check_commands(bpftax, text):
    found = sections(text, r"^   bpftax ([a-z]+)\b")
    commands = re.findall(r"^  ([a-z]+) ", run(bpftax, "--help", text=True).stdout, re.M)
    expect(set(commands) == set(found), f"bpftax(1) has {list(found)}, the program {commands}")
    expect(len(commands) > 5, f"commands: {commands}")
    for command in set(commands) - {"help", "kernel"}:
        usage = run(bpftax, command, "--help", text=True).stdout
        options = set(re.findall(r"^ {2,6}(?:-., )?(--[a-z-]+)", usage, re.M)) - {"--help"}
        documented = set(re.findall(r"^ +(?:-., )?(--[a-z-]+)", found.get(command, ""), re.M))
        expect(options == documented, f"{command}: {options ^ documented}")


def check_keys(bpftax, text, directory):
    study = run(bpftax, "run", "--print-study", text=True).stdout
    keys = set(re.findall(r"^#? ?([a-z-]+) =", study, re.M))
    documented = set(re.findall(r"^ +([a-z-]+) = [A-Z]|^ +([a-z-]+) = yes\|no", text, re.M))
    documented = {one or other for one, other in documented}
    expect(len(keys) > 10 and keys <= documented, f"keys: {keys - documented}")
    example = re.search(r"^EXAMPLE\n(.*?)^[A-Z]", text, re.M | re.S).group(1)
    path = os.path.join(directory, "example.ini")
    with open(path, "w", encoding="utf-8") as file:
        file.writelines(f"{line.strip()}\n" for line in example.splitlines())
    done = run(bpftax, "run", path, "--print-study", text=True)
    expect(done.returncode == 0 and "mechanism = fentry\n" in done.stdout, f"example: {done}")


def check_words(bpftax, text):
    headings = set(re.findall(r"^ {5,8}(\S+?)(?:,? .*)?$", text, re.M))
    listed = run(bpftax, "explain", text=True).stdout.split("\n\n", 1)[1]
    words = re.sub(r"^[a-z]+ +", "", listed, flags=re.M).replace(",", " ").split()
    for name in ("mechanisms", "programs"):
        items = json.loads(run(bpftax, "list", name, "--format", "json", text=True).stdout)
        words += [item["name"] for item in items]
    expect(len(words) > 60, f"words: {words}")
    expect(set(words) <= headings, f"not in bpftax-mechanisms(7): {set(words) - headings}")


def main(bpftax, *pages):
    texts = {}
    for page in pages:
        check_lint(page)
        texts[os.path.basename(page)] = rendered(page)
    with tempfile.TemporaryDirectory() as directory:
        check_commands(bpftax, texts["bpftax.1"])
        check_keys(bpftax, texts["bpftax-study.5"], directory)
    check_words(bpftax, texts["bpftax-mechanisms.7"])
    return summary()


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
