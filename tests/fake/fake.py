# SPDX-License-Identifier: GPL-2.0-or-later
"""The whole program over the fake target, in a directory of its own.

    fake = Fake(program, directory)
    done = fake.run("run", *STUDY)
    rows = fake.rows("SELECT count(*) FROM sample")
"""
import os
import shutil
import sqlite3
import subprocess

BLOCKS = 5
STUDY = ("--target", "local", "--workload", "udp-drain", "--mechanism", "fentry,fexit", "--program", "null,map",
         "--stats", "both", "--delays", "100ns,1us", "--blocks", str(BLOCKS), "--window", "10ms", "--quiet")


def memory_directory():
    """Where files are in memory: for as many writes as no disk should have; None: wherever others are."""
    return "/dev/shm" if os.access("/dev/shm", os.W_OK) else None


class Fake:
    def __init__(self, program, directory, **environment):
        self.store = os.path.join(directory, "store.db")
        self.program = os.path.join(directory, "bpftax")
        self.environment = {**os.environ, **environment}
        if os.path.exists(self.program):
            return
        shutil.copy(program, self.program)
        agent = os.path.join(directory, "src", "agent", "bpftax-agent")  # to be found, never started
        os.makedirs(os.path.dirname(agent))
        shutil.copy("/bin/true", agent)

    def start(self, *arguments, **environment):
        return subprocess.Popen([self.program, *arguments, "--store", self.store],
                                env={**self.environment, **environment}, stdout=subprocess.PIPE, stderr=subprocess.PIPE)

    def run(self, *arguments, **environment):
        return subprocess.run([self.program, *arguments, "--store", self.store], capture_output=True,
                              env={**self.environment, **environment}, timeout=600)

    def is_whole(self):
        """Read and write, as a store may have to be rolled back first."""
        if not os.path.exists(self.store):
            return True
        with sqlite3.connect(self.store) as database:
            return database.execute("PRAGMA integrity_check").fetchall() == [("ok",)]

    def rows(self, query, *arguments):
        if not os.path.exists(self.store):
            return []
        with sqlite3.connect(f"file:{self.store}?mode=ro", uri=True) as database:
            return database.execute(query, arguments).fetchall()
