# SPDX-License-Identifier: GPL-2.0-or-later
"""What the tests of commands on stored runs share: runs that differ in just what a test changes."""
import json
import os
import subprocess

from checks import expect


def dearer_in_cell(cell, name, more):
    """Of the run of several: the configuration in that cell (counted from 1) alone."""
    cells = []

    def change(record, names):
        if record["type"] == "visit":
            cells.append(record["cell"])
        if (record["type"] == "sample" and cells[record["visit"] - 1] == cell and
                names[record["configuration"] - 1] == name):
            record["operation_ns"] += more
    return change


class Bpftax:
    def __init__(self, program, store, directory):
        self.program, self.store, self.directory = program, store, directory

    def run(self, command, *arguments):
        return subprocess.run([self.program, command, *arguments, "--store", self.store],
                              capture_output=True, timeout=120)

    def compare(self, *arguments):
        done = self.run("compare", *arguments, "--format", "json")
        expect(done.returncode in (0, 1) and not done.stderr, f"{arguments}: {done.stderr}")
        return done.returncode, json.loads(done.stdout)

    def copy(self, run, new, change=lambda record, names: None):
        """The same run under another id, with each record changed; names: of configurations."""
        lines = self.run("export", run).stdout.decode().rstrip("\n").split("\n")
        done = self.run("import", self.changed_file(lines, new * 8, change))
        expect(done.returncode == 0, f"copy of {run}: {done.stderr}")
        return new

    def changed_file(self, lines, new_id, change):
        """The lines of an export under another id, with each record changed, in a file."""
        path, names, out = os.path.join(self.directory, new_id), [], []
        for line in lines:
            record = json.loads(line)
            if record["type"] == "configuration":
                names.append(record["name"])
            if record["type"] == "run":
                record["id"] = new_id
            change(record, names)
            out.append(json.dumps(record))
        with open(path, "w", encoding="utf-8") as file:
            file.write("\n".join(out) + "\n")
        return path
