#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""lists.py BPFTAX WRITE_SYNTHETIC: every list says the same as text and as JSON, and every word
of them can be explained."""
import json
import os
import re
import subprocess
import sys
import tempfile

import checks
from checks import expect, summary


# The keys of an item: those that are always there, and those that may be.
KEYS = {
    "mechanisms": ({"name": str, "summary": str, "hook": str}, {}),
    "programs": ({"name": str, "summary": str}, {}),
    "workloads": ({"name": str, "summary": str, "operation": str, "settings": list}, {}),
    "studies": ({"name": str}, {}),
    "kernels": ({"name": str, "summary": str, "fetched": bool},
                {"version": str, "size_bytes": int, "fetched_on": str}),
    "runs": ({"id": str, "started": str, "study": str, "samples": int, "state": str},
             {"label": str, "kernel": str}),
}


def run(*arguments, status=0, **settings):
    done = checks.run(*arguments, text=True, **settings)
    expect(done.returncode == status, f"{arguments}: {done}")
    return done


def check_item(name, item):
    must, may = KEYS[name]
    expect(must.keys() <= item.keys() <= must.keys() | may.keys(), f"{name}: {item}")
    for key, value in item.items():
        expect(isinstance(value, {**must, **may}.get(key, ())), f"{name}: {key} is {value!r}")
    if name == "kernels":
        expect(item["fetched"] == ("version" in item) == ("size_bytes" in item), f"{item}")


def check_list(bpftax, name, store):
    options = ["--store", store] if name == "runs" else []
    items = json.loads(run(bpftax, "list", name, "--format", "json", *options).stdout)
    lines = run(bpftax, "list", name, *options).stdout.splitlines()
    first = [line.split()[0] for line in lines if not line.startswith(" ")]
    if name == "runs":
        expect(first.pop(0) == "Run", f"runs: {lines}")
        expect([item["id"][:8] for item in items] == first, f"runs: {first}")
    else:
        expect([item["name"] for item in items] == first, f"{name}: {first}")
    expect(items, f"{name}: empty")
    for item in items:
        check_item(name, item)
    refused = run(bpftax, "list", name, "--format", "markdown", *options, status=2)
    expect("listed as text or json, not as markdown" in refused.stderr, f"{name}: {refused}")
    return items


def check_explain(bpftax, names):
    listed = run(bpftax, "explain").stdout
    for name in names:
        expect(re.search(rf"(^|[\s,]){re.escape(name)}([,\s]|$)", listed), f"not listed: {name}")
        said = run(bpftax, "explain", name).stdout
        expect(said.startswith(f"{name} ("), f"explain {name}: {said}")
        expect(len(said.splitlines()) > 1, f"explain {name}: no paragraph")
        expect(max(map(len, said.splitlines())) <= 80, f"explain {name}: wider than 80")
    three = run(bpftax, "explain", "fentry-map-stat").stdout.split("\n\n")
    expect([part.split()[0] for part in three] == ["fentry", "map", "stat"], f"{three}")


def check_kernels_without_apt(bpftax):
    done = run(bpftax, "list", "kernels", env={**os.environ, "PATH": "/nonexistent"})
    expect(not done.stdout and "only what is fetched is listed: there is no apt" in done.stderr,
           f"without apt: {done}")


def check_width(bpftax):
    """Words are kept whole: below 60 columns a list's own columns leave no room for the longest."""
    for words, widths in ((("explain", "feedback"), (50, 80)),
                          *((("list", name), (60, 80, 100))
                            for name in ("mechanisms", "programs", "workloads"))):
        said = {}
        for width in widths:
            lines = run(bpftax, *words, env={**os.environ, "COLUMNS": str(width)}).stdout
            expect(max(map(len, lines.splitlines())) <= width, f"wider than {width}: {lines}")
            said[width] = lines
        expect(len({" ".join(lines.split()) for lines in said.values()}) == 1, f"{words}: {said}")
    expect(run(bpftax, *words).stdout == said[80], "without a terminal: not 80 columns")


def main(bpftax, write_synthetic):
    with tempfile.TemporaryDirectory() as directory:
        os.environ["XDG_CACHE_HOME"] = os.path.join(directory, "cache")
        os.environ["PATH"] = checks.path_with_apt()
        store = os.path.join(directory, "store.db")
        subprocess.run([write_synthetic, store], check=True)
        usage = run(bpftax, "list", "--help").stdout
        lists = re.search(r"[a-z]+(\|[a-z]+)+", usage).group().split("|")
        expect(set(lists) == set(KEYS), f"bpftax list --help names {lists}")
        found = {name: check_list(bpftax, name, store) for name in lists}
        check_kernels_without_apt(bpftax)
    check_explain(bpftax, [item["name"] for name in ("mechanisms", "programs", "workloads")
                           for item in found[name]])
    check_width(bpftax)
    return summary()


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
