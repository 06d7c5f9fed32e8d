#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""What holds the house together, read from the sources; no compiler, no kernel.

	house.py            says what is wrong, one a line
	house.py --test     tries each check on a house that it spoils first

- Includes go down the order of folders in ARCHITECTURE.md: a folder uses those above it; and the files
  that it names are there.
- No circle of modules: a module is a .c with its .h, and what it includes is what it stands on.
- A name of a mechanism, program or workload is a whole string literal only in the list that has it
  and in its own file; elsewhere one asks what the thing can do.  ALLOWED has the exceptions.
- Functions are short: see LENGTH_MEDIAN, LENGTH_P90, LENGTH_MOST.
"""
import importlib.machinery
import importlib.util
import pathlib
import re
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
LENGTH_MEDIAN, LENGTH_P90, LENGTH_MOST = 12, 22, 40

# (file, name): why the name stands there.  Ten at most.
ALLOWED = {
    ("protocol/names.c", "tracepoint"): "a kind of hook",
    ("study/options.c", "tracepoint"): "the option that names one",
    ("study/options.c", "map"): "the option that sizes one",
    ("study/options.c", "fentry"): "a default, in a constant table",
    ("study/options.c", "null"): "a default, in a constant table",
    ("cli/commands.c", "micro"): "the command",
    ("target/qmp.c", "micro"): "the third part of QEMU's version",
    ("workload/iperf3_client.c", "iperf3"): "the program that is run",
}
ALLOWED_MOST = 10

INCLUDE = re.compile(r'^\s*#\s*include\s+"([^"]+)"', re.M)
COMMENT = re.compile(r'//[^\n]*|/\*.*?\*/|("(?:\\.|[^"\\\n])*")', re.S)
STRING = re.compile(r'"((?:\\.|[^"\\\n])*)"')
# MECHANISM(identifier, "name", ... and WORKLOAD("name", ...
LISTED = re.compile(r'^((?:OBJECT_)?MECHANISM|PROGRAM|WORKLOAD)\(\s*(?:(\w+)\s*,\s*)?"([^"]+)"', re.M)


def sources(root):
    return sorted(f for f in (root / "src").rglob("*.[ch]") if f.name != "vmlinux.h")


def relative(root, path):
    return path.relative_to(root / "src").as_posix()


def without_comments(text):
    return COMMENT.sub(lambda m: m[1] or " ", text)


# --- the order of folders

def order_of_folders(root):
    """The folders of src and bpf, as ARCHITECTURE.md has them from the ground up."""
    text = (root / "ARCHITECTURE.md").read_text()
    table = text[text.index("## Folders"):]
    table = table[:table.index("\n## ")]
    return re.findall(r"^\| (?:src/)?(\w+) \|", table, re.M)


def beside(root):
    """Folders that stand beside the others, and what alone they use, from ARCHITECTURE.md."""
    found = re.search(r"^(.*) stand beside: they use (.*) alone", (root / "ARCHITECTURE.md").read_text(), re.M)
    words = [re.findall(r"(?:src/)?(\w+)", part.replace("src/", "").replace(" and ", ", ")) for part in found.groups()]
    return words[0], words[1]


def check_order(root):
    order = order_of_folders(root)
    alone, ground = beside(root)
    for path in sources(root):
        folder = relative(root, path).split("/")[0]
        if folder not in order:
            yield f"order: src/{folder} is not in ARCHITECTURE.md"
            continue
        for include in INCLUDE.findall(path.read_text()):
            other = include.split("/")[0]
            if "/" not in include or other not in order or other == folder:
                continue
            if folder in alone and other not in ground + alone:
                yield f"order: {relative(root, path)} includes {include}, but {folder} stands beside"
            elif other in alone and folder not in alone:
                yield f"order: {relative(root, path)} includes {include}, but {other} stands beside"
            elif folder not in alone and order.index(other) > order.index(folder):
                yield f"order: {relative(root, path)} includes {include}, which is above it"


PATH = re.compile(r"\b(?:src|bpf|docs|tests|bench|scripts|studies)/[A-Za-z0-9_./-]*[A-Za-z0-9_]")


def check_map(root):
    """Files and folders that ARCHITECTURE.md names are there; NAME stands for one that is not yet."""
    for path in sorted(set(PATH.findall((root / "ARCHITECTURE.md").read_text()))):
        if "NAME" not in path and not (root / path).exists():
            yield f"map: ARCHITECTURE.md names {path}, which is not there"


# --- circles

def modules(root):
    """Module -> the modules that it includes."""
    graph = {}
    for path in sources(root):
        name = relative(root, path)[:-2]
        graph.setdefault(name, set())
        for include in INCLUDE.findall(path.read_text()):
            if include.endswith(".h") and (root / "src" / include).exists() and include[:-2] != name:
                graph[name].add(include[:-2])
    return graph


def circles(graph):
    """Tarjan's strongly connected components of more than one module."""
    index, low, stack, found = {}, {}, [], []

    def visit(node):
        index[node] = low[node] = len(index)
        stack.append(node)
        for other in sorted(graph.get(node, ())):
            if other not in index:
                visit(other)
                low[node] = min(low[node], low[other])
            elif other in stack:
                low[node] = min(low[node], index[other])
        if low[node] == index[node]:
            circle = []
            while not circle or circle[-1] != node:
                circle.append(stack.pop())
            if len(circle) > 1:
                found.append(sorted(circle))

    for node in sorted(graph):
        if node not in index:
            visit(node)
    return sorted(found)


def check_circles(root):
    sys.setrecursionlimit(10000)
    for circle in circles(modules(root)):
        yield "circle: " + " ".join(circle)


# --- names

def listed_names(root):
    """name -> the bases of files that may spell it."""
    names = {}
    for path in sorted((root / "src" / "protocol").glob("*_list.h")):
        for _, identifier, name in LISTED.findall(path.read_text()):
            names.setdefault(name, set()).update({identifier, name.replace("-", "_")} - {""})
    return names


def check_names(root):
    names = listed_names(root)
    for path in sources(root):
        if path.name.endswith("_list.h"):
            continue
        for text in sorted(set(STRING.findall(without_comments(path.read_text())))):
            if text in names and path.stem not in names[text]:
                if (relative(root, path), text) not in ALLOWED:
                    yield f'name: {relative(root, path)} has "{text}"'


def check_allowed(root):
    if len(ALLOWED) > ALLOWED_MOST:
        yield f"name: {len(ALLOWED)} exceptions, where {ALLOWED_MOST} are the most"
    for file, name in ALLOWED:
        path = root / "src" / file
        if not path.exists() or f'"{name}"' not in without_comments(path.read_text()):
            yield f'name: {file} needs no exception for "{name}" any more'


# --- lengths

def lengths_script():
    loader = importlib.machinery.SourceFileLoader("lengths", str(ROOT / "scripts" / "function-lengths"))
    module = importlib.util.module_from_spec(importlib.util.spec_from_loader("lengths", loader))
    loader.exec_module(module)
    return module


def check_lengths(root):
    script = lengths_script()
    found = [(length, relative(root, path), name) for path in sources(root)
             for name, _, length in script.functions(path)]
    lengths = [f[0] for f in found]
    for share, most, word in ((.5, LENGTH_MEDIAN, "median"), (.9, LENGTH_P90, "p90")):
        if lengths and script.quantile(lengths, share) > most:
            yield f"length: the {word} is {script.quantile(lengths, share)} lines, where {most} are the most"
    for length, path, name in found:
        if length > LENGTH_MOST:
            yield f"length: {name}() in {path} has {length} lines"


CHECKS = (check_order, check_map, check_circles, check_names, check_allowed, check_lengths)


def findings(root):
    return [finding for check in CHECKS for finding in check(root)]


# --- each check finds what it is there for

HOUSE = {
    "ARCHITECTURE.md": "## Folders\n\n| folder | what |\n|---|---|\n| src/common | a |\n| src/protocol | b |\n"
                       "| src/stats | c |\n| src/agent | d |\n\nsrc/agent stand beside: they use common and "
                       "protocol alone.\n\n## Where\n",
    "src/protocol/mechanism_list.h": 'MECHANISM(fentry, "fentry", X)\n',
    "src/protocol/workload_list.h": 'WORKLOAD("udp-drain", udp_drain)\n',
    "src/common/text.h": "int text;\n",
    "src/common/text.c": '#include "common/text.h"\n/* "fentry" */\nint f(void)\n{\n\treturn 0;\n}\n',
    "src/agent/fentry.c": 'const char *name = "fentry";\n',
    "src/stats/stats.h": "",
}

SPOILED = (
    ("order", {"src/common/text.h": '#include "stats/x.h"\n', "src/stats/x.h": ""}),
    ("order", {"src/agent/a.h": '#include "stats/x.h"\n', "src/stats/x.h": ""}),
    ("order", {"src/stats/x.h": '#include "agent/a.h"\n', "src/agent/a.h": ""}),
    ("order", {"src/new/x.h": ""}),
    ("map", {"ARCHITECTURE.md": HOUSE["ARCHITECTURE.md"] + "see src/common/gone.h\n"}),
    ("circle", {"src/stats/a.h": '#include "stats/b.h"\n', "src/stats/b.h": "",
                "src/stats/b.c": '#include "stats/a.h"\n'}),
    ("name", {"src/stats/a.c": 'const char *name = "udp-drain";\n'}),
    ("name", {"src/stats/a.c": 'const char *name = "a", *other = "fentry"; /* "x" */\n'}),
    ("length", {"src/stats/a.c": "int f(void)\n{\n" + 40 * "\tg();\n" + "}\n"}),
)


def kinds_found(files):
    with tempfile.TemporaryDirectory() as folder:
        root = pathlib.Path(folder)
        for name, text in files.items():
            (root / name).parent.mkdir(parents=True, exist_ok=True)
            (root / name).write_text(text)
        return {finding.split(":")[0] for check in CHECKS if check is not check_allowed
                for finding in check(root)}


def test_checks():
    wrong = [f"a sound house: {kinds_found(HOUSE)}"] if kinds_found(HOUSE) else []
    for kind, files in SPOILED:
        found = kinds_found({**HOUSE, **files})
        if kind not in found:
            wrong.append(f"{kind} is not found in {files}")
    return wrong


def main():
    if sys.argv[1:] == ["--test"]:
        wrong = test_checks()
    else:
        wrong = findings(ROOT)
    print("\n".join(wrong) if wrong else "the house stands")
    sys.exit(bool(wrong))


if __name__ == "__main__":
    main()
