# SPDX-License-Identifier: GPL-2.0-or-later
"""Checks that are counted, for the tests of the command line in Python.

    expect(done.returncode == 0, f"said: {done.stderr}")
    skip("fish is not installed")
    sys.exit(summary())
"""

import os
import subprocess
import unicodedata

_failures = []
_counts = {"checks": 0, "skipped": 0}


def expect(condition, text):
    """text says what was wrong."""
    _counts["checks"] += 1
    if not condition:
        _failures.append(text)


def run(*arguments, **settings):
    """A command to its end, its streams kept; settings are subprocess.run()'s."""
    return subprocess.run(arguments, capture_output=True, **{"timeout": 120, **settings})


def controls_in(text):
    """What is not seen but does something to a terminal, or to whoever reads; newlines aside."""
    return [c for c in text if c != "\n" and unicodedata.category(c) in ("Cc", "Cf", "Zl", "Zp")]


def path_with_apt():
    """PATH with an apt-cache in front that knows the same kernels everywhere (apt/apt-cache)."""
    here = os.path.dirname(os.path.realpath(__file__))
    return f"{os.path.join(here, 'apt')}:{os.environ['PATH']}"


def skip(reason):
    print("skipped:", reason)
    _counts["skipped"] += 1


def summary():
    """Prints what failed; the exit status."""
    for failure in _failures[:40]:
        print("FAILED:", failure)
    print(f"{_counts['checks'] - len(_failures)} passed, {len(_failures)} failed, "
          f"{_counts['skipped']} skipped")
    return 1 if _failures else 0
