#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""nothing_left.py BPFTAX ROUNDS OBJECT...: on the machine where it runs, as root: what was there before a run with target
local is there after it, and nothing else; whether it came to its end, or was killed, or all that belongs to it was.

Each kind of a snapshot is first shown to see what is left on purpose.  On a machine that others use what these begin
meanwhile is taken for ours: tests/guest/nothing_left_guest.py has one to itself."""
import ctypes
import os
import pathlib
import random
import signal
import struct
import subprocess
import sys
import tempfile
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "cli"))
import snapshot  # noqa: E402
from checks import expect, skip, summary  # noqa: E402

HERE = ("--target", "local", "--quiet")
RUNS = {
    "every mechanism": ("micro", *HERE, "--mechanism", "all", "--program", "null,map", "--stats", "off", "--reloads", "1"),
    "statistics by sysctl": ("run", *HERE, "--workload", "udp-drain", "--mechanism", "fentry,kprobe-int3", "--program", "null",
                             "--stats", "both", "--stats-by", "sysctl", "--blocks", "1", "--window", "1s"),
    "a workload": ("run", *HERE, "--workload", "udp-drain", "--mechanism", "fentry,kprobe-int3", "--program", "map", "--stats",
                   "both", "--blocks", "2", "--window", "200ms"),
    "doctor": ("doctor", "--target", "local", "--quiet"),
}
OURS = ("bpftax", "bpftax-agent", "bpftax-guard")
# Who gets which signal, at a moment that is drawn.
ENDINGS = {"bpftax": (("bpftax",), signal.SIGKILL), "its agent": (("bpftax-agent",), signal.SIGKILL),
           "its guard": (("bpftax-guard",), signal.SIGKILL), "bpftax and its agent": (OURS[:2], signal.SIGKILL),
           "all three": (OURS, signal.SIGKILL), "Ctrl-C": (("bpftax",), signal.SIGINT)}
SETTLES_S = 20
STATISTICS, JOURNAL = "/proc/sys/kernel/bpf_stats_enabled", "/run/bpftax-settings"


def called(names):
    found = []
    for pid in filter(str.isdigit, os.listdir("/proc")):
        if snapshot.text_of(f"/proc/{pid}/comm") in names:
            found.append(int(pid))
    return found


def expect_as_before(what, before):
    """The kernel lets programs and probes go a grace period later."""
    ends_s = time.monotonic() + SETTLES_S
    left = snapshot.differences(before, snapshot.take())
    while left and time.monotonic() < ends_s:
        time.sleep(.2)
        left = snapshot.differences(before, snapshot.take())
    expect(not left, f"{what}: {left}")


def words_of(name, directory):
    return RUNS[name] + (() if name == "doctor" else ("--store", os.path.join(directory, "store.db")))


def start(bpftax, words):
    return subprocess.Popen([bpftax, *words], stdout=subprocess.PIPE, stderr=subprocess.PIPE)


def undisturbed(bpftax, name, before):
    """Seconds that it took; None where this machine cannot do it."""
    with tempfile.TemporaryDirectory() as directory:
        begun_s = time.monotonic()
        process = start(bpftax, words_of(name, directory))
        _, err = process.communicate()
    took_s = time.monotonic() - begun_s
    expect_as_before(name, before)
    print(f"{name}: status {process.returncode}, {took_s:.1f} s", flush=True)
    if process.returncode in (0, 1):
        return took_s
    skip(f"{name}: {err.decode().strip()}")
    return None


def cut_off(bpftax, name, ending, moment_s, before):
    names, number = ENDINGS[ending]
    with tempfile.TemporaryDirectory() as directory:
        process = start(bpftax, words_of(name, directory))
        time.sleep(moment_s)
        pids = called(names) if process.poll() is None else []
        for pid in pids:
            os.kill(pid, number)
        process.communicate(timeout=300)
        if ending == "all three":  # nobody is left to put a setting back: the next one does
            start(bpftax, words_of("doctor", directory)).communicate(timeout=300)
    expect_as_before(f"{name}, {ending} at {moment_s:.1f} s", before)
    return bool(pids)


def kill_while_changed(process, names):
    """Once a setting is another; the guard first, which would put it back.  Whether it ever was."""
    while process.poll() is None:
        if snapshot.text_of(STATISTICS) == "1":
            for name in reversed(names):
                for pid in called([name]):
                    os.kill(pid, signal.SIGKILL)
            return True
        time.sleep(.01)
    return False


def setting_left(bpftax, names, before):
    """Where nobody is left to put a setting back, the next start does."""
    with tempfile.TemporaryDirectory() as directory:
        process = start(bpftax, words_of("statistics by sysctl", directory))
        was_changed = kill_while_changed(process, names)
        process.communicate(timeout=300)
    if not was_changed:
        skip(f"{names} killed while statistics are on: they never were")
    elif "bpftax-guard" in names and "bpftax-agent" in names:
        expect(snapshot.text_of(STATISTICS) == "1", "who put the setting back?")
        expect(os.path.exists(JOURNAL), "nothing says what it was")
        start(bpftax, RUNS["doctor"]).communicate(timeout=300)
    expect_as_before(f"statistics were on, killed: {names}", before)


def rounds_of(bpftax, rounds, took_s, before):
    draw, counts = random.Random(20261201), {ending: 0 for ending in ENDINGS}
    names, endings = list(took_s), list(ENDINGS)
    for number in range(rounds):
        ending = endings[number % len(endings)]
        name = names[number // len(endings) % len(names)]
        counts[ending] += cut_off(bpftax, name, ending, draw.uniform(0, took_s[name]), before)
    print("cut off: " + ", ".join(f"{ending} {count}" for ending, count in counts.items()), flush=True)


def program_load():
    """r0 = 0; exit, for raw tracepoints."""
    code = ctypes.create_string_buffer(struct.pack("=QQ", 0xb7, 0x95), 16)
    licence = ctypes.create_string_buffer(b"GPL")
    return snapshot.bpf(5, ctypes.create_string_buffer(
        struct.pack("=IIQQ", 17, 2, ctypes.addressof(code), ctypes.addressof(licence)) + bytes(24), 48))


def linked(program):
    name = ctypes.create_string_buffer(b"sys_enter")
    return snapshot.bpf(17, ctypes.create_string_buffer(struct.pack("=QI", ctypes.addressof(name), program), 16))


def map_make():
    return snapshot.bpf(0, ctypes.create_string_buffer(struct.pack("=IIIII", 2, 4, 4, 1, 0), 20))


def pinned(fd, path):
    name = ctypes.create_string_buffer(path.encode())
    return snapshot.bpf(6, ctypes.create_string_buffer(struct.pack("=QI", ctypes.addressof(name), fd), 16))


# A process in a network namespace of its own (CLONE_NEWNET).
ELSEWHERE = "import ctypes, time; ctypes.CDLL(None).unshare(0x40000000); time.sleep(600)"


class Left:
    """One of each kind, left on purpose, and taken away."""

    def __enter__(self):
        self.program = program_load()
        self.fds = [self.program, linked(self.program), map_make()]
        expect(min(self.fds) >= 0, f"what is left on purpose: {self.fds}")
        self.sleeper = subprocess.Popen([sys.executable, "-c", ELSEWHERE])
        self.paths = [f"{directory}/left-on-purpose" for directory in ("/sys/fs/cgroup", snapshot.TRACEFS / "instances", "/tmp")]
        self.pin = "/sys/fs/bpf/left-on-purpose"
        self.was = pathlib.Path(STATISTICS).read_text()
        pathlib.Path(STATISTICS).write_text("1")
        expect(pinned(self.program, self.pin) == 0, "no program could be pinned")
        for path in self.paths:
            os.mkdir(path)
        (snapshot.TRACEFS / "kprobe_events").write_text("p:left/on_purpose do_exit\n")
        (snapshot.TRACEFS / "events/left/on_purpose/enable").write_text("1")
        self.wait_for_namespace()
        return self

    def wait_for_namespace(self):
        while os.readlink(f"/proc/{self.sleeper.pid}/ns/net") == os.readlink("/proc/self/ns/net"):
            time.sleep(.1)

    def __exit__(self, *_):
        (snapshot.TRACEFS / "events/left/on_purpose/enable").write_text("0")
        (snapshot.TRACEFS / "kprobe_events").write_text("")
        for path in self.paths:
            os.rmdir(path)
        os.unlink(self.pin)
        pathlib.Path(STATISTICS).write_text(self.was)
        self.sleeper.kill()
        self.sleeper.wait()
        for fd in self.fds:
            os.close(fd)


def check_that_it_sees(before):
    with Left():
        seen = {line.split(":")[0] for line in snapshot.differences(before, snapshot.take())}
    wanted = {"settings", "programs", "links", "maps", "pins", "tracefs", "kprobes", "namespaces", "cgroups", "processes",
              "files"}
    expect(wanted <= seen, f"a snapshot does not see {sorted(wanted - seen)}")
    expect_as_before("what was left on purpose", before)


def main(bpftax, rounds, *objects):
    for unseen in snapshot.unseen():
        skip(f"{unseen}: not to be seen on this machine")
    for number, path in enumerate(objects):
        RUNS[f"object {number + 1}"] = ("run", *HERE, "--object", path, "--workload", "udp-drain", "--stats", "off",
                                        "--blocks", "1", "--window", "200ms")
    before = snapshot.take()
    print("seen before: " + ", ".join(f"{len(found)} {kind}" for kind, found in before.items()), flush=True)
    if snapshot.unseen():
        skip("what is left on purpose")
    else:
        check_that_it_sees(before)
    took_s = {name: s for name in RUNS if (s := undisturbed(bpftax, name, before))}
    for names in (("bpftax-agent",), OURS[:2], OURS, ("bpftax-guard",)) if "statistics by sysctl" in took_s else ():
        setting_left(bpftax, names, before)
    rounds_of(bpftax, int(rounds), took_s, before)
    return summary()


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
