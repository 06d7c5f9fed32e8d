#!/usr/bin/python3 -B
# SPDX-License-Identifier: GPL-2.0-or-later
"""Process 1 of the guest of nothing_left_guest.py: mounts what a machine has, runs the command of the kernel's command line
(command=, words by commas), takes in children whose parents were killed, and switches the guest off."""
import ctypes
import fcntl
import os
import pathlib
import socket
import struct
import subprocess

# Not over /tmp: what was carried into the guest may come from there.
MOUNTS = {"/proc": "proc", "/sys": "sysfs", "/dev": "devtmpfs", "/sys/fs/bpf": "bpf",
          "/sys/kernel/tracing": "tracefs", "/sys/kernel/debug": "debugfs", "/sys/fs/cgroup": "cgroup2"}
SIOCSIFFLAGS, IFF_UP = 0x8914, 1  # include/uapi/linux/sockios.h, if.h
RB_POWER_OFF = 0x4321fedc  # include/uapi/linux/reboot.h


def loopback_up():
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as any_socket:
        fcntl.ioctl(any_socket, SIOCSIFFLAGS, struct.pack("16sh22x", b"lo", IFF_UP))


def wait_for(child):
    while True:
        pid, status = os.wait()
        if pid == child.pid:
            return os.waitstatus_to_exitcode(status)


def main():
    libc = ctypes.CDLL(None, use_errno=True)
    for path, kind in MOUNTS.items():
        if libc.mount(kind.encode(), path.encode(), kind.encode(), 0, None) < 0:
            print(f"{path}: {os.strerror(ctypes.get_errno())}", flush=True)
    os.makedirs("/dev/shm", exist_ok=True)
    loopback_up()
    words = [word for word in pathlib.Path("/proc/cmdline").read_text().split() if word.startswith("command=")]
    child = subprocess.Popen(words[0].partition("=")[2].split(","),
                             env={"PATH": "/usr/bin", "HOME": "/var", "PYTHONDONTWRITEBYTECODE": "1"})
    print(f"the test in the guest ended with status {wait_for(child)}", flush=True)
    os.sync()
    libc.reboot(RB_POWER_OFF)


main()
