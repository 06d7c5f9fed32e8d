#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""unknown_findings.py SCRIPT: scripts/unknown-findings passes over what scripts/known-findings knows, and over nothing else."""
import pathlib
import subprocess
import sys

from checks import expect, summary

LINE = "../src/{}:{}:7: warning: something [-Wanalyzer-null-dereference]\n"


def check(script, text, status, words):
    done = subprocess.run([script, "analyzer"], input=text, capture_output=True, text=True, check=False)
    expect(done.returncode == status, f"{text}: status {done.returncode}: {done.stderr}")
    expect(done.stdout.count("\n") == len(words) and all(word in done.stdout for word in words), f"{text}: {done.stdout}")


def main(script):
    known = [line.split() for line in pathlib.Path(script).with_name("known-findings").read_text().splitlines()
             if line and not line.startswith("#")]
    expect(all(len(row) > 4 and row[0] in ("tidy", "analyzer") and int(row[2]) > 0 for row in known), f"{known}")
    expect(all(pathlib.Path(script).parent.parent.joinpath(row[1]).exists() for row in known), "a file that is not there")
    of_two = next(row[1].removeprefix("src/") for row in known if row[0] == "analyzer" and row[2] == "2")
    of_tidy = next(row[1].removeprefix("src/") for row in known if row[0] == "tidy" and row[2] == "3")
    check(script, "", 0, ())
    check(script, "nothing of a file\n" + LINE.format(of_two, 1) + LINE.format(of_two, 2), 0, ())
    check(script, LINE.format(of_two, 1) * 3, 0, ())  # a header's is said by each that includes it
    check(script, "".join(LINE.format(of_two, line) for line in (1, 2, 3)), 1, ("1:7", "2:7", "3:7"))
    check(script, LINE.format(of_tidy, 1), 1, (of_tidy,))
    check(script, LINE.format(of_tidy, 1).replace("warning", "note"), 0, ())
    check(script, LINE.format(of_tidy, 1).replace("warning", "error"), 1, (of_tidy,))
    check(script, LINE.format("no/such.c", 1) + LINE.format(of_two, 1), 1, ("no/such.c",))
    return summary()


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
