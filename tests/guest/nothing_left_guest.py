#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""nothing_left_guest.py BPFTAX ROUNDS OBJECT...: nothing_left.py in a guest that has nothing else to do: bpftax itself, its agent
and Python are carried into it, and measure the guest's kernel by target local."""
import ctypes
import os
import pathlib
import shutil
import signal
import subprocess
import sys
import sysconfig
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
KERNEL = "debian-6.12-cloud"
PR_SET_PDEATHSIG = 1  # include/uapi/linux/prctl.h


def archived(name, mode, size, device=(0, 0)):
    """A header of cpio(5)'s format newc; with one link each, inode numbers say nothing."""
    fields = (0, mode, 0, 0, 1, 0, size, 0, 0, *device, len(name) + 1, 0)
    return padded(b"070701" + b"".join(b"%08X" % field for field in fields) + name.encode() + b"\0")


def padded(data):
    return data + bytes(-len(data) % 4)


class Archive:
    """What the guest's memory has for files, each with the directories above it."""

    def __init__(self, file):
        self.file, self.has = file, {"/"}

    def add(self, path, name=None):
        """path's text, under its own name or another one."""
        name = name or path
        if name not in self.has:
            self.put(name, pathlib.Path(path).read_bytes())

    def put(self, path, data):
        self.directory(os.path.dirname(path))
        self.has.add(path)
        self.file.write(archived(path[1:], 0o100755, len(data)) + padded(data))

    def directory(self, path):
        if path not in self.has:
            self.directory(os.path.dirname(path))
            self.has.add(path)
            self.file.write(archived(path[1:], 0o40755, 0))

    def link(self, path, target):
        self.directory(os.path.dirname(path))
        self.file.write(archived(path[1:], 0o120777, len(target)) + padded(target.encode()))

    def console(self):
        self.directory("/dev")
        self.file.write(archived("dev/console", 0o20600, 0, (5, 1)))

    def end(self):
        self.file.write(archived("TRAILER!!!", 0, 0))


def libraries(program):
    done = subprocess.run(["ldd", program], capture_output=True, text=True, check=False)
    return [word for line in done.stdout.splitlines() for word in line.split() if word.startswith("/")]


def add_program(archive, path):
    archive.add(path)
    for library in libraries(path):
        archive.add(library)


# What Python has loaded once the tests' modules are: nothing more is needed in the guest.
LOADED = """import sys; sys.path[:0] = sys.argv[1:]; import nothing_left, ctypes, fcntl, socket
print(*{getattr(module, "__file__", None) or "" for module in sys.modules.values()}, sep="\\n")"""


def modules():
    done = subprocess.run([sys.executable, "-IBc", LOADED, str(HERE)], capture_output=True, text=True, check=True)
    encodings = pathlib.Path(sysconfig.get_path("stdlib"), "encodings").glob("*.py")
    return {*filter(None, done.stdout.splitlines()), *map(str, encodings)}


def add_python(archive):
    real = os.path.realpath(sys.executable)
    add_program(archive, real)
    if real != "/usr/bin/python3":
        archive.link("/usr/bin/python3", real)  # it looks for its library from where it really is
    for path in modules():
        archive.add(path)
        for library in libraries(path) if path.endswith(".so") else ():
            archive.add(library)


def add_all(archive, bpftax, objects):
    for directory in ("/proc", "/sys", "/dev", "/tmp", "/run", "/var"):
        archive.directory(directory)
    archive.console()
    add_python(archive)
    for program in (bpftax, os.path.join(os.path.dirname(bpftax), "src/agent/bpftax-agent"),
                    shutil.which("sha256sum")):
        add_program(archive, program)
    for script in (*HERE.glob("*.py"), HERE.parent / "cli/checks.py"):
        archive.add(str(script))
    for path in objects:
        archive.add(path)
    archive.add(str(HERE / "nothing_left_init.py"), "/init")
    archive.end()


def kernel_of(bpftax):
    """The image of a kernel, or why there is none."""
    fetched = subprocess.run([bpftax, "kernel", "fetch", KERNEL], capture_output=True, text=True, check=False)
    if fetched.returncode:
        return None, fetched.stderr.strip()
    directory = fetched.stdout.strip().rpartition(" is in ")[2]
    return os.path.join(directory, "vmlinux"), None


def end_with_parent():
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)


def boot(kernel, initrd, command):
    # One CPU, as with the tests of mechanisms (tests/guest/guest.c).
    words = ["qemu-system-x86_64", "-accel", "tcg", "-cpu", "max", "-smp", "1", "-m", "1024", "-nodefaults", "-no-user-config",
             "-no-reboot", "-display", "none", "-serial", "stdio", "-kernel", kernel, "-initrd", f"/proc/self/fd/{initrd}",
             "-append", f"console=ttyS0 panic=-1 oops=panic rdinit=/init quiet loglevel=4 "
             f"command={','.join(command)}"]
    said = []
    with subprocess.Popen(words, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, text=True, errors="replace", pass_fds=[initrd],
                          preexec_fn=end_with_parent) as guest:
        for line in guest.stdout:
            print(line.rstrip(), flush=True)
            said.append(line.strip())
    return said


def main(bpftax, rounds, *objects):
    bpftax, *objects = map(os.path.abspath, (bpftax, *objects))
    kernel, why = kernel_of(bpftax) if shutil.which("qemu-system-x86_64") else (None, "QEMU is not installed")
    if why:
        print("skipped:", why)
        return 77
    with tempfile.TemporaryFile() as file:  # without a name: nothing stays where this is killed
        add_all(Archive(file), bpftax, objects)
        file.flush()
        said = boot(kernel, file.fileno(), ["python3", str(HERE / "nothing_left.py"), bpftax, rounds, *objects])
    is_whole = any(line.endswith(" 0 skipped") for line in said)
    return 0 if is_whole and "the test in the guest ended with status 0" in said else 1


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
