#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""valgrind.py BPFTAX_FAKE WRITE_SYNTHETIC: the command line under valgrind's memcheck: no byte is read
that was not written, none is lost.  `make check-sanitize`."""
import os
import pathlib
import subprocess
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "cli"))
import checks  # noqa: E402
from checks import expect, summary  # noqa: E402
from fake import STUDY, Fake  # noqa: E402

VALGRIND = ("valgrind", "--quiet", "--error-exitcode=99", "--leak-check=full",
            "--errors-for-leak-kinds=definite", "--show-leak-kinds=definite")
PATIENCE_S = 1200  # valgrind takes dozens of times as long, and others may have the CPUs
FORMATS = ("text", "markdown", "csv", "json", "html", "junit", "ktap", "openmetrics", "bencher",
           "benchmark-action")


def commands():
    for words in (("--version",), ("--help",), ("list", "mechanisms"), ("list", "workloads", "--format", "json"),
                  ("list", "studies"), ("list", "kernels"), ("kernel", "list"), ("explain",),
                  ("explain", "fentry-map-stat"), ("run", "--print-study"), ("run", "--mechanism", "fentri"),
                  ("run", "--xyzzy"), ("help", "run"), ("micro", "--help")):
        yield words, False
    for run in ("1111", "3333", "5555"):
        for form in FORMATS:
            yield ("report", run, "--format", form), True
        yield ("report", run, "--full"), True
        yield ("report", run, "--samples", "--format", "csv"), True
    yield ("list", "runs"), True
    yield ("history",), True
    yield ("history", "*", "--format", "json"), True
    yield ("atlas",), True
    yield ("compare", "1111", "1111", "--gate", "*: +5%"), True
    yield ("export", "1111", "-o", "run.jsonl"), True
    yield ("import", "run.jsonl"), True
    yield ("import", "store.db"), True
    yield ("report", "xyzzy"), True
    yield ("resume", "1111", "--quiet"), True


def check(program, words, store):
    done = checks.run(*VALGRIND, program, *words, *(("--store", store) if store else ()), text=True,
                      timeout=PATIENCE_S)
    expect(done.returncode != 99 and "== " not in done.stderr, f"{words}: {done.stderr}")


def main(program, write_synthetic):
    with tempfile.TemporaryDirectory() as directory:
        fake = Fake(os.path.abspath(program), directory)
        synthetic = os.path.join(directory, "synthetic.db")
        subprocess.run([os.path.abspath(write_synthetic), synthetic], check=True)
        os.environ["XDG_CACHE_HOME"] = directory
        os.environ["PATH"] = checks.path_with_apt()
        os.chdir(directory)
        for words, has_store in commands():
            check(fake.program, words, synthetic if has_store else None)
        for study in (STUDY, (*STUDY, "--target", "vm", "--kernel", "a,b", "--boots", "2")):
            check(fake.program, ("run", *study), fake.store)
    return summary()


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
