#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""faults.py BPFTAX_FAKE: what breaks while a run is under way, one by one, and what bpftax does then.
Those that need a kernel are in tests/guest (lost_guest.sh) and tests/unit/target/test_vm.c."""
import json
import os
import pathlib
import signal
import subprocess
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "cli"))
from checks import expect, skip, summary  # noqa: E402
from fake import BLOCKS, STUDY, Fake  # noqa: E402
from resume import wait_for_samples  # noqa: E402

IN_A_GUEST = (*STUDY, "--target", "vm")
FINENESS = 1  # the next number of writes is larger by such a part
KEPT = "SELECT block, count(*) FROM visit WHERE state = 'kept' GROUP BY block"


def fake_in(directory, program, **environment):
    return Fake(program, directory, FAKE_WINDOW_US="2000", **environment)


def report_of(done):
    return json.loads(done.stdout)


def expect_whole(what, fake):
    """Every block is there once, and the store is as it has to be."""
    expect(fake.is_whole(), f"{what}: the store is damaged")
    plan = json.loads(fake.rows("SELECT plan FROM plan")[0][0])
    kept = dict(fake.rows(KEPT))
    expect(len(kept) == BLOCKS == plan["blocks"] - len(plan.get("cut", [])), f"{what}: blocks {kept}, {plan}")
    expect(len(set(kept.values())) == 1, f"{what}: visits of blocks {kept}")


def one_sentence(what, done, words, status):
    said = done.stderr.decode()
    expect(done.returncode == status, f"{what}: status {done.returncode}: {said}")
    expect(all(word in said for word in words) and said.count("\n") == 1, f"{what}: said {said}")


def lost_once(what, program, number, words):
    """Something of the guest is gone in the middle: it is started again, and the study ends as if nothing had been."""
    with tempfile.TemporaryDirectory() as directory:
        fake = fake_in(directory, program)
        process = fake.start("run", *IN_A_GUEST, "--format", "json")
        wait_for_samples(fake, process, 20)
        process.send_signal(number)
        out, err = process.communicate(timeout=60)
        expect(process.returncode == 0, f"{what}: status {process.returncode}: {err}")
        report = json.loads(out)
        notes = [note for note in report["notes"] if "the guest was lost and is started again" in note]
        expect(len(notes) == 1 and words in notes[0], f"{what}: {report['notes']}")
        expect({result["status"] for result in report["results"]} == {"measured"}, f"{what}: {report['results']}")
        expect_whole(what, fake)


def qemu_is_killed(program):
    lost_once("QEMU is killed", program, signal.SIGUSR1, "the agent is gone")


def iperf3_dies(program):
    lost_once("iperf3 dies", program, signal.SIGUSR2, "the iperf3 server is gone")


RECEIVED = ("run", "--target", "vm", "--workload", "iperf3", "--protocol", "restart", "--client", "host", "--mechanism",
            "fentry", "--program", "null", "--samples", "2", "--window", "1s", "--budget", "0", "--quiet", "--format", "json")
# What iperf3 --json says of a second, as far as it is read.
SAID = {"start": {"connected": [{}]}, "end": {
    "sum_received": {"seconds": 1.0, "bytes": 64e6, "packets": 1000000, "lost_packets": 0}, "sum_sent": {"packets": 1000000},
    "cpu_utilization_percent": {"host_total": 50, "remote_total": 50}}}


def with_iperf3(program, script):
    """A run whose iperf3 on the host is this script, which knows how often it was started before."""
    with tempfile.TemporaryDirectory() as directory:
        own = pathlib.Path(directory, "bin", "iperf3")
        own.parent.mkdir()
        own.write_text(f"#!/bin/sh\ncount=$(cat {directory}/count 2>/dev/null || echo 0)\n"
                       f"echo $((count + 1)) >{directory}/count\n{script}\ncat <<'END'\n{json.dumps(SAID)}\nEND\n")
        own.chmod(0o755)
        fake = fake_in(directory, program, PATH=f"{own.parent}:{os.environ['PATH']}", FAKE_LIMIT_S="1")
        done = fake.run(*RECEIVED)
        expect(fake.is_whole(), f"iperf3 {script}: the store is damaged")
        return done


def iperf3_works(program):
    """What the two below break."""
    done = with_iperf3(program, ":")
    expect(done.returncode == 0, f"iperf3 works: {done}")
    expect({result["status"] for result in report_of(done)["results"]} == {"measured"}, f"iperf3 works: {report_of(done)['results']}")


def iperf3_hangs_once(program):
    done = with_iperf3(program, '[ "$count" != 3 ] || kill -STOP $$')
    expect(done.returncode == 0, f"iperf3 hangs: {done}")
    report = report_of(done)
    expect(any("the guest was lost and is started again" in note and "'iperf3' did not end within 1 s" in note
               for note in report["notes"]), f"iperf3 hangs: {report['notes']}")
    expect({result["status"] for result in report["results"]} == {"measured"}, f"iperf3 hangs: {report['results']}")


def iperf3_hangs_always(program):
    """Also where it has nothing to measure: it comes to an end, and says why."""
    done = with_iperf3(program, "kill -STOP $$")
    one_sentence("iperf3 hangs always", done, ("'iperf3' did not end within 1 s",), 3)


def the_hosts_client_dies(program):
    """It was to send as long as the run goes on: nothing that nobody sends for is a figure of it."""
    with tempfile.TemporaryDirectory() as directory:
        own = pathlib.Path(directory, "bin", "iperf3")
        own.parent.mkdir()
        own.write_text(f"#!/bin/sh\n[ -e {directory}/died ] && exec sleep 600\n>{directory}/died\nsleep .5\nkill -9 $$\n")
        own.chmod(0o755)
        fake = fake_in(directory, program, PATH=f"{own.parent}:{os.environ['PATH']}")
        done = fake.run("run", "--target", "vm", "--workload", "iperf3", "--client", "host", "--mechanism", "fentry", "--program",
                        "null", "--blocks", "60", "--budget", "0", "--quiet", "--format", "json")
        expect(done.returncode == 0, f"the host's client dies: {done}")
        notes = [note for note in report_of(done)["notes"] if "iperf3's client on this machine ended (signal 9)" in note]
        expect(len(notes) == 1 and "is started again" in notes[0], f"the host's client dies: {report_of(done)['notes']}")
        expect({result["status"] for result in report_of(done)["results"]} == {"measured"},
               f"the host's client dies: {report_of(done)['results']}")


def the_port_is_lost(program):
    """iperf3 comes to no server: the guest is there, and nobody gets through to it."""
    done = with_iperf3(program, """echo '{"start": {"connected": []}, "error": "unable to connect to server"}'; exit 1""")
    one_sentence("lost port", done, ("unable to connect to server",), 1)


def nothing_happens_any_more(program):
    """As where the server hangs, and the guest is well: windows without an operation are no figures."""
    with tempfile.TemporaryDirectory() as directory:
        fake = fake_in(directory, program, FAKE_IDLE_FROM="40")
        done = fake.run("run", *IN_A_GUEST, "--format", "json")
        expect(done.returncode == 1, f"idle: {done}")
        for result in report_of(done)["results"]:
            is_treatment = not result["configuration"].startswith("baseline")
            expect(not is_treatment or result["status"] == "failed" and "the workload did nothing" in result["reason"],
                   f"idle: {result}")


def the_clock_jumps(program):
    """A window that lasted an hour by the clock is one outlier, and no estimate follows it."""
    with tempfile.TemporaryDirectory() as directory:
        fake = fake_in(directory, program, FAKE_CLOCK_JUMPS="37")
        done = fake.run("run", *IN_A_GUEST, "--blocks", "12", "--format", "json")
        expect(done.returncode == 0, f"clock: {done}")
        for result in report_of(done)["results"]:
            effect = result.get("effects", {}).get("operation_ns", {}).get("absolute", {})
            expect(result["status"] == "measured" and abs(effect.get("estimate", 0)) < 10, f"clock: {result}")


def something_comes_into_every_chunk(program):
    """Twice in a row the reload is made anew; the third time there is no figure, and it is said."""
    for interrupted, status in ((2, "measured"), (3, "failed")):
        with tempfile.TemporaryDirectory() as directory:
            fake = fake_in(directory, program, FAKE_INTERRUPTED=str(interrupted))
            done = fake.run("micro", "--exact", "--target", "vm", "--mechanism", "fentry", "--program", "null", "--reloads", "3",
                            "--quiet", "--format", "json")
            expect(done.returncode == (status == "failed"), f"every chunk: {done}")
            result = next(x for x in report_of(done)["results"] if x["configuration"] == "fentry-null")
            expect(result["status"] == status and (status == "measured" or "into every chunk" in result["reason"]),
                   f"every chunk: {result}")
            expect(status == "failed" or len(fake.rows("SELECT id FROM visit")) == 3, f"every chunk: {result}")


def a_treatment_fails_three_times(program):
    with tempfile.TemporaryDirectory() as directory:
        fake = fake_in(directory, program, FAKE_DEADLY="fentry")
        done = fake.run("run", *IN_A_GUEST, "--format", "json")
        expect(done.returncode == 1, f"three times: {done}")
        for result in report_of(done)["results"]:
            is_deadly = result["configuration"].startswith(("fentry-", "delay-"))  # a delay's program, too
            expect(result["status"] == ("failed" if is_deadly else "measured"), f"three times: {result}")
            expect(not is_deadly or "3 times in a row: the agent is gone" in result["reason"], f"three times: {result}")


def on_this_machine(program):
    """Nothing can be started again there: the run ends, and is resumed."""
    with tempfile.TemporaryDirectory() as directory:
        fake = fake_in(directory, program)
        process = fake.start("run", *STUDY)
        wait_for_samples(fake, process, 20)
        process.send_signal(signal.SIGUSR1)
        _, err = process.communicate(timeout=60)
        expect(process.returncode == 3 and b"the agent is gone" in err, f"local: {process.returncode} {err}")
        done = fake.run("resume", "--quiet")
        expect(done.returncode == 0, f"local: {done}")
        expect_whole("local", fake)


def resumed(what, fake, directory):
    """After space was made; what had no row by then is begun anew."""
    has_run = os.path.exists(fake.store) and fake.rows("SELECT 1 FROM sqlite_schema WHERE name = 'run'") and fake.rows(
        "SELECT id FROM run")
    for name in ("FAKE_DISK_FULL", "FAKE_DISK_BREAKS"):
        fake.environment.pop(name, None)
    done = fake.run(*(("resume", "--quiet") if has_run else ("run", *STUDY)))
    expect(done.returncode == 0, f"{what}: going on: {done.returncode} {done.stderr}")
    expect_whole(what, fake)
    return bool(has_run)


def the_store_takes_no_more(program, variable, words):
    """At its first write, and at every so many later: each place that writes is met."""
    times_resumed, writes = 0, 0
    while True:
        with tempfile.TemporaryDirectory() as directory:
            fake = Fake(program, directory, **{variable: str(writes)})
            done = fake.run("run", *STUDY)
            what = f"{variable}={writes}"
            if done.returncode == 0:
                break
            one_sentence(what, done, words, 3)
            expect(fake.is_whole(), f"{what}: damaged")
            times_resumed += resumed(what, fake, directory)
        writes += 7 + writes // FINENESS
    print(f"{variable}: resumed {times_resumed} times, up to {writes} writes")
    expect(times_resumed >= 4, f"{variable}: resumed {times_resumed} times alone")


def the_disk_is_full(program):
    the_store_takes_no_more(program, "FAKE_DISK_FULL", ("has no space left on its disk",))


def the_disk_breaks(program):
    the_store_takes_no_more(program, "FAKE_DISK_BREAKS", ("disk I/O error",))


def a_small_tmpfs(program):
    """A real one, in a mount namespace; then it is made larger."""
    with tempfile.TemporaryDirectory() as directory:
        small = os.path.join(directory, "small")
        os.mkdir(small)
        script = ('mount -t tmpfs -o size=2m small "$1" || exit 77; shift; BPFTAX_SMALL=1 exec "$@"')
        done = subprocess.run(["unshare", "-rm", "sh", "-c", script, "sh", small, sys.executable, __file__, program, small],
                              capture_output=True, timeout=1200)  # 800 blocks, under sanitizers too
        if done.returncode == 77 or b"unshare failed" in done.stderr:
            skip(f"a small tmpfs: {done.stderr.decode().strip()}")
            return
        expect(done.returncode == 0, f"a small tmpfs: {done.stdout.decode()} {done.stderr.decode()}")


def within_small_tmpfs(program, small):
    with tempfile.TemporaryDirectory() as directory:
        fake = Fake(program, directory)
        fake.store = os.path.join(small, "store.db")
        done = fake.run("run", *STUDY, "--blocks", "800")
        one_sentence("tmpfs", done, ("has no space left on its disk",), 3)
        expect(fake.is_whole(), "tmpfs: the store is damaged")
        before = fake.rows("SELECT count(*) FROM sample")[0][0]
        subprocess.run(["mount", "-o", "remount,size=64m", small], check=True)
        done = fake.run("resume", "--quiet")
        expect(done.returncode == 0, f"tmpfs: {done.returncode} {done.stderr}")
        after = fake.rows("SELECT count(*) FROM sample")[0][0]
        expect(after > before > 0 and len(fake.rows(KEPT)) == 800, f"tmpfs: {before} {after}")
    return summary()


def several_on_one_store(program):
    with tempfile.TemporaryDirectory() as directory:
        fake = fake_in(directory, program)
        both = [fake.start("run", *STUDY) for _ in range(4)]
        for process in both:
            _, err = process.communicate(timeout=60)
            expect(process.returncode == 0, f"several on one store: {process.returncode} {err}")
        runs = fake.rows("SELECT run, count(*) FROM visit WHERE state = 'kept' GROUP BY run")
        expect(len(runs) == 4 and len({count for _, count in runs}) == 1, f"several on one store: {runs}")
        expect(fake.is_whole(), "several on one store: damaged")


FAULTS = (qemu_is_killed, iperf3_dies, iperf3_works, iperf3_hangs_once, iperf3_hangs_always, the_hosts_client_dies, the_port_is_lost,
          nothing_happens_any_more, the_clock_jumps, something_comes_into_every_chunk, a_treatment_fails_three_times, on_this_machine, the_disk_is_full, the_disk_breaks,
          a_small_tmpfs, several_on_one_store)


def main(program):
    for fault in FAULTS:
        print(fault.__name__)
        fault(program)
    return summary()


if __name__ == "__main__":
    sys.exit(within_small_tmpfs(*sys.argv[1:]) if os.environ.get("BPFTAX_SMALL") else main(*sys.argv[1:]))
