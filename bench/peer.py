#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""The kernel's own benchmark beside `bpftax micro`, in the same kind of guest.

tools/testing/selftests/bpf/bench counts how many events happen in a second; peer_build.sh builds
it.  What is compared is the cost of one event over the bare loop: nanoseconds, or with --exact
instructions.  Exits 3 with one sentence where one of the two cannot be run.
"""
import argparse
import json
import os
import random
import subprocess
import sys
import time

sys.dont_write_bytecode = True
import figures  # noqa: E402  beside this file

BASE = "trig-kernel-count"

# (the benchmark's name, our mechanism, whether its loop is the base's).  The last three need a
# kernel function that may be called by programs; the base does not call it, ours does.
PAIRS = (
    ("trig-fentry", "fentry", True),
    ("trig-fexit", "fexit", True),
    ("trig-kprobe", "kprobe-ftrace", True),
    ("trig-kprobe-multi", "kprobe-fprobe", True),
    ("trig-kretprobe", "kretprobe", True),
    ("trig-kretprobe-multi", "kretprobe-fprobe", True),
    ("trig-rawtp", "raw-tracepoint", False),
    ("trig-tp", "tracepoint", False),
    ("trig-fmodret", "fmod-ret", False),
)

# Built by Debian 12's clang 14, the benchmark's program and loop run 9 + 9 instructions where the
# base runs 13; and a rate holds the timer's ticks, where a median of chunks does not.
EXTRA_INSTRUCTIONS = 5
TICKS = .0009

SETTLE_S = 5
BATCH = 1000
HERE = os.path.dirname(os.path.abspath(__file__))


class CannotRun(Exception):
    """One sentence, for a person."""


def parse_arguments():
    parser = argparse.ArgumentParser(description="the kernel's own benchmark beside bpftax micro")
    parser.add_argument("--build", default="build", help="folder that bpftax was built in")
    parser.add_argument("--kernel", default="debian-6.12-cloud", help="of `bpftax kernel list`")
    parser.add_argument("--accel", default="auto", choices=("auto", "kvm", "tcg"))
    parser.add_argument("--exact", action="store_true", help="count instructions")
    parser.add_argument("--boots", type=int, help="guests one after the other (2; exact: 1)")
    parser.add_argument("--loads", type=int, help="of each program in a boot (3; exact: 1)")
    parser.add_argument("--duration", type=int, default=2, help="seconds of one load")
    parser.add_argument("--seed", type=int, default=1, help="of the order")
    parser.add_argument("--micro", metavar="FILE", help="a JSON report instead of a run")
    options = parser.parse_args()
    options.boots = options.boots or (1 if options.exact else 2)
    options.loads = options.loads or (1 if options.exact else 3)
    return options


def run_for_output(command, what):
    """Standard output; standard error goes through."""
    done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=False)
    if done.returncode not in (0, 1):
        raise CannotRun(f"{what} ended with status {done.returncode}")
    return done.stdout


def kernel_image(options):
    """The guest's vmlinux in the cache of bpftax."""
    command = [os.path.join(options.build, "bpftax"), "kernel", "fetch", options.kernel]
    lines = run_for_output(command, "bpftax kernel fetch").splitlines()
    if not lines or " is in " not in lines[-1]:
        raise CannotRun(f"there is no kernel {options.kernel}")
    return os.path.join(lines[-1].split(" is in ", 1)[1], "vmlinux")


def build_bench(options):
    command = [os.path.join(HERE, "peer_build.sh"), kernel_image(options)]
    done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=False)
    if done.returncode:
        sys.exit(done.returncode)  # it has said why
    return done.stdout.strip()


class Guest:
    """A guest with peer_init as its first process."""

    def __init__(self, options, bench):
        began = time.monotonic()
        bench_folder = os.path.join(options.build, "bench")
        self.process = subprocess.Popen(
            [os.path.join(bench_folder, "peer_guest"), options.kernel, options.accel,
             "exact" if options.exact else "time", os.path.join(bench_folder, "peer_init"), bench],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self.facts = self.read()
        self.boot_s = time.monotonic() - began

    def read(self):
        line = self.process.stdout.readline()
        if not line:
            raise CannotRun("the guest for the kernel's benchmark did not run")
        return json.loads(line)

    def ask(self, request):
        try:
            print(json.dumps(request), file=self.process.stdin, flush=True)
        except BrokenPipeError:
            pass  # reading finds the guest's end
        return self.read()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        try:
            self.process.stdin.close()
        except BrokenPipeError:
            pass
        self.process.wait()


class Peer:
    """What the kernel's benchmark said: loads[name][boot] = ns per event of each load."""

    def __init__(self):
        self.loads, self.reasons, self.seconds = {}, {}, {}
        self.boot_s, self.facts = [], None


def bench_arguments(options, name):
    arguments = ["-w1", f"-d{options.duration}", "-a", name]
    return arguments + ["--trig-batch-iters", str(BATCH)] if options.exact else arguments


def why_failed(reply):
    lines = [line for line in reply.get("output", "").splitlines() if line.strip()]
    return reply.get("error") or (lines[-1].strip() if lines else f"status {reply['status']}")


def load_once(options, guest, peer, boot, name):
    began = time.monotonic()
    reply = guest.ask({"do": "bench", "arguments": bench_arguments(options, name)})
    rates = figures.iteration_rates(reply.get("output", ""))
    if reply.get("status") != 0 or not any(rates):
        peer.reasons[name] = why_failed(reply)
        return
    peer.seconds.setdefault(name, []).append(time.monotonic() - began)
    boots = peer.loads.setdefault(name, [[] for _ in range(options.boots)])
    boots[boot].append(figures.event_ns(rates))


def measure_boot(options, bench, peer, boot, order):
    names = [BASE] + [pair[0] for pair in PAIRS]
    with Guest(options, bench) as guest:
        peer.facts = guest.facts
        peer.boot_s.append(guest.boot_s)
        guest.ask({"do": "sleep", "seconds": SETTLE_S})
        for load in range(options.loads):
            print(f"peer: boot {boot + 1} of {options.boots}, load {load + 1} of {options.loads}",
                  file=sys.stderr)
            order.shuffle(names)
            for name in names:
                if name not in peer.reasons:
                    load_once(options, guest, peer, boot, name)


def measure_peer(options, bench):
    peer = Peer()
    order = random.Random(options.seed)
    for boot in range(options.boots):
        measure_boot(options, bench, peer, boot, order)
    if BASE in peer.reasons:
        raise CannotRun(f"its base {BASE} does not run: {peer.reasons[BASE]}")
    return peer


def run_micro(options):
    """One report of ours, and how long it took."""
    command = [os.path.join(options.build, "bpftax"), "micro", "--kernel", options.kernel,
               "--accel", options.accel, "--mechanism", ",".join(pair[1] for pair in PAIRS),
               "--program", "null", "--quiet", "--format", "json"]
    began = time.monotonic()
    text = run_for_output(command + (["--exact"] if options.exact else []), "bpftax micro")
    return json.loads(text), time.monotonic() - began


def measure_ours(options):
    if options.micro:
        with open(options.micro, encoding="utf-8") as sample:
            report = json.load(sample)
        return [(report, report.get("run", {}).get("duration_s"))]
    reports = []
    for boot in range(options.boots):
        print(f"peer: bpftax micro, boot {boot + 1} of {options.boots}", file=sys.stderr)
        reports.append(run_micro(options))
    return reports


class Side:
    """One cell: the mean of the boots' figures, each boot's, and the spread within a boot."""

    def __init__(self, boots=(), sd=None, repetition_s=None, boot_s=0, reason=None):
        self.boots, self.sd, self.reason = list(boots), sd, reason
        self.repetition_s, self.boot_s = repetition_s, boot_s
        self.mean = sum(self.boots) / len(self.boots) if self.boots else None

    def seconds_to(self, fraction):
        """Wall time until the 95 % interval is within the fraction; None when unknown."""
        if self.mean is None or self.sd is None or self.repetition_s is None:
            return None
        n = figures.repetitions_to(fraction, self.mean, self.sd)
        return None if n is None else self.boot_s + n * self.repetition_s


def mean(values):
    return sum(values) / len(values)


def peer_side(peer, name):
    """A repetition is a load of the program and one of the base."""
    if name in peer.reasons:
        return Side(reason=peer.reasons[name])
    pairs = [figures.differences(loads, bases)
             for loads, bases in zip(peer.loads[name], peer.loads[BASE])]
    return Side([mean(pair) for pair in pairs], figures.pooled_sd(pairs),
                mean(peer.seconds[name]) + mean(peer.seconds[BASE]),
                mean(peer.boot_s) + SETTLE_S)


def our_side(reports, configuration, boot_s):
    """A repetition is a reload; all reloads of a run took equally long."""
    rows = [figures.micro_results(report) for report, _ in reports]
    found = [row[configuration] for row in rows if "estimate" in row.get(configuration, {})]
    if not found:
        return Side(reason=rows[0].get(configuration, {}).get("reason", "not in the report"))
    reloads = sum(figure.get("n") or 0 for row in rows for figure in row.values())
    seconds = [duration_s for _, duration_s in reports if duration_s is not None]
    deviations = [figures.deviation_of(figure) for figure in found]
    known = [sd ** 2 for sd in deviations if sd is not None]
    return Side([figure["estimate"] for figure in found],
                mean(known) ** .5 if known else None,
                (sum(seconds) - boot_s * len(seconds)) / reloads if seconds and reloads else None,
                boot_s)


def duration(seconds):
    if seconds is None:
        return "-"
    return f"{seconds:,.0f} s" if seconds < 3600 else f"{seconds / 3600:,.1f} h"


def with_range(side):
    if side.mean is None:
        return "-"
    text = f"{side.mean:,.1f}"
    return text if len(side.boots) < 2 else (
        f"{text} ({min(side.boots):,.0f}-{max(side.boots):,.0f})")


def time_row(name, same_loop, peer, ours):
    both = peer.mean is not None and ours.mean is not None
    return (name + ("" if same_loop else " *"), with_range(peer), with_range(ours),
            f"{ours.mean / peer.mean:.2f}" if both else "-",
            duration(peer.seconds_to(.01)), duration(ours.seconds_to(.01)))


def exact_row(name, same_loop, peer, ours):
    both = peer.mean is not None and ours.mean is not None
    cells = [name + ("" if same_loop else " *"), with_range(peer), with_range(ours)]
    if not both:
        return (*cells, "-", "-", "-", "-")
    known = EXTRA_INSTRUCTIONS + TICKS * ours.mean
    difference = peer.mean - ours.mean
    return (*cells, f"{ours.mean / peer.mean:.3f}", f"{difference:+.1f}",
            f"{known:+.1f}" if same_loop else "-",
            f"{100 * (difference - known) / peer.mean:+.2f} %" if same_loop else "-")


def print_table(head, rows):
    widths = [max(len(row[i]) for row in [head, *rows]) for i in range(len(head))]
    for row in [head, *rows]:
        cells = [row[0].ljust(widths[0])]
        cells += [cell.rjust(width) for cell, width in zip(row[1:], widths[1:])]
        print("  ".join(cells).rstrip())


def print_notes(options, peer, unit):
    print(f"\n{unit} of one event over the bare loop; peer: the kernel's "
          f"tools/testing/selftests/bpf/bench minus {BASE}\n(its Iter lines but the first, its "
          "program counts), ours: bpftax micro, program null.\n* driven by a kernel function "
          "that the base does not call: the peer's figure holds that call, ours does not;\n"
          "  fmodret also returns an error, so that the function's body is left out, ours runs it.")
    if not options.exact:
        print("In brackets: the means of the single boots, lowest and highest.\n"
              "To 1 %: boot and repetitions until Student's 95 % interval is within 1 % of the "
              "figure, at the spread\nthat this run showed within a boot, which so few loads know "
              "to a factor of two.  Peer: a repetition is a\nload of the program and one of the "
              f"base; it also waits {SETTLE_S} s after the boot.  Ours: a reload.  Neither holds\n"
              "what differs between boots: the brackets do.  Other work on the machine slows the "
              "peer's seconds; our\nmedians of chunks pass it over: compare on a quiet machine.")
    else:
        print(f"Known: {EXTRA_INSTRUCTIONS} more instructions of its program and loop (clang 14), "
              f"and {100 * TICKS:.2f} % of timer ticks in a rate.\nUnexplained: what is left, of "
              "the peer's figure.  Both are within 1 % after one load.")
    if peer.facts["timing"] == "emulated":
        print("The CPU was emulated: these nanoseconds compare two programs, not machines.")


def print_comparison(options, peer, reports):
    unit = "Instructions" if options.exact else "Nanoseconds"
    boot_s = mean(peer.boot_s)
    rows, notes = [], []
    for name, mechanism, same_loop in PAIRS:
        theirs, ours = peer_side(peer, name), our_side(reports, mechanism + "-null", boot_s)
        make_row = exact_row if options.exact else time_row
        rows.append(make_row(f"{name[5:]} / {mechanism}", same_loop, theirs, ours))
        notes += [f"{who}: {side.reason}" for who, side in ((name, theirs), (mechanism, ours))
                  if side.reason]
    facts = peer.facts
    print(f"{facts['kernel']}, QEMU {facts['qemu']}, {facts['accelerator']} ({facts['timing']}); "
          f"boots {options.boots}, loads in each {options.loads}, of {options.duration} s; "
          f"load average of this machine {os.getloadavg()[1]:.1f}\n")
    head = ("peer / ours", "peer", "ours", "ours/peer")
    print_table(head + (("difference", "known", "unexplained") if options.exact
                        else ("peer to 1 %", "ours to 1 %")), rows)
    print_notes(options, peer, unit)
    for note in notes:
        print(note)


def print_total(options, peer, reports):
    theirs = sum(peer.boot_s) + sum(map(sum, peer.seconds.values())) + SETTLE_S * options.boots
    ours = [duration_s for _, duration_s in reports if duration_s is not None]
    base = mean([mean(loads) for loads in peer.loads[BASE] if loads])
    print(f"Base: {base:,.2f} an event.  Wall time in all: peer {theirs:,.0f} s"
          + (f", ours {sum(ours):,.0f} s." if ours else "."))


def main():
    options = parse_arguments()
    try:
        bench = build_bench(options)
        peer = measure_peer(options, bench)
        reports = measure_ours(options)
    except CannotRun as reason:
        print(f"peer: {reason}", file=sys.stderr)
        return 3
    print_comparison(options, peer, reports)
    print_total(options, peer, reports)
    return 0


if __name__ == "__main__":
    sys.exit(main())
