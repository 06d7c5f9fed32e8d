#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""completion.py BPFTAX WRITE_SYNTHETIC BASH ZSH FISH: types the beginnings of words and a tab in
a real bash, in a pseudo-terminal; asks fish; the scripts of zsh and fish must parse."""
import os
import pty
import re
import select
import shutil
import subprocess
import sys
import tempfile
import time

from checks import expect, path_with_apt, skip, summary

PROMPT = b"ready> "


class Bash:
    """An interactive bash without anybody's settings."""

    def __init__(self, script, path, directory):
        environment = {"PATH": path, "HOME": directory, "TERM": "dumb", "COLUMNS": "200",
                       "PS1": PROMPT.decode(), "XDG_STATE_HOME": directory}
        self.pid, self.terminal = pty.fork()
        if self.pid == 0:
            os.chdir(directory)
            os.execvpe("bash", ["bash", "--norc", "--noprofile", "-i"], environment)
        self.read_until(PROMPT)
        self.run("bind 'set bell-style none'; bind 'set enable-bracketed-paste off'")
        self.run(f"source {script}")

    def read_until(self, ending, seconds=20):
        """What the terminal shows until it ends so, or falls silent."""
        shown = b""
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline and not shown.endswith(ending):
            if select.select([self.terminal], [], [], 0.2)[0]:
                shown += os.read(self.terminal, 65536)
        return shown.decode(errors="replace").replace("\r", "")

    def run(self, line):
        os.write(self.terminal, line.encode() + b"\n")
        return self.read_until(PROMPT)

    def complete(self, typed):
        """The line as it stands after a tab: a colon in front keeps it from running."""
        os.write(self.terminal, typed.encode() + b"\t")
        os.write(self.terminal, b"END\x01: \n")
        shown = self.read_until(b"\n" + PROMPT)
        history = self.run("history 2")
        found = re.search(r"\d+  : (.*)END", history)
        return found.group(1) if found else f"(no line in {shown!r}, {history!r})"

    def candidates(self, typed):
        """The words that two tabs show."""
        os.write(self.terminal, typed.encode())
        self.read_until(typed.encode())
        os.write(self.terminal, b"\t\t")
        shown = self.read_until(PROMPT + typed.encode())
        # Clearing the line may draw the prompt again: what a command says is the end of it.
        os.write(self.terminal, b"\x15echo cleared\n")
        self.read_until(b"\ncleared\r\n" + PROMPT)
        return shown.split()

    def close(self):
        os.write(self.terminal, b"\x15exit\n")
        os.waitpid(self.pid, 0)
        os.close(self.terminal)


# What is typed, and what the line is after a tab.
COMPLETED = [
    ("bpftax mi", "bpftax micro "),
    ("bpftax hel", "bpftax help "),
    ("bpftax help expl", "bpftax help explain "),
    ("bpftax run --mech", "bpftax run --mechanism "),
    ("bpftax run --mechanism fe", "bpftax run --mechanism fe"),
    ("bpftax run --mechanism fen", "bpftax run --mechanism fentry"),
    ("bpftax run -m fexit,fen", "bpftax run -m fexit,fentry"),
    ("bpftax run --mechanism=fexit,kprobe-i", "bpftax run --mechanism=fexit,kprobe-int3"),
    ("bpftax run --target l", "bpftax run --target local "),
    ("bpftax run -q --program hash-l", "bpftax run -q --program hash-lookup"),
    ("bpftax run --print-s", "bpftax run --print-study "),
    ("bpftax micro --kernel debian-6.12-cl", "bpftax micro --kernel debian-6.12-cloud "),
    ("bpftax report --format j", "bpftax report --format j"),
    ("bpftax report --format js", "bpftax report --format json "),
    ("bpftax report --format=kt", "bpftax report --format=ktap "),
    ("bpftax report --store store.db 111", "bpftax report --store store.db 11111111 "),
    ("bpftax import no", "bpftax import notes.txt "),
    ("bpftax run hil", "bpftax run hill "),
    ("bpftax list me", "bpftax list mechanisms "),
    ("bpftax kernel fet", "bpftax kernel fetch "),
    ("bpftax kernel fetch debian-6.1-c", "bpftax kernel fetch debian-6.1-cloud "),
    ("bpftax explain feedb", "bpftax explain feedback "),
    ("bpftax compare --gate x --store store.db 1111 2222",
     "bpftax compare --gate x --store store.db 1111 22222222 "),
]


def check_bash(script, path, directory):
    shell = Bash(script, path, directory)
    for typed, line in COMPLETED:
        found = shell.complete(typed)
        expect(found == line, f"bash: {typed!r} became {found!r}")
    found = shell.candidates("bpftax run --mechanism fe")
    expect({"fentry", "fexit"} <= set(found), f"bash: fe offers {found}")
    found = shell.candidates("bpftax report --format j")
    expect({"json", "junit"} <= set(found), f"bash: j offers {found}")
    return shell


def check_all_offered(shell, bpftax):
    """Every command, and every option that --help names."""
    text = subprocess.run([bpftax, "--help"], capture_output=True, text=True, check=True).stdout
    commands = re.findall(r"^  ([a-z]+) ", text, re.M)
    expect(len(commands) > 5, f"no commands in {text}")
    offered = shell.run("_bpftax_commands").split()
    expect(set(commands) <= set(offered), f"bash: offers {offered}, not {commands}")
    for command in set(commands) - {"help", "kernel"}:
        text = subprocess.run([bpftax, command, "--help"], capture_output=True, text=True,
                              check=True).stdout
        options = set(re.findall(r"^ {2,6}(?:-., )?(--[a-z-]+)", text, re.M)) - {"--usage"}
        offered = shell.run(f"_bpftax_options {command}").split()
        expect(options <= set(offered), f"bash: {command} offers {offered}, not {options}")


def check_parses(shell, script):
    if not shutil.which(shell):
        skip(f"{shell} is not installed")
        return False
    done = subprocess.run([shell, "-n", script], capture_output=True, text=True, timeout=60)
    expect(done.returncode == 0 and not done.stderr, f"{shell} -n: {done}")
    return True


# What fish says beside a word.
WITH_HELP = {"json": "everything, by docs/report.schema.json", "no": "the usual ones",
             "auto": "by this machine's noise, in at most 5 % of the time and 20 s a workload"}


def check_fish(script, path, directory):
    environment = {"PATH": path, "HOME": directory, "XDG_STATE_HOME": directory}
    for typed, word in [("bpftax mi", "micro"), ("bpftax run --mech", "--mechanism"),
                        ("bpftax run --mechanism fe", "fentry"),
                        ("bpftax run --mechanism fexit,fe", "fexit,fentry"),
                        ("bpftax report --format j", "json"), ("bpftax run --pilot ", "auto"),
                        ("bpftax run --pilot ", "no"), ("bpftax list me", "mechanisms"),
                        ("bpftax run hil", "hill")]:
        done = subprocess.run(["fish", "--no-config", "-c", f"source {script}; complete -C '{typed}'"],
                              capture_output=True, text=True, env=environment, cwd=directory,
                              timeout=60)
        words = [line.split("\t")[0] for line in done.stdout.splitlines()]
        if word in WITH_HELP:
            expect(f"{word}\t{WITH_HELP[word]}" in done.stdout.splitlines(),
                   f"fish: {word} is not explained in {done.stdout!r}")
        expect(word in words, f"fish: {typed!r} offers {words} {done.stderr}")


def main(bpftax, write_synthetic, bash, zsh, fish):
    bpftax = os.path.realpath(bpftax)
    path = f"{os.path.dirname(bpftax)}:{path_with_apt()}"
    bash, zsh, fish = map(os.path.realpath, (bash, zsh, fish))
    with tempfile.TemporaryDirectory() as directory:
        subprocess.run([write_synthetic, os.path.join(directory, "store.db")], check=True)
        with open(os.path.join(directory, "notes.txt"), "w", encoding="utf-8"):
            pass
        shell = check_bash(bash, path, directory)
        check_all_offered(shell, bpftax)
        shell.close()
        check_parses("bash", bash)
        check_parses("zsh", zsh)
        if check_parses("fish", fish):
            check_fish(fish, path, directory)
    return summary()


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
