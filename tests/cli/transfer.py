#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""transfer.py BPFTAX WRITE_SYNTHETIC DATA: runs go out of a store and into another unharmed, and
nothing that is wrong with a file reaches the store."""
import json
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile

from checks import expect, run, summary


def dump(store):
    """Every row of every table; text as bytes, since not all of it is UTF-8."""
    with sqlite3.connect(store) as database:
        database.text_factory = bytes
        tables = database.execute("SELECT name FROM sqlite_schema WHERE type = 'table'").fetchall()
        return {name: database.execute(f"SELECT * FROM {name.decode()}").fetchall()
                for name, in tables}


def check_round_trip(bpftax, directory, store):
    other = os.path.join(directory, "other.db")
    for digit in "12345":
        file = os.path.join(directory, f"{digit}.jsonl")
        done = run(bpftax, "export", digit * 4, "--store", store, "-o", file)
        expect(done.returncode == 0 and not done.stdout + done.stderr, f"export: {done}")
        done = run(bpftax, "import", "--store", other, file)
        expect(done.returncode == 0 and done.stdout.decode() == f"{digit * 8}  imported\n",
               f"import: {done}")
        with open(file, "rb") as exported:
            again = run(bpftax, "export", digit * 4, "--store", other)
            expect(exported.read() == again.stdout, f"{digit}: another file the second time")
        for form in ("json", "text", "csv"):
            reports = [run(bpftax, "report", digit * 4, "--store", s, "--format", form).stdout
                       for s in (store, other)]
            expect(reports[0] == reports[1] and reports[0], f"{digit}: another {form} report")
    before = dump(other)
    done = run(bpftax, "import", "--store", other, os.path.join(directory, "1.jsonl"))
    expect(done.returncode == 0 and done.stdout == b"11111111  already in the store\n",
           f"again: {done}")
    expect(dump(other) == before, "importing again changed the store")
    expect(not [n for n in os.listdir(directory) if n.endswith(".partial")], "left a partial file")


def spoiled(lines):
    """(what the sentence has to say, the bytes) of files that are wrong in one thing."""
    def edit(number, **changes):
        record = json.loads(lines[number])
        for key, value in changes.items():
            if value is None:
                del record[key]
            else:
                record[key] = value
        return [*lines[:number], json.dumps(record), *lines[number + 1:]]

    kinds = [json.loads(line)["type"] for line in lines]
    first = {kind: kinds.index(kind) for kind in reversed(kinds)}
    visit, sample = first["visit"], first["sample"]
    for count in (0, 1, 2, visit, sample + 3, len(lines) - 1):
        yield f":{count + 1}: the file ends before its last line", lines[:count]
    yield ":1: no file of 'bpftax export'", lines[1:]
    yield ":1: version 3 of the format", edit(0, version=3)
    yield ":1: version 0 of the format", edit(0, version=0)
    yield ":2: 'id' is not the id", edit(1, id="../../etc")
    yield ":2: 'seed' is not a whole number", edit(1, seed="4711")
    yield ":2: 'study' is not an object", edit(1, study="x")
    yield ":2: a run with a field that this bpftax does not know", edit(1, surprise=1)
    yield ":2: the store refuses this record: CHECK", edit(1, protocol="guess")
    yield f":{visit + 1}: a visit without 'hook'", edit(visit, hook=None)
    yield f":{visit + 1}: 'cell' is not the number", edit(visit, cell=2)
    yield f":{visit + 1}: 'cell' is not the number", edit(visit, cell=0)
    yield f":{visit + 1}: 'block' is not a whole number", edit(visit, block=1 << 32)
    yield f":{visit + 1}: 'hook' is not a text", edit(visit, hook={"hex": "0"})
    yield f":{visit + 1}: 'hook' is not a text", edit(visit, hook={"hex": "00"})
    yield f":{sample + 1}: 'visit' is not the number", edit(sample, visit=-1)
    yield f":{sample + 1}: 'operations' is not a number", edit(sample, operations="1")
    yield f":{sample + 1}: the store refuses", edit(sample, operations=-1)
    yield ": the store refuses this record: UNIQUE", [*lines[:sample], lines[sample], *lines[sample:]]
    yield ": a cell where none may stand", [*lines[:-1], lines[first["cell"]], lines[-1]]
    yield ": a run where none may stand", [*lines[:-1], lines[1], lines[-1]]
    yield ": a record of no type", [*lines[:-1], '{"type":"sqlite_schema"}', lines[-1]]
    yield ": no object of JSON", [*lines[:-1], "[]", lines[-1]]
    yield ": no object of JSON", [*lines[:-1], '{"type":"note","text":"a\\u0000b"}', lines[-1]]
    yield ": the last line counts other lines", [*lines[:-2], lines[-1]]
    yield ": more lines after the last one", [*lines, lines[-1]]


def check_spoiled(bpftax, directory):
    store = os.path.join(directory, "victim.db")
    run(bpftax, "import", "--store", store, os.path.join(directory, "4.jsonl"))
    before = dump(store)
    with open(os.path.join(directory, "1.jsonl"), encoding="utf-8") as file:
        lines = file.read().splitlines()
    path = os.path.join(directory, "bad.jsonl")
    for words, bad in spoiled(lines):
        with open(path, "w", encoding="utf-8") as file:
            file.write("".join(line + "\n" for line in bad))
        done = run(bpftax, "import", "--store", store, path)
        said = done.stderr.decode()
        expect(done.returncode == 2 and not done.stdout and words in said
               and said.startswith(f"bpftax: {path}:") and said.count("\n") == 1,
               f"{words}: status {done.returncode}, {said!r}")
        expect(dump(store) == before, f"{words}: the store is not what it was")
    with open(path, "wb") as file:
        file.write(b"\x00\xff" * 1000 + b"\n")
    expect(run(bpftax, "import", "--store", store, path).returncode == 2, "binary: taken")
    lines[-2] = lines[-2].replace("made up", "true")
    with open(path, "w", encoding="utf-8") as file:
        file.write("\n".join(lines) + "\n")
    shutil.copy(store, store + ".copy")
    run(bpftax, "import", "--store", store, os.path.join(directory, "1.jsonl"))
    done = run(bpftax, "import", "--store", store, path)
    expect(done.returncode == 2 and b"with other content" in done.stderr, f"another run: {done}")


def check_version_1(bpftax, directory, data):
    """Files that a bpftax of version 1 exported, out of the store that the upgrade brings up to date:
    both ways lead to the same rows."""
    upgraded = os.path.join(directory, "store-5.db")
    imported = os.path.join(directory, "imported.db")
    shutil.copy(os.path.join(data, "store-5.db"), upgraded)
    for run_id in ("a766", "752a"):
        file = os.path.join(data, f"store-5-{run_id}.export")
        done = run(bpftax, "import", "--store", imported, file)
        expect(done.returncode == 0 and b"imported" in done.stdout, f"version 1: {done}")
        for store in (imported, upgraded):
            done = run(bpftax, "import", "--store", store, file)
            expect(done.returncode == 0 and b"already in the store" in done.stdout, f"again: {done}")
        exports = [run(bpftax, "export", run_id, "--store", store).stdout
                   for store in (imported, upgraded)]
        expect(exports[0] == exports[1] and b'"version":2' in exports[0],
               f"{run_id}: imported and upgraded differ")
    with open(os.path.join(data, "store-5-a766.export"), encoding="utf-8") as file:
        lines = file.read().splitlines()
    kinds = [json.loads(line)["type"] for line in lines]
    path = os.path.join(directory, "bad-1.jsonl")
    before = dump(imported)
    for kind, words, changes in (
            ("visit", "a visit that a file of version 1 cannot have", {"boot": 1}),
            ("visit", "a visit that a file of version 1 cannot have", {"boot": None}),
            ("visit", "a visit that a file of version 1 cannot have", {"cell": 1}),
            ("machine", "a machine that a file of version 1 cannot have", {"target": "vm"}),
            ("plan", "a plan that a file of version 1 cannot have", {"cell": 1}),
            ("result", "a result that a file of version 1 cannot have", {"cell": 1}),
            ("configuration", "that a file of version 1 cannot have", {"delay_ns": 1}),
            ("machine", "a record of no type", {"type": "cell"}),
            ("machine", "a record of no type", {"type": "treatment"})):
        number = kinds.index(kind)
        record = {k: v for k, v in {**json.loads(lines[number]), **changes}.items() if v is not None}
        bad = [*lines[:number], json.dumps(record), *lines[number + 1:]]
        bad[1] = bad[1].replace("a76621d2", "b76621d2")
        with open(path, "w", encoding="utf-8") as file:
            file.write("".join(line + "\n" for line in bad))
        done = run(bpftax, "import", "--store", imported, path)
        expect(done.returncode == 2 and words.encode() in done.stderr
               and f":{number + 1}: ".encode() in done.stderr, f"{kind} {changes}: {done}")
        expect(dump(imported) == before, f"{kind} {changes}: the store is not what it was")
    number = kinds.index("sample")
    record = {**json.loads(lines[number]), "operations": 1}
    with open(path, "w", encoding="utf-8") as file:
        file.write("".join(line + "\n" for line in
                           [*lines[:number], json.dumps(record), *lines[number + 1:]]))
    done = run(bpftax, "import", "--store", imported, path)
    expect(done.returncode == 2 and b"with other content" in done.stderr, f"other content: {done}")


def check_chunks(bpftax, directory, data):
    """Packed chunks that are none are refused, by import and by what reads a store."""
    with open(os.path.join(data, "chunks.jsonl"), encoding="utf-8") as file:
        lines = file.read().splitlines()
    number = next(n for n, line in enumerate(lines) if json.loads(line)["type"] == "sample")
    record = json.loads(lines[number])
    digits = record["chunks_packed"]
    path, store = os.path.join(directory, "chunks.jsonl"), os.path.join(directory, "chunks.db")

    def take(value):
        with open(path, "w", encoding="utf-8") as file:
            file.write("".join(line + "\n" for line in [
                *lines[:number], json.dumps({**record, "chunks_packed": value}),
                *lines[number + 1:]]))
        return run(bpftax, "import", "--store", store, path)
    for value in ("", "02" + digits[2:], digits[:-2], digits + "00", digits[:-1],
                  digits.upper(), "zz", 1, {"hex": digits}):
        done = take(value)
        expect(done.returncode == 2 and not os.path.exists(store) and
               f":{number + 1}: 'chunks_packed' is not packed chunks".encode() in done.stderr,
               f"{str(value)[:20]}: {done}")
    done = take(digits)
    expect(done.returncode == 0, f"the chunks as they were: {done}")
    with sqlite3.connect(store) as database:
        database.execute("UPDATE sample SET chunks_packed = x'0100'")
    database.close()
    done = run(bpftax, "report", "--store", store)
    expect(done.returncode == 3 and b"is damaged" in done.stderr and not done.stdout,
           f"spoiled in the store: {done}")


def check_errors(bpftax, directory, store):
    for status, words, arguments in (
            (2, "import which file?", ["import"]),
            (2, "cannot read 'absent'", ["import", "absent"]),
            (2, "is not a file", ["import", "/dev/null"]),
            (2, "nearest: 11111111", ["export", "1112"]),
            (3, "cannot write", ["export", "1111", "-o", os.path.join(directory, "no", "x")])):
        done = run(bpftax, *arguments, "--store", store)
        expect(done.returncode == status and words in done.stderr.decode()
               and done.stderr.count(b"\n") == 1, f"{arguments}: {done}")
    with open("/dev/full", "wb") as full:
        done = subprocess.run([bpftax, "export", "--store", store], stdout=full,
                              stderr=subprocess.PIPE, timeout=60)
    expect(done.returncode == 3 and done.stderr.count(b"\n") == 1, f"full: {done}")
    reader, writer = os.pipe()
    os.close(reader)
    done = subprocess.run([bpftax, "export", "--store", store], stdout=writer,
                          stderr=subprocess.PIPE, timeout=60)
    os.close(writer)
    expect(done.returncode == 0 and not done.stderr, f"closed pipe: {done}")


def check_list_json(bpftax, store):
    runs = json.loads(run(bpftax, "list", "runs", "--format", "json", "--store", store).stdout)
    expect([r["id"] for r in runs] == [d * 32 for d in "321654"], "list runs: ids")
    expect(runs[2] == {"id": "1" * 32, "label": "synthetic, not measured",
                       "started": "2023-11-14T22:13:20Z", "study": "synthetic",
                       "kernel": "synthetic-6.12", "samples": 288, "state": "done"},
           f"list runs: {runs[2]}")
    expect(runs[0]["label"].endswith(" end"), "list runs: the hostile label")
    done = run(bpftax, "list", "runs", "--format", "csv", "--store", store)
    expect(done.returncode == 2 and b"text or json" in done.stderr, f"list runs csv: {done}")


def main():
    bpftax, write_synthetic, data = sys.argv[1:4]
    with tempfile.TemporaryDirectory() as directory:
        store = os.path.join(directory, "synthetic.db")
        subprocess.run([write_synthetic, store], check=True)
        check_round_trip(bpftax, directory, store)
        check_spoiled(bpftax, directory)
        check_version_1(bpftax, directory, data)
        check_chunks(bpftax, directory, data)
        check_errors(bpftax, directory, store)
        check_list_json(bpftax, store)
    return summary()


sys.exit(main())
