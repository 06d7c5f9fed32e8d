#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""foreign_statistics.py BPFTAX: somebody else has the kernel's BPF statistics on, by a descriptor of
which the sysctl says nothing, on this very machine: what is measured without statistics is withheld,
what is measured with them stays, and who it is is said."""
import ctypes
import json
import os
import subprocess
import sys
import tempfile

from checks import expect, summary

SYS_BPF, BPF_ENABLE_STATS = 321, 32


def statistics_hold():
    libc = ctypes.CDLL(None, use_errno=True)
    attributes = ctypes.create_string_buffer(128)
    descriptor = libc.syscall(SYS_BPF, BPF_ENABLE_STATS, attributes, len(attributes))
    return descriptor, ctypes.get_errno()


def bpftax_json(program, *arguments):
    done = subprocess.run([program, *arguments], capture_output=True, check=False)
    return done.returncode, json.loads(done.stdout or b"{}"), done.stderr.decode()


def micro(program, store):
    return bpftax_json(program, "micro", "--target", "local", "--mechanism", "raw-tracepoint", "--stats",
                       "both", "--reloads", "3", "--format", "json", "--store", store)


def check_micro(program, directory, me):
    status, report, said = micro(program, os.path.join(directory, "held.db"))
    results = {x["configuration"]: x for x in report["results"]}
    without, with_them = results["raw-tracepoint-null"], results["raw-tracepoint-null-stat"]
    expect(status == 1, f"something that was asked for was not measured: {status}")
    expect(without["status"] == "failed" and me in without["reason"] and not without["effects"],
           f"withheld, with the reason: {without}")
    expect(with_them["status"] == "measured" and
           with_them["effects"]["event_ns"]["absolute"]["estimate"] > 0, f"kept: {with_them}")
    text = subprocess.run([program, "report", "--store", os.path.join(directory, "held.db")],
                          capture_output=True, text=True, check=False).stdout
    warning, table = text.find("! BPF statistics were on"), text.find("raw-tracepoint-null")
    expect(0 < warning < table, f"on the page, before its table: {text}")
    expect("BPF statistics are on" in said and me in said, f"said before the table: {said}")


def check_doctor(program, me):
    status, found, said = bpftax_json(program, "doctor", "--target", "local", "--json", "--quiet")
    check = {x["name"]: x for x in found["checks"]}["BPF statistics"]
    expect(status in (1, 3) and check["state"] == "warning" and me in check["found"],
           f"doctor: {status} {check} {said}")


def main():
    program = sys.argv[1]
    if os.uname().machine != "x86_64":
        print("skipped: bpf(2) has another number here")
        return 77
    with tempfile.TemporaryDirectory() as directory:
        _, report, said = micro(program, os.path.join(directory, "free.db"))
        statuses = {x["configuration"]: x["status"] for x in report.get("results", [])}
        if set(statuses.values()) != {"measured"}:
            print(f"skipped: raw tracepoints are not to be had here: {statuses} {said}")
            return 77
        descriptor, code = statistics_hold()
        if descriptor < 0:
            print(f"skipped: no BPF_ENABLE_STATS: {os.strerror(code)}")
            return 77
        with open("/proc/self/comm", encoding="ascii") as comm:
            me = f"process {os.getpid()} ({comm.read().strip()})"
        check_micro(program, directory, me)
        check_doctor(program, me)
    return summary()


sys.exit(main())
