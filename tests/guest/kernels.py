#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""kernels.py BPFTAX MECHANISMS KERNEL...: each mechanism on each kernel is measured, or it is said what the kernel
lacks; none has failed.

MECHANISMS as --mechanism has them.  A kernel that cannot be had is passed over, and said; the test is skipped
when none can be.
"""
import json
import re
import subprocess
import sys
import tempfile

from kernels_had import fetched

# What came after the oldest kernel: the first series of Debian's that has it, and what those before say.
FPROBE = "6.12", r"CONFIG_FPROBE is not set in "
UPROBE_MULTI = "6.12", r"the kernel has no BPF_TRACE_UPROBE_MULTI\b"
SINCE = {"kprobe-fprobe": FPROBE, "kretprobe-fprobe": FPROBE, "kprobe-session": FPROBE,
         "uprobe-multi": UPROBE_MULTI, "uretprobe-multi": UPROBE_MULTI}
ALWAYS = ("tracepoint raw-tracepoint tp-btf kprobe-int3 kprobe-optimized kprobe-ftrace kretprobe fentry fexit fmod-ret "
          "uprobe uretprobe usdt usdt-semaphore").split()
# errno's words say what the kernel answered, not why.
NO_REASON = re.compile(r"(Invalid argument|not supported|not permitted|Permission denied|No such .*|Unknown error.*)$")


def measure(bpftax, mechanisms, kernels):
    with tempfile.TemporaryDirectory() as work:
        done = subprocess.run([bpftax, "micro", "--exact", "--reloads", "1", "--budget", "0", "--mechanism", mechanisms,
                               "--program", "null", "--kernel", ",".join(kernels), "--store", work + "/store",
                               "--quiet", "--format", "json"], capture_output=True, text=True)
    if not done.stdout:
        sys.exit(f"failed: status {done.returncode}: {done.stderr}")
    return json.loads(done.stdout)


def series(release):
    return tuple(int(number) for number in re.match(r"(\d+)\.(\d+)", release).groups())


def complaint(release, mechanism, result):
    """What is wrong with it, or None."""
    status, reason = result["status"], result.get("reason", "")
    first, words = SINCE.get(mechanism, ("0.0", ""))
    if status == "measured":
        lacks = series(release) < series(first)
        return "is measured, where it is not known to be" if lacks else None
    if status != "unsupported":
        return f"{status}: {reason}"
    if mechanism in ALWAYS or mechanism in SINCE and series(release) >= series(first):
        return f"is unsupported, where the kernel has it: {reason}"
    if not reason or NO_REASON.search(reason) or not re.search(words, reason):
        return f"is unsupported for no reason, or another: {reason}"
    return None


def complaints(report):
    for result in report["results"]:
        release = report["cells"][result["cell"]]["release"]
        mechanism = result["configuration"].removesuffix("-null")
        wrong = complaint(release, mechanism, result)
        if wrong:
            yield f"{release}: {mechanism} {wrong}"


def main():
    bpftax, mechanisms, *kernels = sys.argv[1:]
    kernels = [kernel for kernel in kernels if fetched(bpftax, kernel)]
    if not kernels:
        sys.exit(77)
    report = measure(bpftax, mechanisms, kernels)
    if len(report["cells"]) != len(kernels):
        sys.exit(f"failed: {len(report['cells'])} cells of {len(kernels)} kernels")
    wrong = list(complaints(report))
    for result in report["results"]:
        print(report["cells"][result["cell"]]["release"], result["configuration"], result["status"],
              result.get("reason", ""))
    if wrong:
        sys.exit("failed: " + "\n".join(wrong))


main()
