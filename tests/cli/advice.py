#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""What is advised can be had: every --target that sources and documents name is one that there is.

    advice.py SOURCE_ROOT
"""

import pathlib
import re
import sys

ADVICE = re.compile(r"--target[ =](\w+)((?:(?:, | or )\w+)*)")


def targets_of(root):
    text = (root / "src/protocol/target_list.h").read_text(encoding="utf-8")
    return set(re.findall(r'^TARGET\(\w+, "(\w+)"', text, re.M))


def files_of(root):
    yield root / "README.md"
    for pattern in ("src/**/*.[ch]", "docs/**/*.md", "docs/**/*.txt", "docs/**/*.scd"):
        yield from root.glob(pattern)


def main():
    root = pathlib.Path(sys.argv[1])
    targets = targets_of(root)
    seen = wrong = 0
    for path in files_of(root):
        for first, others in ADVICE.findall(path.read_text(encoding="utf-8")):
            seen += 1
            for name in [first] + re.findall(r" or (\w+)", others):
                if name.islower() and name not in targets:
                    print(f"{path}: there is no target '{name}'")
                    wrong += 1
    if not targets or seen < 5:
        sys.exit(f"{len(targets)} targets, {seen} pieces of advice: not what was looked for")
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
