# SPDX-License-Identifier: GPL-2.0-or-later
"""What the user's own apt says of Debian's archive: where it is, by which key, how it is reached.

    settings = apt_settings.read()
    settings.main, settings.security    # addresses; security may be None
    settings.keyring                    # a file, or None: debootstrap's own
    settings.acquire                    # lines for a file of /etc/apt/apt.conf.d

No address stands in here.
"""
import os
import re
import subprocess
from collections import namedtuple

Settings = namedtuple("Settings", "main security keyring acquire")

# Of Acquire: what says how an archive is reached, and not what is kept of it.
REACHED = re.compile(r"^Acquire::(https?|Retries|Check-|Force)")


def output(*command):
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def address(label):
    """Of the archive whose Release file has that label; None where no source has it."""
    found = output("apt-get", "indextargets", "--format", "$(REPO_URI)", "Created-By: Packages",
                   "Origin: Debian", f"Label: {label}").split()
    return found[0] if found else None


def stanzas(text):
    """Fields of deb822 sources, names in small letters."""
    for block in re.split(r"\n\s*\n", re.sub(r"^#.*\n?", "", text, flags=re.M)):
        yield {name.lower(): value.strip() for name, value in re.findall(r"^([\w-]+):((?:.*\n?)(?:[ \t].*\n?)*)", block, re.M)}


def keyring_in(text, uri):
    """The file that a source of this address is signed by: of deb822 or of lines `deb [...] URI`."""
    uri = uri.rstrip("/")
    for fields in stanzas(text):
        if uri in [one.rstrip("/") for one in fields.get("uris", "").split()]:
            return fields.get("signed-by")
    for options, one in re.findall(r"^\s*deb\s+(?:\[([^]]*)\]\s+)?(\S+)", text, re.M):
        found = re.search(r"signed-by=(\S+)", options)
        if one.rstrip("/") == uri and found:
            return found[1]
    return None


def sources():
    """The text of each file of sources."""
    paths = dict(re.findall(r"^(\w+)='(.*)'$", output(
        "apt-config", "shell", "LIST", "Dir::Etc::sourcelist/f", "PARTS", "Dir::Etc::sourceparts/d"), re.M))
    parts = paths.get("PARTS", "")
    names = [paths.get("LIST", "")]
    names += [os.path.join(parts, name) for name in sorted(os.listdir(parts))] if os.path.isdir(parts) else []
    for name in names:
        if name.endswith((".list", ".sources")) and os.path.isfile(name):
            with open(name, encoding="utf-8") as file:
                yield file.read()


def keyring(uri):
    found = next((found for text in sources() if (found := keyring_in(text, uri))), None)
    return found if found and os.path.isfile(found) else None


def read():
    main = address("Debian")
    acquire = [line for line in output("apt-config", "dump", "--format", '%f "%v";%n').splitlines()
               if REACHED.match(line) and not line.endswith('"";')]
    return Settings(main, address("Debian-Security"), main and keyring(main), acquire)
