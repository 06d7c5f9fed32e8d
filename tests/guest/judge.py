#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""What the guest tests ask of the raw samples of a run (bpftax report --samples --format json).

    judge.py holds SAMPLES EXPRESSION
    judge.py within SAMPLES LOW HIGH EXPRESSION
    judge.py disturbed SAMPLES

holds: the expression is true, as counts are on any host.  within: it is a list of values, one a block;
their mean lies between LOW and HIGH.  Status 0: the whole 95 % interval (Student's) does.  1: none of
it, and the guest had the host's CPUs to itself.  2: cannot tell: the interval reaches over a bound, or
the guest's CPUs had to wait for the host's, which moves times by more than noise.  disturbed: that they did.

The expressions know:
    windows(workload, configuration)  the counters of each window, a list of dictionaries
    each(workload, "a")               by block: {configuration: the mean of counter a}
    each(workload, "a/b")             the same of the quotient
"""

import collections
import json
import math
import statistics
import sys

STUDENT_95 = [math.inf, 12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228, 2.2]
WAITED_LEAST = .03  # of the time that the guest's CPUs wanted to run


def windows_of(samples):
    def windows(workload=None, configuration=None):
        return [x["counters"] for x in samples
                if workload in (None, x["workload"]) and
                configuration in (None, x["configuration"])]
    return windows


def value(counters, metric):
    """NaN where a counter is absent, or nothing passed: then no interval tells anything."""
    above, _, below = metric.partition("/")
    divisor = counters.get(below, 0) if below else 1
    return counters.get(above, math.nan) / divisor if divisor else math.nan


def each_of(samples):
    def each(workload, metric):
        blocks = collections.defaultdict(lambda: collections.defaultdict(list))
        for x in samples:
            if x["workload"] == workload and x["state"] == "kept":
                blocks[x["block"]][x["configuration"]].append(value(x["counters"], metric))
        return [{name: statistics.mean(values) for name, values in block.items()}
                for _, block in sorted(blocks.items())]
    return each


def interval_of(values):
    n = len(values)
    if n < 2 or not all(math.isfinite(x) for x in values):
        return (-math.inf, math.inf)
    half = STUDENT_95[min(n, len(STUDENT_95)) - 1] * statistics.stdev(values) / math.sqrt(n)
    return (statistics.mean(values) - half, statistics.mean(values) + half)


def waited_share(samples):
    """Of the guest's CPUs, in all windows: runnable, and not running."""
    ran = sum(x["counters"].get("vcpu_cpu_ns", 0) for x in samples)
    waited = sum(x["counters"].get("vcpu_wait_ns", 0) for x in samples)
    return waited / (ran + waited) if ran + waited else 0


def within(samples, low, high, values):
    reached, waited = interval_of(values), waited_share(samples)
    print(f"[{reached[0]:.4g}, {reached[1]:.4g}] of {len(values)}, wanted [{low:g}, {high:g}]; "
          f"the guest waited for {100 * waited:.1f} % of its time")
    if low <= reached[0] and reached[1] <= high:
        return 0
    outside = reached[1] < low or high < reached[0]
    return 1 if outside and waited < WAITED_LEAST else 2


def main():
    what, path, *rest = sys.argv[1:]
    with open(path, encoding="utf-8") as file:
        samples = json.load(file)["samples"]
    if what == "disturbed":
        return 0 if waited_share(samples) >= WAITED_LEAST else 1
    names = {"windows": windows_of(samples), "each": each_of(samples),
             "value": value, "median": statistics.median}
    result = eval(rest[-1], names)  # pylint: disable=eval-used
    if what == "within":
        return within(samples, float(rest[0]), float(rest[1]), result)
    if not result:
        print("not so: " + rest[-1])
    return 0 if result else 1


if __name__ == "__main__":
    sys.exit(main())
