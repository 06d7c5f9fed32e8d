#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""archive.py BPFTAX: kernels out of an archive that the test makes itself.

It has Debian's suites of one day with kernels of a few kilobytes, signed with a key of its own (where
there is no gpg it is not signed and trusted by its address, and the test says so), and is served on
loopback.  APT_CONFIG makes the machine's apt one that knows this archive alone.
"""
import contextlib
import functools
import gzip
import hashlib
import http.server
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time

from checks import expect, skip, summary

CLOUD = "cloud-amd64"
# suite: (Suite, Codename, place, [(release, version)])
SUITES = {
    "bookworm": ("oldstable", "debian", [("6.1.0-56", "6.1.192-2"),
                                         ("6.12.117+deb12", "6.12.117-1~deb12u1")]),
    "bullseye": ("oldoldstable", "debian", [("5.10.0-32", "5.10.223-1")]),
    "trixie": ("stable", "debian", [("6.12.118+deb13", "6.12.118-1")]),
    "trixie-backports": ("stable-backports", "debian", [("6.19.14+deb13", "6.19.14-1~bpo13+1"),
                                                        ("7.2.12+deb13", "7.2.12-1~bpo13+1")]),
    "sid": ("unstable", "debian", []),
    "experimental": ("experimental", "debian", [("7.3", "7.3~rc7-1~exp1")]),
    "bookworm-security": ("oldstable-security", "security", [("6.1.0-55", "6.1.192-1")]),
    "bullseye-security": ("oldoldstable-security", "security", [("5.10.0-40", "5.10.262-1")]),
}
LABELS = {"debian": "Debian", "security": "Debian-Security"}
# Of these the index lists what the kernel depends on no more.
FORGOTTEN = {"linux-modules-6.19.14+deb13-" + CLOUD, "linux-base-6.19.14+deb13-" + CLOUD}


def bzimage(text):
    """As tests/unit/target/fixtures.c makes one; nobody knows how its payload is packed."""
    image = bytearray(2048) + text.encode() * 200
    image[0x1f1] = 2
    image[0x202:0x206] = b"HdrS"
    image[0x248:0x24c] = (100).to_bytes(4, "little")
    image[0x24c:0x250] = (64).to_bytes(4, "little")
    return bytes(image)


def packages_of(release, version):
    """{package: (depends, {path: bytes})} as the kernel of this version is split, or not."""
    name = f"{release}-{CLOUD}"
    series = tuple(int(part) for part in version.split("~")[0].split("-")[0].split(".")[:2])
    image, config = bzimage(version), f"CONFIG_OF=\"{version}\"\n".encode()
    if series < (6, 19):
        return {f"linux-image-{name}": ("kmod, linux-base (>= 4.3~)",
                                        {f"boot/vmlinuz-{name}": image, f"boot/config-{name}": config})}
    parts = [f"linux-{part}-{name}" for part in ("base", "binary", "modules")]
    image_path = f"boot/vmlinuz-{name}" if series < (7, 2) else f"usr/lib/modules/{name}/vmlinuz"
    config_path = f"boot/config-{name}" if series < (7, 2) else f"usr/lib/modules/{name}/config"
    return {f"linux-image-{name}": ("kmod, " + ", ".join(f"{part} (= {version})" for part in parts), {}),
            parts[0]: (None, {config_path: config}), parts[1]: (None, {image_path: image}),
            parts[2]: (None, {f"usr/lib/modules/{name}/modules.order": b""})}


class Archive:
    """Its files below `root`, and who signs them."""

    def __init__(self, root):
        self.root, self.pool = root, os.path.join(root, "pool")
        self.key = os.path.join(root, "key.gpg") if shutil.which("gpg") else None
        self.home = os.path.join(root, "gnupg")
        os.makedirs(root)
        if self.key:
            self.make_key()
        for suite in SUITES:
            self.make_suite(suite)

    def gpg(self, *arguments):
        subprocess.run(["gpg", "--homedir", self.home, "--batch", "--quiet", "--yes", "--pinentry-mode",
                        "loopback", "--passphrase", "", *arguments], check=True, capture_output=True)

    def make_key(self):
        os.mkdir(self.home, 0o700)
        self.gpg("--quick-generate-key", "Throw Away <none@example.org>", "rsa2048", "sign", "never")
        self.gpg("--output", self.key, "--export")

    def deb(self, package, version, files):
        tree = os.path.join(self.root, "tree")
        shutil.rmtree(tree, ignore_errors=True)
        control = f"Package: {package}\nVersion: {version}\nArchitecture: amd64\nMaintainer: x <x@example.org>\nDescription: x\n"
        for path, content in {**files, "DEBIAN/control": control.encode()}.items():
            where = os.path.join(tree, path)
            os.makedirs(os.path.dirname(where), exist_ok=True)
            with open(where, "wb") as file:
                file.write(content)
        os.chmod(tree, 0o755)
        name = f"{package}_{version}_amd64.deb"
        subprocess.run(["dpkg-deb", "-Znone", "--build", "--root-owner-group", tree, os.path.join(self.pool, name)],
                       check=True, capture_output=True)
        return f"pool/{name}"

    def record(self, package, version, depends, files):
        path = self.deb(package, version, files)
        with open(os.path.join(self.root, path), "rb") as file:
            content = file.read()
        lines = [f"Package: {package}", f"Version: {version}", "Architecture: amd64", "Maintainer: x",
                 f"Depends: {depends}", "Description: x", f"Filename: {path}", f"Size: {len(content)}",
                 f"SHA256: {hashlib.sha256(content).hexdigest()}"]
        return "\n".join(line for line in lines if line != "Depends: None") + "\n\n"

    def make_suite(self, suite):
        alias, place, kernels = SUITES[suite]
        os.makedirs(self.pool, exist_ok=True)
        dists = os.path.join(self.root, "dists" if place == "debian" else "security/dists")
        text = "".join(self.record(package, version, depends, files)
                       for release, version in kernels
                       for package, (depends, files) in packages_of(release, version).items()
                       if package not in FORGOTTEN)
        index = os.path.join(dists, suite, "main/binary-amd64")
        os.makedirs(index)
        packed = gzip.compress(text.encode())
        with open(os.path.join(index, "Packages.gz"), "wb") as file:
            file.write(packed)
        self.sign(os.path.join(dists, suite), self.release_file(suite, alias, place, packed, text.encode()))
        if alias != suite:
            os.symlink(suite, os.path.join(dists, alias))
        if place == "security":
            with contextlib.suppress(FileExistsError):
                os.symlink("../pool", os.path.join(self.root, "security/pool"))

    @staticmethod
    def release_file(suite, alias, place, packed, plain):
        codename = "rc-buggy" if suite == "experimental" else suite
        sums = "".join(f" {hashlib.sha256(content).hexdigest()} {len(content)} main/binary-amd64/{name}\n"
                       for name, content in (("Packages.gz", packed), ("Packages", plain)))
        return (f"Origin: Debian\nLabel: {LABELS[place]}\nSuite: {alias}\nCodename: {codename}\n"
                f"Date: {time.strftime('%a, %d %b %Y %H:%M:%S UTC', time.gmtime())}\n"
                f"Architectures: amd64\nComponents: main\nSHA256:\n{sums}")

    def sign(self, directory, text):
        with open(os.path.join(directory, "Release"), "w") as file:
            file.write(text)
        if self.key:
            self.gpg("--clearsign", "--output", os.path.join(directory, "InRelease"), os.path.join(directory, "Release"))

    def options(self):
        return {"Signed-By": self.key} if self.key else {"Trusted": "yes"}


class Handler(http.server.SimpleHTTPRequestHandler):
    """What is asked for, unless `refuse` says that the archive is gone."""

    def log_message(self, *_):
        pass

    def do_GET(self):
        self.server.asked.append(self.path)
        if self.server.stall and self.server.stall in self.path:
            self.server.stalled.set()
            time.sleep(20)
        if self.server.refuse and self.server.refuse(self.path):
            self.send_error(503, "The archive is gone")
            return
        super().do_GET()


@contextlib.contextmanager
def served(root):
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Handler, directory=root))
    server.daemon_threads = True
    server.asked, server.refuse, server.stall, server.stalled = [], None, None, threading.Event()
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server
    server.shutdown()


class Machine:
    """A machine whose apt knows this archive's bookworm alone."""

    def __init__(self, bpftax, directory, server, archive, deb822):
        self.bpftax, self.directory = bpftax, directory
        self.apt = os.path.join(directory, "apt")
        for path in ("lists/partial", "cache/archives/partial", "parts", "sources"):
            os.makedirs(os.path.join(self.apt, path))
        self.write("status", "")
        self.write("apt.conf", self.settings())
        self.uri = f"http://127.0.0.1:{server.server_address[1]}"
        self.write_sources(archive, deb822)
        self.environment = {key: value for key, value in os.environ.items() if "proxy" not in key.lower()}
        self.environment.update(APT_CONFIG=os.path.join(self.apt, "apt.conf"),
                                XDG_CACHE_HOME=os.path.join(directory, "cache"))
        self.update()

    def settings(self):
        return (f'Dir::Etc::parts "{self.apt}/parts";\nDir::Etc::main "/dev/null";\n'
                f'Dir::Etc::sourcelist "/dev/null";\nDir::Etc::sourceparts "{self.apt}/sources";\n'
                f'Dir::State::lists "{self.apt}/lists";\nDir::State::status "{self.apt}/status";\n'
                f'Dir::Cache "{self.apt}/cache";\nAPT::Sandbox::User "root";\n'
                'APT::Architecture "amd64";\nAPT::Architectures { "amd64"; };\n'
                'Acquire::Languages "none";\nAcquire::Retries "0";\n'
                f'APT::Update::Post-Invoke {{ "echo ran >> {self.directory}/hooks"; }};\n')

    def write(self, name, text):
        with open(os.path.join(self.apt, name), "w") as file:
            file.write(text)

    def write_sources(self, archive, deb822):
        places = [(f"{self.uri}/", "bookworm"), (f"{self.uri}/security/", "bookworm-security")]
        options = archive.options()
        if deb822:
            self.write("sources/x.sources", "# of the test\n\n" + "\n".join(
                f"Types: deb\nURIs: {uri}\nSuites: {suite}\nComponents: main\n"
                + "".join(f"{key}: {value}\n" for key, value in options.items()) for uri, suite in places))
        else:
            words = " ".join(f"{key.lower()}={value}" for key, value in options.items())
            self.write("sources/x.list", "# of the test\n" + "".join(
                f"deb [arch=amd64 {words}] {uri} {suite} main\n" for uri, suite in places))

    def update(self):
        subprocess.run(["apt-get", "update"], env=self.environment, check=True, capture_output=True)
        os.unlink(os.path.join(self.directory, "hooks"))

    def run(self, *words, **settings):
        return subprocess.run([self.bpftax, "kernel", *words], capture_output=True, text=True, timeout=120,
                              env=self.environment, check=False, **settings)

    def path(self, *names):
        return os.path.join(self.directory, "cache/bpftax", *names)

    def fetched(self):
        kernels = self.path("kernels")
        names = sorted(os.listdir(kernels)) if os.path.exists(kernels) else []
        return {f"{name}={version}" for name in names if not name.startswith(".")
                for version in os.listdir(os.path.join(kernels, name))}

    def leftovers(self):
        kernels = self.path("kernels")
        return [name for name in os.listdir(kernels) if name.startswith(".part")]

    def forget(self):
        shutil.rmtree(self.path(), ignore_errors=True)

    def state(self):
        """Of the machine's own apt: what nobody of us may change."""
        return {path: os.stat(path).st_mtime_ns for base, _, names in os.walk(self.apt)
                for path in (os.path.join(base, name) for name in names)}


ALL = ["debian-5.10-cloud=5.10.262-1", "debian-6.1-cloud=6.1.192-2", "debian-6.12-cloud=6.12.117-1~deb12u1",
       "debian-6.19-cloud=6.19.14-1~bpo13+1", "debian-7.2-cloud=7.2.12-1~bpo13+1"]


def check_own_suite_first(machine, server):
    """What the machine's apt knows needs no other index."""
    done = machine.run("fetch", "debian-6.12-cloud")
    expect(done.returncode == 0 and machine.fetched() == {ALL[2]}, f"own suite: {done}")
    expect(not os.path.exists(machine.path("apt")), "an index was read for a kernel of the own suite")
    expect(not [path for path in server.asked if "trixie" in path], f"asked for {server.asked}")
    with open(machine.path("kernels/debian-6.12-cloud/6.12.117-1~deb12u1/config")) as file:
        expect("6.12.117-1~deb12u1" in file.read(), "another kernel's config")


def check_available(machine):
    done = machine.run("list", "--available")
    lines = done.stdout.splitlines()
    expect(lines[0].split()[0] == "debian-5.10-cloud=5.10.223-1" and len(lines) == 9, f"available: {done}")
    expect("debian-6.12-cloud=6.12.117-1~deb12u1  in your own suites, fetched" in lines, f"{lines}")
    expect("debian-6.12-cloud=6.12.118-1" in lines, f"another suite's: {lines}")
    expect("debian-7.3-cloud=7.3~rc7-1~exp1  release candidate" in lines, f"{lines}")
    done = machine.run("list", "--available", "debian-9*")
    expect(done.returncode == 3 and "the archive has no kernel that matches 'debian-9*'" in done.stderr, f"{done}")


def check_patterns(machine):
    done = machine.run("fetch", "debian-*-cloud")
    expect(done.returncode == 0 and machine.fetched() == set(ALL), f"pattern: {done}, {machine.fetched()}")
    expect(f"the archive's index does not list linux-base-6.19.14+deb13-{CLOUD}, linux-modules-6.19.14+deb13-{CLOUD}, "
           f"so {ALL[3]} has no configuration and no modules here" in done.stdout.splitlines(),
           f"a part that is not listed is not said: {done.stdout}")
    for name in ("vmlinuz", "config", "modules", "package.json"):
        expect(os.path.exists(machine.path("kernels", ALL[4].replace("=", "/"), name)), f"7.2 has no {name}")
    expect(not os.path.exists(machine.path("kernels", ALL[3].replace("=", "/"), "config")), "6.19 has a config")
    expect(not machine.leftovers(), f"{machine.leftovers()}")
    listed = machine.run("list").stdout
    expect(all(entry.split("=")[1] in listed for entry in ALL) and time.strftime("%Y-%m-%d") in listed, listed)


def check_versions(machine):
    done = machine.run("fetch", "debian-6.12-cloud=6.12.118-1", "debian-7.3-cloud", "debian-newest-cloud")
    expect(done.returncode == 0 and {"debian-6.12-cloud=6.12.118-1", "debian-7.3-cloud=7.3~rc7-1~exp1"}
           <= machine.fetched(), f"versions: {done}")
    expect("debian-7.2-cloud 7.2.12-1~bpo13+1 is there already" in done.stdout, f"newest: {done.stdout}")
    for word, reason in (("debian-6.12-cloud=6.12.1-1", "Debian's archive has no debian-6.12-cloud=6.12.1-1, but 6.12.117"),
                         ("debian-9.9-cloud", "Debian's archive has no debian-9.9-cloud, but"),
                         ("debian-6.12-rt", "Debian's archive has no debian-6.12-rt, but"),
                         ("debian-*-rt", "the archive has no kernel that matches 'debian-*-rt'")):
        done = machine.run("fetch", word)
        expect(done.returncode == 3 and reason in done.stderr and len(done.stderr.splitlines()) == 1, f"{word}: {done}")
    for word, own in (("debian-6.12-cloud=6.12.118-1", False), (ALL[2], True)):
        with open(machine.path("kernels", word.replace("=", "/"), "package.json")) as file:
            expect(json.load(file)["own_suite"] is own, f"{word} is noted as of another suite")
    done = machine.run("rm", "debian-*-cloud")
    expect(done.returncode == 0 and not machine.fetched(), f"rm: {done}")
    done = machine.run("rm", "debian-*-cloud")
    expect(done.returncode == 2 and "is not in the cache" in done.stderr, f"rm: {done}")


def check_fresh(machine, server):
    """The index is read once a day, and anew when the user's sources are others."""
    server.asked.clear()
    machine.run("list", "--available")
    expect(not server.asked, f"read again: {server.asked}")
    stamp = machine.path("apt/amd64/read")
    os.utime(stamp, (time.time() - 90000,) * 2)
    machine.run("list", "--available")
    expect(server.asked, "not read again after a day")


def check_gone_half_way(machine, server):
    """What is fetched stays, the rest is named."""
    machine.run("list", "--available")
    server.refuse = lambda path: path.endswith(".deb") and "6.1" in path and "5.10" not in path
    done = machine.run("fetch", "debian-*-cloud")
    expect(done.returncode == 3 and machine.fetched() == {ALL[0]}, f"half-way: {done}, {machine.fetched()}")
    expect("4 of 5 kernels were not fetched: debian-6.1-cloud, debian-6.12-cloud, debian-6.19-cloud, "
           "debian-7.2-cloud" in done.stderr, f"the rest is not named: {done.stderr}")
    expect(len(done.stderr.splitlines()) == 3 and not machine.leftovers(), f"{done.stderr}")
    server.refuse = None
    done = machine.run("fetch", "debian-*-cloud")
    expect(done.returncode == 0 and machine.fetched() == set(ALL), f"the second time: {done}")


def check_gone(machine, server):
    """No index at all is one sentence; a suite that is gone leaves the others; an old index serves."""
    server.refuse = lambda path: True
    done = machine.run("fetch", "debian-7.2-cloud")
    expect(done.returncode == 3 and "index of Debian's archive could not be read: " in done.stderr
           and len(done.stderr.splitlines()) == 1, f"gone: {done}")
    server.refuse = lambda path: "experimental" in path
    done = machine.run("list", "--available")
    expect(done.returncode == 0 and "7.2.12" in done.stdout and "7.3~rc7" not in done.stdout
           and "could not be read anew" in done.stderr, f"a part is gone: {done}")
    server.refuse = None
    machine.run("list", "--available")
    server.refuse = lambda path: not path.endswith(".deb")
    os.utime(machine.path("apt/amd64/read"), (time.time() - 90000,) * 2)
    done = machine.run("fetch", "debian-7.2-cloud")
    expect(done.returncode == 0 and ALL[4] in machine.fetched() and "could not be read anew" in done.stdout, f"old: {done}")
    server.refuse = None


def check_interrupted(machine, server):
    machine.run("list", "--available")
    server.stall = "linux-binary-7.2.12"
    server.stalled.clear()
    child = subprocess.Popen([machine.bpftax, "kernel", "fetch", "debian-6.1-cloud", "debian-7.2-cloud", "debian-6.19-cloud"],
                             stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=machine.environment)
    expect(server.stalled.wait(60), "the download did not begin")
    child.send_signal(signal.SIGINT)
    _, errors = child.communicate(timeout=60)
    server.stall = None
    expect(child.returncode == 1 and machine.fetched() == {ALL[1]} and not machine.leftovers(),
           f"interrupted: {child.returncode}, {machine.fetched()}, {machine.leftovers()}")
    expect("2 of 3 kernels were not fetched: debian-7.2-cloud, debian-6.19-cloud" in errors, errors)


def check_forged(machine, archive):
    """What the key has not signed is not believed, nor a file that is another than the index says."""
    machine.run("list", "--available")
    path = os.path.join(archive.pool, f"linux-image-6.1.0-56-{CLOUD}_6.1.192-2_amd64.deb")
    with open(path, "r+b") as file:
        file.seek(-100, os.SEEK_END)
        file.write(b"forged")
    done = machine.run("fetch", "debian-6.1-cloud")
    expect(done.returncode == 3 and "apt could not download" in done.stderr and not machine.fetched(), f"forged: {done}")
    if not archive.key:
        return
    release = os.path.join(archive.root, "dists/trixie-backports/InRelease")
    with open(release) as file:
        text = file.read()
    with open(release, "w") as file:
        file.write(text.replace("Architectures: amd64", "Architectures: amd64 arm64"))
    machine.forget()
    done = machine.run("list", "--available")
    expect("7.2.12" not in done.stdout and "6.12.118" in done.stdout and "could not be read anew" in done.stderr,
           f"a forged suite: {done}")


def on_small_disk(machine, size, commands):
    """In a cache of that size, in a mount namespace of its own; None where nobody may mount."""
    path = machine.path()
    script = (f"mkdir -p {path} && mount -t tmpfs -o size={size} none {path} && cd {path} || exit 77\n"
              + commands.replace("BPFTAX", os.path.abspath(machine.bpftax)))
    done = subprocess.run(["unshare", "-m", "sh", "-c", script], capture_output=True, text=True,
                          env=machine.environment, check=False, timeout=120)
    if "unshare" in done.stderr or done.returncode == 77:
        skip(f"a full disk: {done.stderr.strip()}")
        return None
    return done


def check_full_disk(machine):
    """Of the index, and of a kernel: what there is no room for leaves nothing, and goes when there is."""
    done = on_small_disk(machine, "512k", "exec BPFTAX kernel fetch 'debian-6.1*-cloud' debian-5.10-cloud")
    expect(not done or (done.returncode == 3 and "No space left on device" in done.stderr), f"full disk: {done}")
    done = on_small_disk(machine, "64m", "BPFTAX kernel list --available >/dev/null || exit 1\n"
                         "dd if=/dev/zero of=fill bs=4k status=none 2>/dev/null\n"
                         "BPFTAX kernel fetch debian-6.1-cloud debian-7.2-cloud; echo status $?\n"
                         "ls -A kernels; rm fill; exec BPFTAX kernel fetch debian-6.1-cloud debian-7.2-cloud")
    if done:
        first, again = done.stdout.split("status 3\n")
        expect(done.returncode == 0 and "2 of 2 kernels were not fetched: debian-6.1-cloud, debian-7.2-cloud"
               in done.stderr and ".part" not in again and "is in" not in first
               and again.count(" is in ") == 2, f"full disk: {done}")


def bisect(machine, *words):
    return subprocess.Popen([machine.bpftax, "bisect", "--from", "debian-6.1-cloud", "--to", "debian-7.2-cloud",
                             "--store", os.path.join(machine.directory, "bisect.db"), "--format", "json", "--quiet",
                             "fentry-null: +5 instructions", *words],
                            stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=machine.environment)


def ended(child):
    out, errors = child.communicate(timeout=120)
    return child.returncode, json.loads(out) if out else None, errors


def check_bisect(machine, server):
    """Between which packages: none of these boots, so it ends after the third; with the archive gone it says so."""
    status, found, errors = ended(bisect(machine, "--rc"))
    expect(status == 3 and "times in a row no kernel could be measured" in errors and not found["whole"]
           and found["ended_because"] in errors, f"bisect: {status}, {errors}")
    expect([kernel["kernel"] for kernel in found["kernels"]] ==
           ["debian-6.1-cloud=6.1.192-2", "debian-6.12-cloud=6.12.117-1~deb12u1", "debian-6.12-cloud=6.12.118-1",
            "debian-6.19-cloud=6.19.14-1~bpo13+1", "debian-7.2-cloud=7.2.12-1~bpo13+1"], f"bisect: {found}")
    cells = found["rules"][0]["cells"]
    expect(cells and all(cell["status"] == "failed" and cell["reason"] for cell in cells), f"bisect: {cells}")
    machine.forget()
    server.refuse = lambda path: True
    status, found, errors = ended(bisect(machine))
    expect(status == 3 and found is None and "could not be read" in errors and len(errors.splitlines()) == 1,
           f"bisect without an archive: {status}, {errors}")
    server.refuse = None
    machine.run("list", "--available")
    server.refuse = lambda path: path.endswith(".deb")
    status, found, errors = ended(bisect(machine))
    expect(status == 3 and all("apt could not download" in cell["reason"] for cell in found["rules"][0]["cells"])
           and not machine.leftovers(), f"bisect with half an archive: {status}, {errors}, {found}")
    server.refuse = None


def check_bisect_interrupted(machine, server):
    machine.run("list", "--available")
    server.stall = "linux-image-6.1.0"
    server.stalled.clear()
    child = bisect(machine)
    expect(server.stalled.wait(60), "the download did not begin")
    child.send_signal(signal.SIGINT)
    status, found, errors = ended(child)
    server.stall = None
    expect(status == 1 and not found["whole"] and found["ended_because"] == "interrupted"
           and not found["rules"][0]["cells"] and not machine.leftovers(), f"bisect interrupted: {status}, {errors}, {found}")


def check_no_debian(machine):
    for name in os.listdir(os.path.join(machine.apt, "sources")):
        os.unlink(os.path.join(machine.apt, "sources", name))
    machine.forget()
    for words in (("fetch", "debian-*-cloud"), ("list", "--available")):
        done = machine.run(*words)
        expect(done.returncode == 3 and "no archive of Debian" in done.stderr and "--kernel" in done.stderr
               and len(done.stderr.splitlines()) == 1, f"no Debian: {done}")


def check_machine(bpftax, root, deb822):
    directory = os.path.join(root, "deb822" if deb822 else "lines")
    archive = Archive(os.path.join(directory, "archive"))
    with served(archive.root) as server:
        machine = Machine(bpftax, directory, server, archive, deb822)
        before = machine.state()
        server.asked.clear()
        check_own_suite_first(machine, server)
        check_available(machine)
        check_patterns(machine)
        if deb822:
            check_versions(machine)
            check_fresh(machine, server)
            for check in (check_gone_half_way, check_gone, check_interrupted, check_bisect, check_bisect_interrupted):
                machine.forget()
                check(machine, server)
            machine.forget()
            check_full_disk(machine)
        expect(machine.state() == before, "the machine's own apt was touched")
        expect(not os.path.exists(os.path.join(directory, "hooks")), "the machine's hooks behind an update ran")
        machine.forget()
        check_forged(machine, archive)
        check_no_debian(machine)
    if not archive.key:
        skip("signatures: gpg is not installed, so the archive is trusted by its address")


def main(bpftax):
    missing = [program for program in ("apt-get", "dpkg-deb") if not shutil.which(program)]
    if missing:
        print(f"skipped: no {', '.join(missing)} to make an archive with")
        return 77
    with tempfile.TemporaryDirectory() as root:
        check_machine(bpftax, root, True)
        check_machine(bpftax, root, False)
    return summary()


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
