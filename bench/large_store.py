# SPDX-License-Identifier: GPL-2.0-or-later
"""A store with many samples that nobody measured: the synthetic run of the tests, repeated.

Its blocks are copied under new numbers, and the times of the copies are moved by up to one
percent, so that an estimate has as many different values to order as a real run's.
"""
import sqlite3
import subprocess

RUN = "1" * 32  # SYNTHETIC_SWITCH of tests/data/synthetic_run.h
MOVED = ("length_ns", "operation_ns", "receiver_cpu_ns", "run_time_ns")
# About random, and the same every time: Knuth's multiplicative hash.
FACTOR = "(0.99 + ((id * 7919 + copy.number) * 2654435761 % 4294967296) / 214748364800.0)"


def columns(database, table):
    return [row[1] for row in database.execute(f"PRAGMA table_info({table})")]


def copy_rows(database, table, where, replaced):
    """INSERT ... SELECT of every column, some of them replaced by an expression."""
    names = columns(database, table)
    values = [replaced.get(name, name) for name in names]
    database.execute(f"INSERT INTO {table} ({', '.join(names)}) SELECT {', '.join(values)} "
                     f"FROM {table}, copy WHERE {where}")


def count(database, sql):
    return database.execute(sql).fetchone()[0]


def number_copies(database, samples):
    """A table of the copies' numbers: as many as reach the wanted samples."""
    have = count(database, "SELECT count(*) FROM sample")
    database.execute("CREATE TEMP TABLE copy (number INTEGER PRIMARY KEY)")
    database.executemany("INSERT INTO copy VALUES (?)",
                         ((number,) for number in range(1, -(-samples // have))))


def repeat(database):
    visits = count(database, "SELECT max(id) FROM visit")
    blocks = count(database, "SELECT max(block) + 1 FROM visit")
    samples = count(database, "SELECT max(id) FROM sample")
    replaced = {name: f"{name} * {FACTOR}" for name in MOVED}
    copy_rows(database, "sample", "true", {
        **replaced, "id": f"id + copy.number * {samples}",
        "visit": f"visit + copy.number * {visits}"})
    copy_rows(database, "visit", "true", {
        "id": f"id + copy.number * {visits}", "block": f"block + copy.number * {blocks}"})


def write(write_synthetic, path, samples):
    """Makes the store at path; returns how many samples it has."""
    subprocess.run([write_synthetic, path], check=True)
    database = sqlite3.connect(path)
    database.execute("PRAGMA foreign_keys = ON")
    database.execute("DELETE FROM run WHERE id <> ?", (RUN,))
    database.commit()
    database.execute("PRAGMA foreign_keys = OFF")
    number_copies(database, samples)
    repeat(database)
    database.commit()
    total = count(database, "SELECT count(*) FROM sample")
    database.close()
    return total
