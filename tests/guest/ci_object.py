#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""ci_object.py BPFTAX CI.MD OBJECTS JOB: every shell step that docs/ci.md has for a user's own object, in
a repository with a small one that its last commit made dearer; JOB is github, gitlab or make.  The cache
is there, so that bpftax is not built, and apt-get is asked what it would do (--simulate)."""
import os
import pathlib
import random
import re
import shutil
import subprocess
import sys
import tempfile
import xml.etree.ElementTree

import yaml

bpftax, page, objects, job = pathlib.Path(sys.argv[1]).resolve(), pathlib.Path(sys.argv[2]).read_text(), sys.argv[3], sys.argv[4]
KERNEL = "debian-6.12-cloud"
ADDED = random.randint(1, 40)


def fail(text):
    sys.exit(f"failed: {text}")


def kernel_need():
    got = subprocess.run([bpftax, "kernel", "fetch", KERNEL], capture_output=True, text=True)
    if not shutil.which("qemu-system-x86_64") or got.returncode:
        print(f"skipped: QEMU and {KERNEL} are needed: {got.stderr}")
        sys.exit(77)


def block_after(start, language):
    return re.search(rf"{start}.*?^```{language}\n(.*?)^```$", page, re.MULTILINE | re.DOTALL)[1]


def program(additions):
    return f'#define ADDITIONS {additions}\n#include "alu.bpf.h"\n'


def repository_make(directory):
    """Two commits, and what the cache brings."""
    def git(*arguments):
        subprocess.run(["git", "-c", "user.name=x", "-c", "user.email=x@example.org", *arguments], cwd=directory, check=True)

    git("init", "--quiet")
    (directory / "cost.mk").write_text(block_after("^`cost.mk`", "make"))
    shutil.copy(pathlib.Path(objects) / "alu.bpf.h", directory)
    for additions in (50, 50 + ADDED):
        (directory / "my.bpf.c").write_text(program(additions))
        git("add", "cost.mk", "alu.bpf.h", "my.bpf.c")
        git("commit", "--quiet", "--message", f"{additions} additions")
    (directory / "bpftax" / "build").mkdir(parents=True)
    (directory / "bpftax" / "build" / "bpftax").symlink_to(bpftax)


def steps_of_job():
    """Each shell step, and whether it runs whatever became of those before."""
    if job == "make":
        return [("make -f cost.mk cost", False)]
    text = block_after(f"^## Your own object, by {'GitHub' if job == 'github' else 'GitLab'}", "yaml")
    read = yaml.safe_load(text)
    if job == "github":
        return [(step["run"], step.get("if") == "always()") for step in read["jobs"]["cost"]["steps"] if "run" in step]
    return [(line, False) for line in read["cost-of-my-object"]["script"]]


def environment(directory):
    """What the services set: the base by their names of it, and where a summary goes."""
    return dict(os.environ, BASE="HEAD~1", CI_MERGE_REQUEST_DIFF_BASE_SHA="HEAD~1", BPFTAX_SOURCE="/nowhere",
                GITHUB_STEP_SUMMARY=str(directory / "summary"), GIT_CONFIG_GLOBAL=str(directory / "gitconfig"),
                XDG_STATE_HOME=str(directory / "state"))


def step_run(step, directory):
    simulated = step.replace("apt-get update && apt-get install", "apt-get install --simulate")
    if "apt-get" in step and simulated == step:
        fail(f"how is this to be simulated: {step}")
    done = subprocess.run(["sh", "-e", "-c", simulated], cwd=directory, env=environment(directory), capture_output=True,
                          text=True, timeout=600)
    print(f"$ {simulated}\n{done.stdout[-2000:]}{done.stderr[-2000:]}status {done.returncode}", flush=True)
    return done.returncode


def steps_run(directory):
    """Which step the job fails at; None: none.  Those behind it are run where they say so."""
    failed = None
    for step, always in steps_of_job():
        if (failed is None or always) and step_run(step, directory):
            failed = failed or step
    return failed


def dearer_check(directory):
    """The gate has failed by as much as was added, for the program that got it."""
    if job == "gitlab":
        cases = [case for case in xml.etree.ElementTree.parse(directory / "cost.junit").iter("testcase")
                 if case.find("failure") is not None]
        if [case.get("name") for case in cases] != ["adds"] or f"+{ADDED} instructions" not in \
                cases[0].find("failure").get("message", "") + (cases[0].find("failure").text or ""):
            fail((directory / "cost.junit").read_text())
        return
    name = "summary" if job == "github" else "cost.markdown"
    text = (directory / name).read_text()
    if not re.search(rf"\| adds \|.*\| \+{ADDED} instructions \(.*%\) \| FAIL \|$", text, re.MULTILINE):
        fail(f"{name}: {text}")
    print(text)


def main():
    kernel_need()
    with tempfile.TemporaryDirectory() as work:
        directory = pathlib.Path(work)
        repository_make(directory)
        failed = steps_run(directory)
        if not failed or not failed.startswith("make -f cost.mk cost"):
            fail(f"the job ended at {failed}")
        dearer_check(directory)
        if job == "make" and step_run(f"make -f cost.mk cost GATE='*: +{ADDED} instructions'", directory):
            fail("a bound of as much as was added")


main()
