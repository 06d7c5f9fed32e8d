#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""check_again.py SCRIPT: scripts/check-again runs as often as it is told, beside loops that go with it, and ends at a failure."""
import pathlib
import subprocess
import sys
import tempfile

from checks import expect, summary

PASSED = '{"name": "bpftax:cli / one", "result": "OK", "stdout": ""}\n'
UNTOLD = '{"name": "bpftax:guest / guest/delays", "result": "SKIP", "stdout": "cannot tell: too noisy"}\n'
# Who of the script's other children runs: told by their sessions, which are their own.
LOOPS = "ps -o pid=,sid=,ppid= -A | awk -v me=$PPID '$3 == me && $1 == $2' | wc -l >>"


def again(script, build, *words):
    return subprocess.run([script, "--build", build, *words], capture_output=True, text=True, check=False)


def check_bad_words(script, build):
    for words in (("0",), ("--busy", "-1", "1"), ("none",)):
        done = again(script, build, *words, "true")
        expect(done.returncode == 2 and not done.stdout and "Traceback" not in done.stderr, f"{words}: {done}")
    done = again(script, build / "none", "1", "true")
    expect(done.returncode == 2 and "'make' makes it" in done.stderr, f"no build: {done}")


def main(script):
    with tempfile.TemporaryDirectory() as directory:
        build = pathlib.Path(directory)
        (build / "meson-logs").mkdir()
        results = build / "meson-logs" / "testlog.json"
        (build / "is").write_text(PASSED + UNTOLD)
        done = again(script, build, "--busy", "2", "3", "sh", "-c",
                     f"{LOOPS} {build}/loops; cp {build}/is {results}; echo said")
        rows = done.stdout.splitlines()
        expect(done.returncode == 0 and len(rows) == 3, f"{done}")
        expect(all("| 0:" in row and row.endswith("1 passed, 0 failed, 0 skipped, 1 could not tell (guest/delays) |")
                   and f"| {at + 1} | beside 2 busy loops |" in row for at, row in enumerate(rows)), f"{rows}")
        expect((build / "loops").read_text().split() == ["2", "2", "2"], "two loops ran beside each")
        expect((build / "check-again-3.log").read_text() == "said\n", "the log")
        done = again(script, build, "3", "sh", "-c", f"echo x >>{build}/runs; exit 5")
        expect(done.returncode == 5 and (build / "runs").read_text() == "x\n", f"a failure: {done}")
        expect(done.stdout.startswith("| 1 | quiet |") and done.stdout.endswith("| no results; status 5 |\n"),
               f"results of the run before: {done.stdout}")
        check_bad_words(script, build)
    return summary()


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
