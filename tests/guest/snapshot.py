# SPDX-License-Identifier: GPL-2.0-or-later
"""What a measurement could leave behind on a machine, as root sees it.

    before = take()
    ...
    differences(before, take())    # ["settings: debug/kprobes-optimization: 1 -> 0"]

Each kind is a dictionary of names and values; what cannot be seen here is no kind, and stands in unseen().
"""

import ctypes
import os
import pathlib
import platform
import stat
import struct

BPF = {"x86_64": 321, "aarch64": 280}  # the number of bpf(2)
# include/uapi/linux/bpf.h: enum bpf_cmd
OBJECTS = {"programs": 11, "maps": 12, "BTF objects": 23, "links": 31}
TRACEFS = pathlib.Path("/sys/kernel/tracing")
TRACEFS_FILES = ("kprobe_events", "uprobe_events", "dynamic_events", "enabled_functions", "set_event", "set_ftrace_filter",
                 "set_ftrace_notrace", "current_tracer", "tracing_on", "trace_clock", "trace_options")
KPROBES = pathlib.Path("/sys/kernel/debug/kprobes")
# The next process's number is no setting, though a process that is restored may write it.
COUNTERS = ("/proc/sys/kernel/ns_last_pid",)
LISTENS = "0A"  # include/net/tcp_states.h


def bpf(command, attributes):
    """attributes is a ctypes buffer, which the kernel may write into."""
    libc = ctypes.CDLL(None, use_errno=True)
    return libc.syscall(BPF[platform.machine()], command, attributes, len(attributes))


def ids(command):
    found, attributes = {}, ctypes.create_string_buffer(64)
    while bpf(command, attributes) == 0:
        number, = struct.unpack_from("=I", attributes, 4)
        found[f"id {number}"] = "there"
        struct.pack_into("=I", attributes, 0, number)
    return found


def text_of(path):
    try:
        return pathlib.Path(path).read_text(errors="replace").strip()
    except OSError:
        return None


def settings():
    """What can be written below /proc/sys; the kernel's own counters there cannot."""
    found = {}
    for directory, _, names in os.walk("/proc/sys"):
        for name in names:
            path = os.path.join(directory, name)
            if os.stat(path).st_mode & stat.S_IWUSR and path not in COUNTERS:
                found[path[len("/proc/sys/"):]] = text_of(path)
    return found


def lines_of(paths):
    return {f"{path.name}: {line}": "there" for path in paths for line in (text_of(path) or "").splitlines()}


def tracefs():
    return lines_of(TRACEFS / name for name in TRACEFS_FILES) | below(TRACEFS / "instances")


def below(root):
    return {os.path.join(directory, name): "there" for directory, directories, names in os.walk(root)
            for name in directories + names}


def cgroups():
    return {directory: "there" for directory, _, _ in os.walk("/sys/fs/cgroup")}


def of_processes(read):
    found = {}
    for pid in filter(str.isdigit, os.listdir("/proc")):
        try:
            found.update(read(pid))
        except OSError:
            pass
    return found


def process(pid):
    """Its name and when it started; threads of the kernel come and go as it likes."""
    name, _, rest = pathlib.Path(f"/proc/{pid}/stat").read_text().rpartition(")")
    fields = rest.split()
    return {} if pid == "2" or fields[1] == "2" else {name + ")": fields[19]}


def namespaces(pid):
    return {os.readlink(f"/proc/{pid}/ns/{name}"): "there" for name in os.listdir(f"/proc/{pid}/ns")}


def sockets():
    rows = [line.split() for name in ("tcp", "tcp6") for line in (text_of(f"/proc/net/{name}") or "").splitlines()[1:]]
    unix = [line.split() for line in text_of("/proc/net/unix").splitlines()[1:]]
    return ({row[1]: "listens" for row in rows if row[3] == LISTENS} | {row[7]: "there" for row in unix if len(row) > 7})


def files():
    return {path: "there" for root in ("/tmp", "/run", "/var/tmp", "/dev/shm") for path in below(root)}


KINDS = {
    "settings": settings,
    **{name: lambda command=command: ids(command) for name, command in OBJECTS.items()},
    "pins": lambda: below("/sys/fs/bpf"),
    "tracefs": tracefs,
    "kprobes": lambda: lines_of([KPROBES / "list", KPROBES / "enabled"]),
    "namespaces": lambda: of_processes(namespaces),
    "cgroups": cgroups,
    "processes": lambda: of_processes(process),
    "sockets": sockets,
    "files": files,
    "mounts": lambda: lines_of([pathlib.Path("/proc/self/mounts")]),
    "interfaces": lambda: {name: "there" for name in os.listdir("/sys/class/net")},
    "modules": lambda: {line.split()[0]: "there" for line in (text_of("/proc/modules") or "").splitlines()},
}


def unseen():
    """What this machine does not show, or has not."""
    return [name for name, path in (("tracefs", TRACEFS / "trace"), ("kprobes", KPROBES / "list")) if not path.exists()]


def take():
    return {kind: look() for kind, look in KINDS.items() if kind not in unseen()}


def differences(before, after):
    return [f"{kind}: {name}: {before[kind].get(name)} -> {after[kind].get(name)}"
            for kind in before for name in sorted(before[kind].keys() | after[kind].keys())
            if before[kind].get(name) != after[kind].get(name)]
