#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""ci.py BPFTAX CI.MD: the examples of the page are YAML that says what it is meant to, a makefile that
make takes, and commands whose options there are."""
import re
import shlex
import subprocess
import sys
import tempfile

import yaml

from checks import expect, summary


def blocks(page, language):
    return re.findall(rf"^```{language}\n(.*?)^```$", page, re.MULTILINE | re.DOTALL)


def check_own(github, gitlab):
    """The jobs of a user's own object, whose shell steps tests/guest/ci_object.py runs."""
    steps = github["jobs"]["cost"]["steps"]
    expect(github[True] == "pull_request" and all(("run" in s) != ("uses" in s) for s in steps), f"GitHub: {github}")
    expect("$GITHUB_STEP_SUMMARY" in steps[-1]["run"] and steps[-1]["if"] == "always()", f"GitHub: {steps[-1]}")
    expect(all(re.fullmatch(r"actions/[a-z-]+@v\d+", s["uses"]) for s in steps if "uses" in s), f"GitHub: {steps}")
    job = gitlab["cost-of-my-object"]
    expect(all(isinstance(line, str) for line in job["script"]), f"GitLab: {job['script']}")
    expect(job["artifacts"]["reports"] == {"junit": "cost.junit"}, f"GitLab: {job['artifacts']}")


def check_yaml(page):
    *own, github, gitlab = (yaml.safe_load(block) for block in blocks(page, "yaml"))
    check_own(*own)
    steps = github["jobs"]["gate"]["steps"]
    # YAML 1.1 takes the key `on` for true, as does GitHub's own documentation's example.
    expect(github[True] == "pull_request" and all(("run" in s) != ("uses" in s) for s in steps),
           f"GitHub: {github}")
    expect(all(re.fullmatch(r"actions/[a-z-]+@v\d+", s["uses"]) for s in steps if "uses" in s),
           f"GitHub: {steps}")
    job = gitlab["cost-of-tracing"]
    expect(all(isinstance(line, str) for line in job["script"]), f"GitLab: {job['script']}")
    expect(job["artifacts"]["reports"] == {"junit": "gate.xml"}, f"GitLab: {job['artifacts']}")
    lines = [s["run"] for s in steps if "run" in s] + job["script"]
    for line in lines:
        shlex.split(line)
    return [line for line in lines if "gate.mk" in line]


def check_makefile(page, calls):
    """What make would run, for every call of it on the page: each command of bpftax is one."""
    makefile = blocks(page, "make")[-1]
    commands = []
    with tempfile.TemporaryDirectory() as directory:
        with open(f"{directory}/gate.mk", "w", encoding="utf-8") as file:
            file.write(makefile)
        for call in calls:
            words = shlex.split(call.split(">")[0]) + ["--dry-run"]
            done = subprocess.run(words, cwd=directory, capture_output=True, text=True, timeout=60)
            expect(done.returncode == 0 and not done.stderr, f"{call}: {done}")
            commands += re.findall(r"build/bpftax (\w+)([^|>]*)", done.stdout)
    return commands


def check_options(bpftax, commands):
    expect(len(commands) >= 7, f"commands: {commands}")
    for name, arguments in commands:
        text = subprocess.run([bpftax, name, "--help"], capture_output=True, text=True,
                              timeout=60).stdout
        for option in re.findall(r"(--[a-z-]+)", arguments):
            expect(option in text, f"bpftax {name} has no {option}")


def main():
    bpftax = sys.argv[1]
    with open(sys.argv[2], encoding="utf-8") as file:
        page = file.read()
    commands = check_makefile(page, check_yaml(page))
    commands += re.findall(r"^    bpftax (\w+)(.*)", page, re.MULTILINE)
    check_options(bpftax, commands)
    return summary()


sys.exit(main())
