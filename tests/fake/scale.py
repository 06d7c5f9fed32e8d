#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""scale.py BPFTAX_FAKE WRITE_SYNTHETIC: much of everything, over the fake target: it works, and nothing takes
more than 200 MB.  How its time grows `make bench` prints (bench/scale.py); no test asserts one."""
import json
import os
import pathlib
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "cli"))
sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent.parent / "bench"))
import large_store  # noqa: E402
from checks import expect, summary  # noqa: E402
from fake import STUDY, Fake, memory_directory  # noqa: E402
from measured import measured  # noqa: E402

MEMORY_MOST_BYTES = 200e6
SAMPLES = 1000000
FORMATS = ("text", "markdown", "csv", "json", "html", "junit", "openmetrics", "bencher")
SMALL = ("--blocks", "6", "--window", "10ms", "--quiet", "--format", "json")


def works(fake, *arguments):
    """What it printed."""
    done = measured(fake, *arguments)
    expect(done.status == 0, f"{arguments}: {done.status} {done.errors[:300]}")
    expect(done.bytes < MEMORY_MOST_BYTES, f"{arguments}: {done.bytes / 1e6:.0f} MB")
    return done.text


def everywhere(fake):
    """A report in each format, and the whole of it."""
    for form in FORMATS:
        works(fake, "report", "--format", form)
    return works(fake, "report", "--full")


def a_thousand_treatments(fake, _):
    works(fake, "micro", "--target", "local", "--mechanism", "all", "--program", "all", "--threads", "2,4",
          "--reloads", "2", "--quiet")
    [(count,)] = fake.rows("SELECT count(*) FROM treatment")
    expect(count > 1000, f"{count} treatments")
    everywhere(fake)
    works(fake, "export", "-o", os.path.join(os.path.dirname(fake.store), "run.jsonl"))


def a_million_samples(fake, write_synthetic):
    samples = large_store.write(write_synthetic, fake.store, SAMPLES)
    expect(samples >= SAMPLES, f"{samples} samples")
    everywhere(fake)
    works(fake, "history", "*")
    works(fake, "list", "runs")


def a_name_of_512_bytes(fake, _):
    name = "n" * 512
    report = json.loads(works(fake, "run", "--target", "local", "--workload", "udp-drain", "--function", name,
                              "--mechanism", "fentry", "--program", "null", *SMALL))
    expect({result["status"] for result in report["results"]} == {"measured"}, f"long name: {report['results']}")
    expect(name in json.dumps(report), "the long name is not told whole")
    everywhere(fake)


def streams_and_cpus(fake, _):
    works(fake, "run", "--target", "vm", "--workload", "iperf3", "--parallel", "64", "--cpus", "256", "--mechanism",
          "fentry", "--program", "null", *SMALL)
    [(cpus,)] = fake.rows("SELECT max(json_extract(study, '$.cpus')) FROM run")
    expect(cpus == 256, f"{cpus} CPUs")
    everywhere(fake)


def ten_thousand_blocks(fake, _):
    """Each is looked at for its intervals, now and then; with a precision they would end it."""
    works(fake, "run", *STUDY, "--blocks", "10000")
    [(blocks,)] = fake.rows("SELECT max(block) + 1 FROM visit")
    expect(blocks == 10000, f"{blocks} blocks")


CASES = (a_thousand_treatments, a_million_samples, a_name_of_512_bytes, streams_and_cpus, ten_thousand_blocks)


def main(program, write_synthetic):
    for case in CASES:
        print(case.__name__, flush=True)
        with tempfile.TemporaryDirectory(dir=memory_directory()) as directory:
            case(Fake(program, directory), write_synthetic)
    return summary()


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
