#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""hostile.py BPFTAX_FAKE: whatever a guest, a study, a file's name or an argument says, nothing that
drives a terminal reaches standard output or standard error, and an error stays one line."""
import os
import pathlib
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "cli"))
from checks import controls_in, expect, summary  # noqa: E402
from fake import STUDY, Fake  # noqa: E402

HOSTILE = "6.0\x1b[2J\a\r\u2028\u202e\u200b\x9b<script>\u0085 \u00e9|"
FORMATS = ("text", "markdown", "csv", "json", "html", "junit", "ktap", "openmetrics", "bencher",
           "benchmark-action")


def check_streams(what, done, statuses):
    expect(done.returncode in statuses, f"{what}: status {done.returncode}: {done.stderr}")
    for name, stream in (("stdout", done.stdout), ("stderr", done.stderr)):
        bad = controls_in(stream.decode("utf-8").replace("\r\n", "\n"))
        expect(not bad, f"{what}: {name} has {bad}")


def check_guest(program, directory):
    """As release, hook and reason; while it runs, and in every report."""
    fake = Fake(program, directory, FAKE_TEXT=HOSTILE, FAKE_UNSUPPORTED="fexit")
    loud = [word for word in STUDY if word != "--quiet"]
    check_streams("run", fake.run("run", *loud, "--label", "\u2028\u202e\u200b end"), (0, 1))
    for form in FORMATS:
        check_streams(form, fake.run("report", "--format", form), (0,))
    for words in (("report", "--full"), ("list", "runs"), ("history",), ("compare", "*")):
        check_streams(words, fake.run(*words), (0, 1, 2))


def check_refusals(program, directory):
    """Errors that name what was typed, or what stands in a file."""
    fake = Fake(program, directory)
    study = os.path.join(directory, "study.ini")
    pathlib.Path(study).write_text(f"kernel = x\n{HOSTILE} = 1\n".replace("\r", ""))
    named = os.path.join(directory, HOSTILE.replace("/", ""))
    pathlib.Path(named).write_text("no run\n")
    for words in ((HOSTILE,), ("run", study), ("run", named + "/x"), ("run", HOSTILE),
                  ("run", "--mechanism", HOSTILE), ("run", "--" + HOSTILE), ("run", "--target", HOSTILE),
                  ("run", "--window", HOSTILE), ("report", HOSTILE), ("import", named), ("explain", HOSTILE),
                  ("list", HOSTILE), ("list", "mechanisms", "--format", HOSTILE), ("help", HOSTILE),
                  ("compare", "1111", "--gate", HOSTILE), ("kernel", HOSTILE), ("kernel", "rm", HOSTILE),
                  ("kernel", "fetch", HOSTILE), ("kernel", "list", "--arch", HOSTILE), ("bisect", HOSTILE),
                  ("export", HOSTILE), ("history", HOSTILE), ("resume", HOSTILE)):
        done = fake.run(*words, PATH="/nonexistent")
        check_streams(words, done, (2, 3))
        expect(done.stderr.count(b"\n") == 1 and not done.stdout, f"{words}: {done}")


def main(program):
    os.environ["LC_ALL"] = "C.UTF-8"
    with tempfile.TemporaryDirectory() as directory:
        os.environ["XDG_CACHE_HOME"] = directory
        check_guest(program, directory)
        check_refusals(program, directory)
    return summary()


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
