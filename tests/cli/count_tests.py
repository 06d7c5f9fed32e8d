#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""scripts/count-tests: what counts as passed, failed, skipped, and as not told.

    count_tests.py SCRIPT
"""

import json
import pathlib
import subprocess
import sys
import tempfile

SCRIPT = sys.argv[1]
TOLD = "it may be so\ncannot tell: the host is busy\n"


def log_of(directory, tests):
    path = pathlib.Path(directory) / "testlog.json"
    path.write_text("".join(json.dumps({"name": f"bpftax:guest / {name}", "result": result,
                                        "stdout": stdout}) + "\n"
                            for name, result, stdout in tests), encoding="utf-8")
    return path


def counted(*tests):
    """The last line and the status."""
    with tempfile.TemporaryDirectory() as directory:
        may = pathlib.Path(directory) / "may-not-tell"
        may.write_text("# a comment\n\nguest/delays   as time is what it measures\n", encoding="utf-8")
        ran = subprocess.run([SCRIPT, "--suite", "guest", "--none-skipped", "--may-not-tell", may,
                              log_of(directory, tests)], stdout=subprocess.PIPE,
                             stderr=subprocess.PIPE, text=True, check=False)
    return ran.stdout.splitlines()[-1], ran.returncode


def check(wanted, *tests):
    got = counted(*tests)
    if got != wanted:
        sys.exit(f"{tests}: {got}, not {wanted}")


fine = ("guest/micro", "OK", "")
check(("1 passed, 0 failed, 0 skipped", 0), fine)
check(("1 passed, 0 failed, 0 skipped, 1 could not tell", 0), fine, ("guest/delays", "SKIP", TOLD))
check(("1 passed, 1 failed, 0 skipped", 1), fine, ("guest/gate", "SKIP", TOLD))
check(("1 passed, 0 failed, 1 skipped", 1), fine, ("guest/delays", "SKIP", "skipped: no QEMU"))
check(("1 passed, 1 failed, 0 skipped", 1), fine, ("guest/delays", "FAIL", TOLD))
check(("1 passed, 1 failed, 0 skipped", 1), fine, ("guest/delays", "TIMEOUT", ""))
check(("0 passed, 0 failed, 0 skipped", 1))
