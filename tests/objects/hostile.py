#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""Objects that nobody's compiler makes, of some that one did: parts of their ELF files changed, and ELF
files from nothing but lists.

    spoilt = Elf(bytes); spoilt.rename_section("license", "LICENSE"); spoilt.bytes
"""
import struct

HEADER = struct.Struct("<16sHHIQQQIHHHHHH")
SECTION = struct.Struct("<IIQQQQIIQQ")
SYMBOL = struct.Struct("<IBBHQQ")
SHT_PROGBITS, SHT_SYMTAB, SHT_STRTAB, SHT_NOBITS = 1, 2, 3, 8


class Elf:
    """A file of 64 bits, little-endian, whose parts can be found by their names and changed in place."""

    def __init__(self, content):
        self.bytes = bytearray(content)
        self.header = HEADER.unpack_from(self.bytes)
        self.sections_at, self.count, self.names = self.header[6], self.header[12], self.header[13]

    def section(self, index):
        return list(SECTION.unpack_from(self.bytes, self.sections_at + index * SECTION.size))

    def section_put(self, index, fields):
        SECTION.pack_into(self.bytes, self.sections_at + index * SECTION.size, *fields)

    def text(self, table, offset):
        start = self.section(table)[4] + offset
        return bytes(self.bytes[start:self.bytes.index(0, start)])

    def section_names(self):
        return [self.text(self.names, self.section(i)[0]).decode() for i in range(self.count)]

    def find(self, name):
        return self.section_names().index(name)

    def content(self, name):
        fields = self.section(self.find(name))
        return bytes(self.bytes[fields[4]:fields[4] + fields[5]])

    def content_put(self, name, content):
        """At the file's end, where it has any length."""
        index = self.find(name)
        fields = self.section(index)
        fields[4], fields[5] = len(self.bytes), len(content)
        self.bytes += content
        self.section_put(index, fields)
        return self

    def _name_append(self, table, name):
        fields = self.section(table)
        names = bytes(self.bytes[fields[4]:fields[4] + fields[5]]) + name + b"\0"
        offset = fields[5]
        fields[4], fields[5] = len(self.bytes), len(names)
        self.bytes += names
        self.section_put(table, fields)
        return offset

    def rename_section(self, name, new):
        index = self.find(name)
        fields = self.section(index)
        fields[0] = self._name_append(self.names, new)
        self.section_put(index, fields)
        return self

    def rename_symbol(self, name, new):
        symbols = self.section(next(i for i in range(self.count) if self.section(i)[1] == SHT_SYMTAB))
        for at in range(symbols[4], symbols[4] + symbols[5], SYMBOL.size):
            fields = list(SYMBOL.unpack_from(self.bytes, at))
            if self.text(symbols[6], fields[0]) == name.encode():
                fields[0] = self._name_append(symbols[6], new)
                SYMBOL.pack_into(self.bytes, at, *fields)
                return self
        raise KeyError(name)

    def byte(self, at, value):
        self.bytes[at] = value
        return self

    def half(self, at, value):
        struct.pack_into("<H", self.bytes, at, value)
        return self


def big_endian(content):
    return bytes(Elf(content).byte(5, 2).bytes)


def of_machine(content, number):
    return bytes(Elf(content).half(18, number).bytes)


def of_32_bits(content):
    return bytes(Elf(content).byte(4, 1).bytes)


def without_btf(content):
    elf = Elf(content)
    for name in {".BTF", ".BTF.ext"} & set(elf.section_names()):
        elf.rename_section(name, b".none")
    return bytes(elf.bytes)


BTF_HEADER = struct.Struct("<HBBIIIII")
# What follows struct btf_type (include/uapi/linux/btf.h), of so many members; other kinds have nothing.
BTF_BEHIND = {1: lambda n: 4, 3: lambda n: 12, 4: lambda n: 12 * n, 5: lambda n: 12 * n, 6: lambda n: 8 * n,
              13: lambda n: 8 * n, 14: lambda n: 4, 15: lambda n: 12 * n, 17: lambda n: 4, 19: lambda n: 12 * n}
BTF_PTR = 2


def with_types_beyond(content):
    """Each pointer is to a type that is not there."""
    elf = Elf(content)
    btf = bytearray(elf.content(".BTF"))
    header = BTF_HEADER.unpack_from(btf)
    at, end = header[3] + header[4], header[3] + header[4] + header[5]
    while at < end:
        info, = struct.unpack_from("<I", btf, at + 4)
        kind, count = info >> 24 & 31, info & 0xffff
        if kind == BTF_PTR:
            struct.pack_into("<I", btf, at + 8, 0x1000001)
        at += 12 + BTF_BEHIND.get(kind, lambda n: 0)(count)
    return bytes(elf.content_put(".BTF", bytes(btf)).bytes)


def with_license(content, text):
    return bytes(Elf(content).content_put("license", text + b"\0").bytes)


def with_symbols(content, **names):
    elf = Elf(content)
    for name, new in names.items():
        elf.rename_symbol(name, new)
    return bytes(elf.bytes)


def with_sections(content, names):
    elf = Elf(content)
    for name, new in names.items():
        elf.rename_section(name, new)
    return bytes(elf.bytes)


# r0 = 0; exit
NOTHING = struct.pack("<BBhiBBhi", 0xb7, 0, 0, 0, 0x95, 0, 0, 0)
# struct btf_header and one empty name
EMPTY_BTF = struct.pack("<HBBIIIII", 0xeb9f, 1, 0, 24, 0, 0, 0, 1) + b"\0"


def of_many(count, section=b"fentry/bpf_get_numa_node_id"):
    """An object of so many programs, each of which does nothing, in one section."""
    names, offsets = bytearray(b"\0"), []
    for i in range(count):
        offsets.append(len(names))
        names += b"does_nothing_%d\0" % i
    symbols = bytes(SYMBOL.size) + b"".join(SYMBOL.pack(offset, 0x12, 0, 1, i * len(NOTHING), len(NOTHING))
                                            for i, offset in enumerate(offsets))
    return _file([(section, SHT_PROGBITS, NOTHING * count, 6, 0, 0, 0), (b"license", SHT_PROGBITS, b"GPL\0", 3, 0, 0, 0),
                  (b".BTF", SHT_PROGBITS, EMPTY_BTF, 0, 0, 0, 0), (b".strtab", SHT_STRTAB, bytes(names), 0, 0, 0, 0),
                  (b".symtab", SHT_SYMTAB, symbols, 0, 4, 1, SYMBOL.size)])


def _file(sections):
    """(name, type, content, flags, link, info, entry size) of each."""
    names, offsets, content = bytearray(b"\0"), [], bytearray(HEADER.size)
    for name, *_ in [*sections, (b".shstrtab",)]:
        offsets.append(len(names))
        names += name + b"\0"
    sections = [*sections, (b".shstrtab", SHT_STRTAB, bytes(names), 0, 0, 0, 0)]
    headers = bytearray(SECTION.size)
    for offset, (_, kind, bytes_of, flags, link, info, entry) in zip(offsets, sections):
        content += bytes(-len(content) % 8)
        headers += SECTION.pack(offset, kind, flags, 0, len(content), len(bytes_of), link, info, 8, entry)
        content += bytes_of
    content += bytes(-len(content) % 8)
    HEADER.pack_into(content, 0, b"\x7fELF\2\1\1" + bytes(9), 1, 247, 1, 0, 0, len(content), 0, HEADER.size, 0, 0,
                     SECTION.size, len(sections) + 1, len(sections))
    return bytes(content + headers)
