#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""mde.py BPFTAX SWITCH_RUN RESTART_RUN [--seconds N] [--store FILE]

The smallest effect that either protocol would have found with 80 % power in the same wall time on
the same machine (default: 900 s), and their ratio.  The runs are stored ones of the same
configurations, such as

    bpftax run studies/original.ini --protocol switch --client guest --budget 5m
    bpftax run studies/original.ini --client guest --samples 3

Runs may be shorter: errors fall as one over the square root of the time, by which they are scaled;
what was scaled, and by how much, is printed.  Of the original's protocol, which takes one
configuration after the other, this is the best case: two samples of independent values, without
the drift that lands on whole configurations and that its deviations do not show.
"""
import argparse
import json
import math
import statistics
import subprocess

# Two-sided test at .05, power .8: quantiles of the normal distribution, as samples are many.
QUANTILES = statistics.NormalDist().inv_cdf(.975) + statistics.NormalDist().inv_cdf(.8)


def scaled(mde_percent, measured_s, wanted_s):
    """What mde would be after another time."""
    return mde_percent * math.sqrt(measured_s / wanted_s)


def sequential_mde_percent(baseline, treatment):
    """Of the difference of two means, in percent of the baseline's; metrics as in the report."""
    error = math.hypot(baseline["sd"] / math.sqrt(baseline["n"]),
                       treatment["sd"] / math.sqrt(treatment["n"]))
    return 100 * QUANTILES * error / baseline["mean"]


def measured(report, workload=None):
    return [result for result in report["results"]
            if result["status"] == "measured" and workload in (None, result["workload"])]


def switch_mdes(report):
    """{(workload, metric): the median over the configurations, in percent}"""
    found = {}
    for result in measured(report):
        if result["configuration"].startswith("baseline"):
            continue
        for metric, effect in result["effects"].items():
            if "mde80" in effect:
                found.setdefault((result["workload"], metric), []).append(effect["mde80"])
    return {key: statistics.median(values) for key, values in found.items()}


def restart_mdes(report, metric):
    results = {result["configuration"]: result["metrics"].get(metric)
               for result in measured(report)}
    baseline = results.pop("baseline", None)
    return [sequential_mde_percent(baseline, treatment) for treatment in results.values()
            if baseline and treatment and "sd" in baseline and "sd" in treatment]


def load(arguments, run):
    command = [arguments.bpftax, "report", run, "--format", "json"]
    if arguments.store:
        command += ["--store", arguments.store]
    return json.loads(subprocess.run(command, check=True, capture_output=True).stdout)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[2])
    for name in ("bpftax", "switch_run", "restart_run"):
        parser.add_argument(name)
    parser.add_argument("--seconds", type=float, default=900)
    parser.add_argument("--store")
    arguments = parser.parse_args()
    switch, restart = (load(arguments, run)
                       for run in (arguments.switch_run, arguments.restart_run))
    for name, report in (("switch", switch), ("restart", restart)):
        print(f"{name}: a run of {report['run']['duration_s']:.0f} s, scaled to "
              f"{arguments.seconds:.0f} s by one over the square root of the time")
    print(f"{'MDE80, median of configurations':<36}{'switch %':>10}{'restart %':>11}{'ratio':>8}")
    for (workload, metric), mde in sorted(switch_mdes(switch).items()):
        mde = scaled(mde, switch["run"]["duration_s"], arguments.seconds)
        line = f"{workload + ' ' + metric:<36}{mde:>10.3f}"
        others = restart_mdes(restart, metric)
        if others:
            other = scaled(statistics.median(others), restart["run"]["duration_s"],
                           arguments.seconds)
            line += f"{other:>11.3f}{other / mde:>8.1f}"
        print(line)


if __name__ == "__main__":
    main()
