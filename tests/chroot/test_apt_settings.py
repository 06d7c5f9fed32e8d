#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""The keyring of an archive, from sources in both forms."""
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.realpath(__file__)), "..", "cli"))
import apt_settings
from checks import expect, summary

DEB822 = """\
Types: deb
# of no matter
URIs: http://a.example/debian http://b.example/debian/
Suites: bookworm bookworm-updates
Signed-By: /keys/a.gpg

Types: deb
URIs: http://a.example/debian-security
Signed-By: /keys/b.gpg

Types: deb
URIs: http://c.example/debian
Suites: sid
Signed-By:
 -----BEGIN PGP PUBLIC KEY BLOCK-----
 .
 text
"""
LINES = """\
# deb [signed-by=/keys/old.gpg] http://d.example/debian bookworm main
deb-src [signed-by=/keys/source.gpg] http://d.example/debian bookworm main
deb [arch=amd64 signed-by=/keys/d.gpg] http://d.example/debian/ bookworm main
deb http://e.example/debian bookworm main
"""


def main():
    for text, uri, keyring in ((DEB822, "http://a.example/debian/", "/keys/a.gpg"),
                               (DEB822, "http://b.example/debian", "/keys/a.gpg"),
                               (DEB822, "http://a.example/debian-security/", "/keys/b.gpg"),
                               (DEB822, "http://a.example/deb", None),
                               (LINES, "http://d.example/debian/", "/keys/d.gpg"),
                               (LINES, "http://e.example/debian", None),
                               (DEB822 + LINES, "http://d.example/debian", "/keys/d.gpg"),
                               ("", "http://e.example/debian", None)):
        found = apt_settings.keyring_in(text, uri)
        expect(found == keyring, f"{uri}: {found}, not {keyring}")
    found = apt_settings.keyring_in(DEB822, "http://c.example/debian")
    expect(found and "PGP" in found and not os.path.isfile(found), f"a key in the text: {found}")
    return summary()


if __name__ == "__main__":
    sys.exit(main())
