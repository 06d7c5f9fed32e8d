#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""tests/guest/judge.py: what holds, what does not, and what a host does not let be told.

    judge.py SCRIPT
"""

import json
import math
import pathlib
import subprocess
import sys
import tempfile

SCRIPT = sys.argv[1]
HOLDS, FAILS, CANNOT_TELL = 0, 1, 2
EACH = '[b["long"] - b["short"] for b in each("w", "a/b")]'


def sample(block, configuration, quotient, waited):
    return {"workload": "w", "configuration": configuration, "block": block, "state": "kept",
            "counters": {"a": quotient * 4, "b": 4, "vcpu_cpu_ns": 1e9 * (1 - waited),
                         "vcpu_wait_ns": 1e9 * waited}}


def judged(differences, low, high, waited=0):
    samples = []
    for block, difference in enumerate(differences):
        samples += [sample(block, "short", 10, waited), sample(block, "long", 10 + difference, waited)]
    with tempfile.TemporaryDirectory() as directory:
        path = pathlib.Path(directory) / "samples"
        path.write_text(json.dumps({"samples": samples}), encoding="utf-8")
        return subprocess.run([sys.executable, SCRIPT, "within", path, str(low), str(high), EACH],
                              stdout=subprocess.DEVNULL, check=False).returncode


def check(wanted, *arguments, **named):
    got = judged(*arguments, **named)
    if got != wanted:
        sys.exit(f"{arguments} {named}: {got}, not {wanted}")


def disturbed(waited):
    with tempfile.TemporaryDirectory() as directory:
        path = pathlib.Path(directory) / "samples"
        path.write_text(json.dumps({"samples": [sample(0, "a", 1, waited)]}), encoding="utf-8")
        return subprocess.run([sys.executable, SCRIPT, "disturbed", path], check=False).returncode == 0


if disturbed(0) or not disturbed(.2):
    sys.exit("disturbed is the other way round")
check(HOLDS, [1, 1.1, .9, 1], .5, 1.5)
check(FAILS, [3, 3.1, 2.9, 3], .5, 1.5)
check(CANNOT_TELL, [3, 3.1, 2.9, 3], .5, 1.5, waited=.2)
check(HOLDS, [1, 1.1, .9, 1], .5, 1.5, waited=.2)
check(CANNOT_TELL, [1, 9, -7, 2], .5, 1.5)
check(CANNOT_TELL, [1], .5, 1.5)
check(CANNOT_TELL, [1, math.nan, 1], .5, 1.5)
