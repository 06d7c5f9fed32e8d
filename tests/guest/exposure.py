#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""exposure.py BPFTAX: while a study with a port runs, as its iperf3 client is on the host: who listens where, and what QEMU
may do.  Only 127.0.0.1 is listened on, no name in a file system leads to a guest, and QEMU is in its seccomp sandbox."""
import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "cli"))
from checks import expect, summary  # noqa: E402

STUDY = ("run", "--workload", "iperf3", "--client", "host", "--mechanism", "fentry", "--program", "null", "--blocks", "2",
         "--window", "500ms", "--accel", "tcg", "--format", "json", "--quiet")
LISTENS = "0A"  # include/net/tcp_states.h
LOOPBACK = "0100007F"  # as /proc/net has 127.0.0.1


def descendants(root):
    parents = {}
    for pid in filter(str.isdigit, os.listdir("/proc")):
        try:
            stat = pathlib.Path(f"/proc/{pid}/stat").read_text()
            parents[int(pid)] = int(stat.rpartition(")")[2].split()[1])
        except OSError:
            pass
    found, grown = {root}, True
    while grown:
        more = {pid for pid, parent in parents.items() if parent in found} - found
        grown = bool(more)
        found |= more
    return found


def sockets(pids):
    inodes = set()
    for pid in pids:
        try:
            links = [os.readlink(f"/proc/{pid}/fd/{fd}") for fd in os.listdir(f"/proc/{pid}/fd")]
        except OSError:
            continue
        inodes.update(match[1] for match in map(re.compile(r"socket:\[(\d+)\]").match, links) if match)
    return inodes


def waiting(inodes):
    """(protocol, address) of those that wait for a stranger: listening, or of UDP without a peer."""
    for name in ("tcp", "tcp6", "udp", "udp6"):
        for line in pathlib.Path(f"/proc/net/{name}").read_text().splitlines()[1:]:
            fields = line.split()
            has_no_peer = fields[2].endswith(":0000")
            if fields[9] in inodes and (fields[3] == LISTENS if name.startswith("tcp") else has_no_peer):
                yield name, fields[1].split(":")[0]


def named(inodes):
    for line in pathlib.Path("/proc/net/unix").read_text().splitlines()[1:]:
        fields = line.split()
        if fields[6] in inodes and len(fields) > 7:
            yield fields[7]


def field(pid, key):
    return re.search(rf"^{key}:\s*(.*)$", pathlib.Path(f"/proc/{pid}/status").read_text(), re.M)[1]


def emulators(pids):
    return [pid for pid in pids if pathlib.Path(f"/proc/{pid}/comm").read_text().startswith("qemu-system")]


def watch(process, seen):
    """Once more while it runs."""
    pids = descendants(process.pid)
    inodes = sockets(pids)
    seen["waiting"].update(waiting(inodes))
    seen["named"].update(named(inodes))
    for pid in emulators(pids):
        words = pathlib.Path(f"/proc/{pid}/cmdline").read_bytes().split(b"\0")
        if words == [b""]:  # within its exec, or its end: there is no memory to read them from
            continue
        if b"-sandbox" in words and field(pid, "Seccomp") == "2":
            seen["sandboxed"].add(pid)
        seen["emulators"].add(pid)
        expect({b"-nodefaults", b"-no-user-config"} <= set(words), f"QEMU was started as {words}")


def check_running(bpftax, directory):
    seen = {key: set() for key in ("waiting", "named", "emulators", "sandboxed")}
    out, err = pathlib.Path(directory, "out"), pathlib.Path(directory, "err")
    with out.open("wb") as out_file, err.open("wb") as err_file:
        process = subprocess.Popen([bpftax, *STUDY, "--store", os.path.join(directory, "store.db")],
                                   stdout=out_file, stderr=err_file)
    while process.poll() is None:
        try:
            watch(process, seen)
        except (OSError, TypeError):  # one has just ended
            pass
        time.sleep(.2)
    if process.returncode == 3:
        print(f"skipped: {err.read_text()}")
        sys.exit(77)
    expect(process.returncode == 0, f"run: {process.returncode} {err.read_text()}")
    return seen, json.loads(out.read_text())


def check_without_sandbox(bpftax, directory):
    """A QEMU that was built without one says that it does not know the option."""
    real = subprocess.run(["sh", "-c", "command -v qemu-system-x86_64"], capture_output=True, text=True).stdout.strip()
    poor = pathlib.Path(directory, "qemu-system-x86_64")
    poor.write_text(f"""#!/bin/sh
case " $* " in
*" -sandbox "*)
	echo "qemu-system-x86_64: -sandbox on: There is no option group 'sandbox'" >&2
	exit 1
esac
exec {real} "$@"
""")
    poor.chmod(0o755)
    done = subprocess.run([bpftax, "micro", "--exact", "--mechanism", "fentry", "--program", "null", "--reloads", "1",
                           "--budget", "0", "--format", "json", "--store", os.path.join(directory, "poor.db")],
                          capture_output=True, env={**os.environ, "PATH": f"{directory}:{os.environ['PATH']}"})
    expect(done.returncode == 0, f"without a sandbox: {done.returncode} {done.stderr.decode()}")
    expect(b"was built without a seccomp sandbox: the guest runs without one" in done.stderr, f"said: {done.stderr}")


def main(bpftax):
    with tempfile.TemporaryDirectory() as directory:
        seen, report = check_running(bpftax, directory)
        expect({protocol for protocol, _ in seen["waiting"]} >= {"tcp", "udp"}, f"no port was seen: {seen}")
        addresses = {address for _, address in seen["waiting"]}
        expect(addresses == {LOOPBACK}, f"these wait for strangers: {seen['waiting']}")
        expect(all(name.startswith("@bpftax-run-") for name in seen["named"]), f"sockets have names: {seen['named']}")
        expect(seen["sandboxed"] == seen["emulators"] != set(), f"not in a sandbox: {seen}")
        expect({result["status"] for result in report["results"]} == {"measured"}, f"{report['results']}")
        check_without_sandbox(bpftax, directory)
    return summary()


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
