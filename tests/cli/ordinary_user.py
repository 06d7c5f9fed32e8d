#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""ordinary_user.py BPFTAX: what an ordinary user is refused is no property of the kernel."""
import json
import os
import shutil
import subprocess
import sys
import tempfile

from checks import expect, skip, summary

NOBODY = 65534


def as_nobody(*command):
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=120,
                          user=NOBODY, group=NOBODY, extra_groups=[])


def copied(program, directory):
    """The program with its helpers where anybody may run them: a checkout may be root's alone."""
    build = os.path.dirname(os.path.abspath(program))
    for name, to in (("bpftax", "bin"), ("src/agent/bpftax-agent", "libexec/bpftax"),
                     ("src/agent/bpftax-iperf3", "libexec/bpftax")):
        os.makedirs(os.path.join(directory, to), exist_ok=True)
        shutil.copy(os.path.join(build, name), os.path.join(directory, to))
    return os.path.join(directory, "bin/bpftax")


def check_local(program, directory):
    store = os.path.join(directory, "store.db")
    for command in (["micro", "--mechanism", "raw-tracepoint"],
                    ["run", "--workload", "udp-drain", "--mechanism", "raw-tracepoint", "--blocks", "1"]):
        done = as_nobody(program, *command, "--target", "local", "--store", store)
        expect(done.returncode == 3 and "CAP_BPF, CAP_PERFMON and CAP_SYS_ADMIN" in done.stderr and
               "--target vm" in done.stderr and "unsupported" not in done.stdout + done.stderr,
               f"{command}: {done.returncode} {done.stdout} {done.stderr}")


def check_doctor(program):
    done = as_nobody(program, "doctor", "--target", "local", "--json", "--quiet")
    check = {x["name"]: x for x in json.loads(done.stdout)["checks"]}["privilege"]
    expect(done.returncode == 3 and check["state"] == "hopeless" and "CAP_BPF" in check["found"] and
           "sudo" in check["mend"], f"doctor: {done.returncode} {check}")


def check_kvm(program, directory):
    mode = os.stat("/dev/kvm").st_mode if os.path.exists("/dev/kvm") else 0o666
    if mode & 0o006:
        skip("everybody may use /dev/kvm here, or there is none")
        return
    # What its group may not do is not had by being of that group.
    remedy = "usermod -aG" if mode & 0o060 == 0o060 else "ls -l /dev/kvm"
    done = as_nobody(program, "micro", "--accel", "kvm", "--kernel", "debian-6.12-cloud", "--store",
                     os.path.join(directory, "store.db"))
    expect(done.returncode == 3 and (remedy in done.stderr or "kernel fetch" in done.stderr),
           f"kvm: {done.returncode} {done.stderr}")


def main():
    if os.geteuid() != 0:
        print("skipped: only root can become somebody else")
        return 77
    with tempfile.TemporaryDirectory() as directory:
        os.chmod(directory, 0o777)
        os.environ["HOME"] = directory
        program = copied(sys.argv[1], directory)
        check_local(program, directory)
        check_doctor(program)
        check_kvm(program, directory)
    return summary()


sys.exit(main())
