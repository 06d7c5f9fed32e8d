# SPDX-License-Identifier: GPL-2.0-or-later
"""The original's own setting, pinned as by default and with --pin no, in turns.

    original.py BPFTAX STUDY short|long

Pinned, the receiver has its host CPU to itself and takes none of the card's interrupts.  Held
against --pin no: drops at its socket for each datagram received are no more, and the standard
deviation of the baseline's bitrate is at most half of the bitrate.  Both are judged by intervals of
95 %: where one of them reaches over its bound, this host does not let it be told.
"""
import json
import os
import statistics
import subprocess
import sys
import tempfile

# By degrees of freedom: Student's two-sided .95, and how far a standard deviation's interval of that
# level reaches to either side (chi squared).
T = {2: 4.30, 3: 3.18, 5: 2.57, 7: 2.36, 9: 2.26, 11: 2.20, 15: 2.13, 19: 2.09, 29: 2.05, 39: 2.02}
BELOW = {2: .52, 3: .57, 5: .62, 7: .66, 9: .69, 11: .71, 15: .74, 19: .76, 29: .80, 39: .82}
ABOVE = {2: 6.28, 3: 3.73, 5: 2.45, 7: 2.04, 9: 1.83, 11: 1.70, 15: 1.55, 19: 1.46, 29: 1.34, 39: 1.28}
DROPS_OF_NOTE = .005  # for each datagram received: less decides nothing

SHORT = {"rounds": 2, "arguments": ["--samples", "3", "--window", "1s", "--mechanism", "fentry",
                                    "--program", "null", "--stats", "off"]}
LONG = {"rounds": 3, "arguments": ["--samples", "5", "--window", "3s"]}


def run(command):
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode == 3:
        print("skipped:", done.stderr.strip())
        sys.exit(77)
    if done.returncode:
        sys.exit(f"failed: {command}: {done.stdout[-2000:]} {done.stderr[-2000:]}")
    return done.stdout


def measure(bpftax, study, store, arguments):
    run([bpftax, "run", study, *arguments, "--quiet", "--store", store])
    samples = json.loads(run([bpftax, "report", "--samples", "--format", "json", "--store", store]))
    report = json.loads(run([bpftax, "report", "--format", "json", "--store", store]))
    text = run([bpftax, "report", "--full", "--store", store])
    flat = [{**s["counters"], "configuration": s["configuration"]} for s in samples["samples"]]
    return flat, report, text


def near(table, freedom):
    return table[max([key for key in table if key <= freedom], default=min(table))]


def placement(report):
    machine = report["machines"][0]
    return machine.get("pinning", {}).get("iperf3", {})


def expect(condition, words):
    if not condition:
        sys.exit("failed: " + words)


def check_pinned(samples, report, text):
    """What is placed and counted holds on any host."""
    where = placement(report)
    expect(where.get("apart") is True, f"not apart: {where}")
    expect("host" in where and where["host"]["receiver"] not in where["host"]["others"],
           f"others share the receiver's host CPU: {where}")
    runs = sum(s["softirqs"] for s in samples)
    beside = sum(s["softirqs_beside"] for s in samples)
    expect(runs > 0 and beside < .05 * runs, f"{beside} of {runs} softirqs beside the receiver")
    expect("WHAT LIMITS IT" in text and text.index("WHAT LIMITS IT") < text.index("Bitrate"),
           "what limits the run does not stand before its tables")
    expect("baseline-aa" in text, "no A/A")


def check_way(samples):
    """What was sent is what was lost on the way and what arrived; the card counts all its packets."""
    for sample in samples:
        sent = sample["sender_datagrams"]
        arrived = sample["host_drops"] + sample["operations"] + sample["drops"]
        expect(arrived <= 1.05 * sent + 500, f"{arrived} lost or received of {sent} sent")
        expect(sample["card_packets"] >= sample["operations"] + sample["drops"],
               f"more received than the card brought: {sample}")


def drops_per_operation(samples):
    return [s["drops"] / s["operations"] for s in samples if s["operations"]]


def interval_of_difference(one, other):
    """Welch's, of the means: one - other."""
    middle = statistics.mean(one) - statistics.mean(other)
    error = (statistics.variance(one) / len(one) + statistics.variance(other) / len(other)) ** .5
    reach = near(T, min(len(one), len(other)) - 1) * error
    return middle - reach, middle + reach


def judge_drops(pinned, free):
    low, high = interval_of_difference(drops_per_operation(pinned), drops_per_operation(free))
    print(f"drops a datagram, pinned less free: [{low:.4f}, {high:.4f}]")
    expect(low <= DROPS_OF_NOTE, "pinned loses more at the receiver's socket than unpinned")
    return high <= DROPS_OF_NOTE


def judge_deviation(pinned):
    rates = [s["received_bytes"] * 8e3 / s["length_ns"] for s in pinned
             if s["configuration"] == "baseline"]
    share = statistics.stdev(rates) / statistics.mean(rates)
    low, high = share * near(BELOW, len(rates) - 1), share * near(ABOVE, len(rates) - 1)
    print(f"baseline {statistics.mean(rates):.2f} Mbit/s, standard deviation {100 * share:.0f} % "
          f"of it [{100 * low:.0f}, {100 * high:.0f}]")
    expect(low <= .5, "the baseline's bitrate varies by more than half of itself")
    return high <= .5


def main(bpftax, study, length):
    shape = {"short": SHORT, "long": LONG}[length]
    pinned, free = [], []
    if len(os.sched_getaffinity(0)) < 2:
        print("cannot tell: with one host CPU nobody can keep off the receiver's")
        sys.exit(77)
    with tempfile.TemporaryDirectory() as work:
        store = os.path.join(work, "store.db")
        for _ in range(shape["rounds"]):
            samples, report, text = measure(bpftax, study, store, shape["arguments"])
            check_pinned(samples, report, text)
            check_way(samples)
            pinned += samples
            samples, report, _ = measure(bpftax, study, store,
                                         shape["arguments"] + ["--pin", "no"])
            expect("apart" not in placement(report), "--pin no, and something was placed")
            check_way(samples)
            free += samples
    told = [judge_drops(pinned, free), judge_deviation(pinned)]
    if not all(told):
        print("cannot tell: an interval reaches over its bound; this host is too noisy")
        sys.exit(77)


main(*sys.argv[1:])
