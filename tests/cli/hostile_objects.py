#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""hostile_objects.py AGENT OBJECTS HOSTILE: what the agent says of files that are no object, or a spoiled
one.  Each is a sentence or a description, and the agent is there for the next one."""
import base64
import hashlib
import importlib.util
import json
import pathlib
import random
import subprocess
import sys

from checks import expect, summary

PART_BYTES = 48 << 10
OBJECTS_MOST = 60  # src/agent/object_images.h has room for four more
MUTANTS = 240

agent_path, objects = sys.argv[1], pathlib.Path(sys.argv[2])
spec = importlib.util.spec_from_file_location("hostile", sys.argv[3])
hostile = importlib.util.module_from_spec(spec)
spec.loader.exec_module(hostile)


class Agent:
    """A conversation, begun anew where an agent has no room for more objects."""

    def __init__(self):
        self.process, self.told = None, 0

    def ask(self, **request):
        self.process.stdin.write(json.dumps(request).encode() + b"\n")
        self.process.stdin.flush()
        return json.loads(self.process.stdout.readline())

    def begin(self):
        self.end()
        self.process = subprocess.Popen([agent_path, "--stdio"], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                                        stderr=subprocess.DEVNULL)
        self.process.stdout.readline()

    def end(self):
        if self.process:
            self.ask(do="quit")
            expect(self.process.wait(60) == 0, f"the agent ended with {self.process.returncode}")

    def describe(self, content):
        if self.told % OBJECTS_MOST == 0:
            self.begin()
        self.told += 1
        digest = hashlib.sha256(content).hexdigest()
        for at in range(0, len(content), PART_BYTES):
            self.ask(do="object-part", object=digest, size=len(content), offset=at,
                     base64=base64.b64encode(content[at:at + PART_BYTES]).decode())
        return self.ask(do="object-describe", object=digest)


def read(name):
    return (objects / f"{name}.bpf.o").read_bytes()


def check_sentences(agent):
    """What is wrong, and what says so."""
    events = read("events")
    for what, content, sentence in (
            ("text", b"#!/bin/sh\n" * 20, "no ELF file"),
            ("a header alone", events[:64], "libbpf does not open it"),
            ("another machine", hostile.of_machine(events, 62), "for another machine (ELF's number 62)"),
            ("32 bits", hostile.of_32_bits(events), "it is of 32 bits"),
            ("big-endian", hostile.big_endian(events), "it is big-endian"),
            ("no BTF", hostile.without_btf(events), "BTF is required"),
            ("no BTF, and no map", hostile.without_btf(hostile.of_many(3)), "it has no BTF"),
            ("truncated", events[:700], "libbpf does not open it"),
            ("10,000 programs", hostile.of_many(10000), "it has 10000 programs and 0 maps; at most 256"),
            ("no program", hostile.of_many(0), "it has no program"),
            ("a name that is no text", hostile.with_symbols(events, nothing=b"\xff\xfe"), "no text (UTF-8)")):
        reply = agent.describe(content)
        expect(sentence in reply.get("reason", ""), f"{what}: {reply}")
    # libbpf 1.1 reads beyond its types there, later ones look before.
    reply = agent.describe(hostile.with_types_beyond(read("fills")))
    expect(any(sentence in reply.get("reason", "") for sentence in
               ("reading it ended the reader with SIG", "libbpf does not open it")), f"types beyond: {reply}")


def check_names(agent):
    """A section or a name is whatever somebody wrote: it is told, and means nothing else."""
    events = read("events")
    reply = agent.describe(hostile.with_symbols(events, nothing=b"\x1b[31mred\7", count=b"%s%n", opens=b"x" * 5000))
    expect([program["name"] for program in reply["programs"]][:3] == ["\x1b[31mred\7", "%s%n", "x" * 5000],
           f"names: {reply}")
    for section in (b"fentry/", b"fentry/../../etc/passwd", b"kprobe/%n%n%s", b"kprobe/" + b"f" * 4000, b"tp/a/b/c/d",
                    b"tp//", b"tp/\x1b[2J", b"uprobe//bin/sh:", b"uprobe/:main+0x", b"raw_tp/", b"lsm/", b"/", b"\n",
                    b"kprobe/vfs_read+0xffffffffffffffffffff", b"kprobe.multi/*", b"usdt/:::", b"xdp/devmap/../.."):
        reply = agent.describe(hostile.with_sections(events, {"kprobe/kernel_restart": section}))
        described = next((program for program in reply.get("programs", []) if program["name"] == "restarts"), None)
        expect("reason" in reply or ("mechanism" in described) != ("reason" in described), f"{section[:40]}: {reply}")


def mutant(content, chance):
    """Some bytes of what libelf and libbpf believe."""
    elf, whole = hostile.Elf(content), hostile.Elf(content)
    for _ in range(chance.randint(1, 3)):
        at = elf.sections_at + chance.randrange(elf.count * hostile.SECTION.size)
        if chance.random() < .7:
            fields = whole.section(whole.find(chance.choice((".BTF", ".BTF.ext", ".maps", ".symtab", ".strtab", "license"))))
            at = fields[4] + chance.randrange(fields[5])
        elf.byte(at, chance.choice((0, 1, 127, 128, 255, chance.randrange(256))))
    return bytes(elf.bytes)


def check_mutants(agent):
    chance = random.Random(16)
    ends = 0
    for i in range(MUTANTS):
        reply = agent.describe(mutant(read(("events", "settings", "pair", "fills")[i % 4]), chance))
        expect("reason" in reply or "programs" in reply or "error" in reply, f"mutant {i}: {reply}")
        ends += "ended the reader" in reply.get("reason", "")
    print(f"{MUTANTS} mutants, of which {ends} ended whoever read them")


def main():
    agent = Agent()
    check_sentences(agent)
    check_names(agent)
    check_mutants(agent)
    agent.end()
    return summary()


sys.exit(main())
