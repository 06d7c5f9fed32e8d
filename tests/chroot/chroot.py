#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""A fresh Debian in a chroot: `make` installs what it needs and builds, the suites of unit and cli
pass, and a guest of its own QEMU counts to the instruction what this machine's counts.

    chroot.py BPFTAX SOURCE SUITE

The tree of SOURCE that git knows is copied, with what is not committed.  Skipped, with the reason, without root, debootstrap or a
network.  Nothing stays mounted, however it ends: what it mounts is in a mount namespace of its own.
"""
import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import urllib.parse

import apt_settings

# What its own kernel is asked for, and what both machines count of one image.
MECHANISMS = "fentry,fexit,kprobe-int3,kprobe-ftrace"
COUNT = ["micro", "--exact", "--reloads", "2", "--program", "null", "--mechanism", MECHANISMS,
         "--quiet", "--format", "json"]
KERNEL = "debian-6.12-cloud"

INSIDE = r"""
mount -t proc proc "$0/proc"
mount -t sysfs -o ro sysfs "$0/sys"
mount -t devpts -o newinstance,ptmxmode=0666 devpts "$0/dev/pts"
mount -t tmpfs tmpfs "$0/dev/shm"
[ -z "$CCACHE" ] || mount --bind "$CCACHE" "$0/ccache"
exec chroot "$0" /usr/bin/env -i HOME=/root TERM=dumb LC_ALL=C.UTF-8 CCACHE_DIR=/ccache \
	PATH=/usr/lib/ccache:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin \
	sh -c "cd /root/bpftax && $1"
"""


def skip(reason):
    print("skipped:", reason)
    sys.exit(77)


def needed():
    """How apt is set up here, where a chroot can be made."""
    if os.geteuid():
        skip("a chroot takes root")
    for program in ("debootstrap", "unshare", "git"):
        if not shutil.which(program):
            skip(f"{program} is not installed")
    if not shutil.which("apt-get"):
        skip("there is no apt on this machine")
    settings = apt_settings.read()
    if not settings.main:
        skip("no source of apt's is Debian's archive ('apt-get update' has not been run?)")
    if urllib.parse.urlsplit(settings.main).scheme not in ("http", "https", "file"):
        skip(f"debootstrap cannot read {settings.main}")
    return settings


def proxies(settings):
    """apt's proxies for debootstrap, which asks the environment."""
    found = {}
    for line in settings.acquire:
        name, value = line.rstrip(";").split(" ", 1)
        if name in ("Acquire::http::Proxy", "Acquire::https::Proxy"):
            found[name.split("::")[1] + "_proxy"] = value.strip('"')
    return found


class Chroot:
    def __init__(self, path):
        self.path = pathlib.Path(path)
        ccache = os.environ.get("CCACHE_DIR") or os.path.expanduser("~/.cache/ccache")
        self.ccache = ccache if shutil.which("ccache") and os.path.isdir(ccache) else ""

    def make(self, suite, settings):
        command = ["debootstrap", "--variant=minbase", "--include=ca-certificates,git,make" +
                   (",ccache" if self.ccache else "")]
        if settings.keyring:
            command.append(f"--keyring={settings.keyring}")
        done = subprocess.run(command + [suite, self.path, settings.main], env={**os.environ, **proxies(settings)},
                              stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        if done.returncode:
            print(done.stdout[-3000:])
            if reachable(settings, suite):
                sys.exit(f"debootstrap failed: {done.returncode}")
            skip("the archive cannot be reached")
        (self.path / "ccache").mkdir()
        self.apt_configure(suite, settings)

    def apt_configure(self, suite, settings):
        etc = self.path / "etc"
        lines = [f"deb {settings.main} {one} main" for one in (suite, f"{suite}-updates")]
        if settings.security:
            lines.append(f"deb {settings.security} {suite}-security main")
        (etc / "apt/sources.list").write_text("\n".join(lines) + "\n")
        (etc / "apt/apt.conf.d/90user").write_text("\n".join(settings.acquire) + "\n")
        (etc / "dpkg/dpkg.cfg.d/unsafe-io").write_text("force-unsafe-io\n")
        shutil.copy("/etc/resolv.conf", etc / "resolv.conf")

    def put_source(self, source):
        """A clone, in its first commit what stands in the source now."""
        names = subprocess.run(["git", "-C", source, "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
                               capture_output=True, check=True).stdout.decode().split("\0")
        for name in filter(None, names):
            if os.path.isfile(os.path.join(source, name)):
                to = self.path / "root/bpftax" / name
                to.parent.mkdir(parents=True, exist_ok=True)
                shutil.copy(os.path.join(source, name), to)
        self.must("a clone", "git init -q . && git add -A && "
                  "git -c user.name=t -c user.email=t@localhost commit -qm all")

    def run(self, command, **settings):
        """In a mount and a process namespace, which end with it."""
        return subprocess.run(
            ["unshare", "--mount", "--pid", "--fork", "--kill-child", "sh", "-ec", INSIDE, self.path, command],
            env={**os.environ, "CCACHE": self.ccache}, check=False, text=True, **settings)

    def must(self, what, command):
        """What it prints to standard output; its end is shown when it fails."""
        print(f"== {what}", flush=True)
        done = self.run(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        if done.returncode:
            print(done.stdout[-6000:], done.stderr[-6000:], sep="\n")
            sys.exit(f"failed ({done.returncode}): {what}: {command}")
        return done.stdout


def reachable(settings, suite):
    with tempfile.TemporaryDirectory() as directory:
        return not subprocess.run(["/usr/lib/apt/apt-helper", "download-file",
                                   f"{settings.main.rstrip('/')}/dists/{suite}/InRelease",
                                   os.path.join(directory, "InRelease")], capture_output=True).returncode


def costs(text):
    """configuration -> instructions an event, all of them measured."""
    report = json.loads(text)
    bad = [x for x in report["results"] if x["status"] != "measured"]
    if bad:
        sys.exit(f"not measured: {bad}")
    return report["machines"][0]["qemu"], {x["configuration"]: x["effects"]["event_instructions"]["absolute"]["estimate"]
                                           for x in report["results"]}


def counted_here(bpftax, kernel, directory):
    done = subprocess.run([bpftax, *COUNT, "--kernel", str(kernel / "vmlinux"), "--modules", str(kernel / "modules"),
                           "--store", os.path.join(directory, "here.db")], capture_output=True, text=True)
    if done.returncode:
        sys.exit(f"here: {done.stderr}")
    return costs(done.stdout)


def compare_counts(bpftax, chroot, directory):
    """The same image under both QEMUs: it is this machine's, which the other may not have."""
    fetched = subprocess.run([bpftax, "kernel", "fetch", KERNEL], capture_output=True, text=True)
    if fetched.returncode:
        sys.exit(f"no kernel here: {fetched.stderr}")
    kernel = pathlib.Path(fetched.stdout.splitlines()[-1].split(" is in ")[1])
    shutil.copytree(kernel, chroot.path / "root/kernel")
    qemu_here, here = counted_here(bpftax, kernel, directory)
    qemu_there, there = costs(chroot.must(
        "one kernel image, counted there", "build/bpftax " + " ".join(COUNT) +
        " --kernel /root/kernel/vmlinux --modules /root/kernel/modules"))
    print(f"QEMU {qemu_here}: {here}\nQEMU {qemu_there}: {there}")
    if here != there:
        sys.exit("the two count differently")


def main(bpftax, source, suite):
    settings = needed()
    bpftax = os.path.realpath(bpftax)
    with tempfile.TemporaryDirectory(prefix="bpftax-chroot-") as directory:
        os.chmod(directory, 0o755)
        chroot = Chroot(os.path.join(directory, suite))
        print(f"== {suite} from {settings.main}, keyring {settings.keyring}", flush=True)
        chroot.make(suite, settings)
        chroot.put_source(source)
        chroot.must("make", "make all")
        chroot.must("unit and cli suites", "meson test -C build --no-rebuild --suite unit --suite cli "
                    "--print-errorlogs --timeout-multiplier $(scripts/time-limits build 5)")
        print(chroot.must("a guest of its own kernel", "build/bpftax " + " ".join(COUNT[:-2])))
        compare_counts(bpftax, chroot, directory)


if __name__ == "__main__":
    main(*sys.argv[1:])
