#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""figures.py BPFTAX WRITE_SYNTHETIC: `report --figures` makes a directory of figures that are XML
and name every row, or nothing at all."""
import glob
import os
import subprocess
import sys
import tempfile
import xml.etree.ElementTree

from checks import expect, summary

SWITCH, RESTART, HOSTILE, MICRO, EXACT = "1111", "2222", "3333", "4444", "5555"
KINDS = {"effects", "costs", "blocks", "distributions", "kernel"}


def report(bpftax, store, run, directory, path=None):
    environment = dict(os.environ, PATH=path) if path else None
    return subprocess.run([bpftax, "report", run, "--store", store, "--figures", directory],
                          capture_output=True, timeout=120, env=environment)


def texts_of(svg):
    root = xml.etree.ElementTree.parse(svg).getroot()
    expect(root.tag.endswith("}svg"), f"{svg}: {root.tag}")
    expect(not root.findall(".//{*}script"), f"{svg}: a tag came through")
    expect(root.find("{*}title").text and root.find("{*}desc").text != "Produced by GNUPLOT",
           f"{svg}: says nothing of itself")
    return ["".join(text.itertext()).strip() for text in root.iter("{http://www.w3.org/2000/svg}text")]


def names_of(data):
    """Of the rows: in the first part of the file, as gnuplot divides it, the second column."""
    with open(data, encoding="utf-8") as file:
        part = file.read().split("\n\n\n")[0]
    return [line.split("\t")[1] for line in part.splitlines() if not line.startswith("#")]


def check_run(bpftax, store, run, workloads, parent):
    directory = os.path.join(parent, run)
    done = report(bpftax, store, run, directory + "/")
    expect(done.returncode == 0 and done.stdout and not done.stderr, f"{run}: {done}")
    figures = {os.path.basename(f)[:-len(".svg")] for f in glob.glob(directory + "/*.svg")}
    kinds = {f.rsplit("-", 1)[1] for f in figures}
    expect({f.rsplit("-", 1)[0] for f in figures} == workloads, f"{run}: {figures}")
    # An event alone is no part of anything that it could be percent of.
    wanted = {"costs", "distributions"} | (set() if run == EXACT else {"effects"})
    expect(wanted <= kinds <= KINDS and ("effects" in kinds) == ("effects" in wanted), f"{run}: {kinds}")
    for figure in figures:
        names = names_of(f"{directory}/{figure}.tsv")
        texts = texts_of(f"{directory}/{figure}.svg")
        expect(len(names) >= 4, f"{run} {figure}: rows {names}")
        missing = [name for name in names if name not in texts]
        expect(not missing, f"{run} {figure}: without {missing}")
        expect(os.path.exists(f"{directory}/{figure}.gp"), f"{run} {figure}: no script")
    expect(len(os.listdir(directory)) == 3 * len(figures), f"{run}: {os.listdir(directory)}")
    expect(os.stat(directory).st_mode & 0o777 == 0o755, f"{run}: mode")


def check_refusals(bpftax, store, parent):
    def refuses(status, words, done, rest):
        text = done.stderr.decode()
        expect(done.returncode == status and words in text and text.count("\n") == 1 and
               not done.stdout, f"wanted {status} {words!r}: {done}")
        expect(sorted(os.listdir(parent)) == rest, f"left behind: {os.listdir(parent)}")

    before = sorted(os.listdir(parent))
    refuses(2, "is not empty", report(bpftax, store, SWITCH, os.path.join(parent, EXACT)), before)
    none = os.path.join(parent, "none")
    refuses(3, "not installed; on Debian: apt-get install gnuplot-nox", report(bpftax, store, SWITCH, none, parent), before)
    refuses(3, "cannot make", report(bpftax, store, SWITCH, none + "/deep"), before)
    # A gnuplot that fails at another figure leaves nothing of the first.
    broken = os.path.join(parent, "broken")
    os.mkdir(broken)
    with open(os.path.join(broken, "gnuplot"), "w", encoding="utf-8") as file:
        file.write("#!/bin/sh\nPATH=/usr/bin:/bin\ncommands=$(cat)\ncase $commands in *costs.tsv*) echo no luck >&2; exit 7 ;; esac\necho '<svg/>' \n")
    os.chmod(os.path.join(broken, "gnuplot"), 0o755)
    refuses(3, "gnuplot failed: no luck",
            report(bpftax, store, SWITCH, none, broken), sorted(before + ["broken"]))


def main():
    bpftax, write = (os.path.abspath(argument) for argument in sys.argv[1:3])
    with tempfile.TemporaryDirectory() as directory:
        store = os.path.join(directory, "synthetic.db")
        parent = os.path.join(directory, "figures")
        os.mkdir(parent)
        subprocess.run([write, store], check=True)
        check_run(bpftax, store, SWITCH, {"udp-drain", "iperf3"}, parent)
        check_run(bpftax, store, EXACT, {"micro"}, parent)
        check_run(bpftax, store, HOSTILE, {"udp-drain", "iperf3"}, parent)
        check_refusals(bpftax, store, parent)
    return summary()


sys.exit(main())
