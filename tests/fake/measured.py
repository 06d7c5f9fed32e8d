# SPDX-License-Identifier: GPL-2.0-or-later
"""What one command over the fake target takes.

    done = measured(fake, "report")
    print(done.seconds, done.bytes)
"""
import os
import subprocess
import tempfile
import typing


class Measured(typing.NamedTuple):
    status: int
    text: str
    errors: str
    seconds: float  # of CPU, its own and the kernel's for it
    bytes: int      # resident, at its most


def measured(fake, *arguments):
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as errors:
        process = subprocess.Popen([fake.program, *arguments, "--store", fake.store], env=fake.environment,
                                   stdout=out, stderr=errors)
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        out.seek(0)
        errors.seek(0)
        return Measured(process.returncode, out.read().decode(), errors.read().decode(),
                        usage.ru_utime + usage.ru_stime, usage.ru_maxrss * 1024)
