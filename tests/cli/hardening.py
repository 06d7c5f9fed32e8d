#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""hardening.py BPFTAX STATIC...: how the programs are linked and compiled.  What a sanitizer's build is
made of is no program that anybody installs: it is passed over."""
import re
import subprocess
import sys

from checks import expect, skip, summary

CHECKED = re.compile(r"\b__(\w+)_chk\b")  # what FORTIFY calls instead


def output(*command):
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def check_headers(program, kind):
    headers = output("readelf", "--wide", "--file-header", "--program-headers", program)
    expect(re.search(rf"Type:\s+{kind}\b", headers), f"{program} is no {kind}")
    expect("GNU_RELRO" in headers, f"{program}: no RELRO")
    stack = re.search(r"GNU_STACK.*?\s([RWE ]{3})\s", headers)
    expect(stack and "E" not in stack.group(1), f"{program}: its stack can be executed")
    loads = re.findall(r"^\s+LOAD(?:\s+0x\w+){5}\s+([RWE ]{3})", headers, re.M)
    expect(loads and not any("W" in flags and "E" in flags for flags in loads), f"{program}: {loads}")


def check_dynamic(program):
    check_headers(program, "DYN")
    expect("BIND_NOW" in output("readelf", "--dynamic", program), f"{program}: bound when it is used")
    symbols = output("readelf", "--wide", "--dyn-syms", program)
    expect("__stack_chk_fail" in symbols, f"{program}: no stack protector")
    expect(set(CHECKED.findall(symbols)) - {"stack"}, f"{program}: no FORTIFY")


def calls(program, function):
    """How often the function is called; in a static program libraries count as well."""
    return len(re.findall(rf"call\w*\s+\w+ <{function}>|bl\s+\w+ <{function}>",
                          output("objdump", "--disassemble", "--no-show-raw-insn", program)))


def check_static(program, least):
    check_headers(program, "EXEC")
    symbols = output("readelf", "--wide", "--symbols", program)
    expect(set(CHECKED.findall(symbols)) - {"stack"}, f"{program}: no FORTIFY")
    expect(calls(program, "__stack_chk_fail") >= least, f"{program}: no stack protector")


def main(bpftax, agent, iperf3):
    if "__asan_init" in output("readelf", "--wide", "--symbols", bpftax) or \
            "__tsan_init" in output("readelf", "--wide", "--symbols", bpftax):
        skip("a sanitizer's build")
        return summary()
    check_dynamic(bpftax)
    check_static(agent, 40)
    check_static(iperf3, 10)
    return summary()


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
