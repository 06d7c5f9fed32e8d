# SPDX-License-Identifier: GPL-2.0-or-later
"""Kernels for tests that boot them: names, or, all of a test's, name:architecture as a study has them."""
import subprocess


def architecture_options(kernels):
    """--arch of a study whose kernels are these; nothing where they are this machine's."""
    named = sorted({kernel.partition(":")[2] for kernel in kernels} - {""})
    return ["--arch", ",".join(named)] if named else []


def refusal(*command):
    """What a command that fails says; "" of one that does not."""
    done = subprocess.run(command, capture_output=True, text=True)
    return done.stderr.strip() if done.returncode else ""


def agent_refusal(bpftax, options):
    """Why there is no agent of another architecture: it is looked for before the kernel is."""
    why = refusal(bpftax, "micro", "--exact", "--quiet", "--kernel", "/no/such/kernel", *options)
    return why if "no agent" in why else ""


def fetched(bpftax, kernel):
    """Whether it can be had, and an agent for it; if not, why is said."""
    options = architecture_options([kernel])
    why = refusal(bpftax, "kernel", "fetch", kernel.partition(":")[0], *options) or \
        (options and agent_refusal(bpftax, options))
    if why:
        print(f"skipped: no kernel {kernel}: {why}")
    return not why
