# SPDX-License-Identifier: GPL-2.0-or-later
"""What the benchmarks compute: pure functions, tested in test_figures.py."""
import math
import re
import statistics

ITERATION = re.compile(r"^Iter +(\d+) \( *-?[\d.]+us\): hits +([\d.]+)M/s", re.MULTILINE)


def iteration_rates(output):
    """Millions of hits per second of each Iter line but the first, whose second is not whole.

    The Summary is not read: it takes a second of the main thread's sleep for a second.
    """
    return [float(rate) for number, rate in ITERATION.findall(output) if int(number) > 0]


def event_ns(rates):
    """Nanoseconds per event of one load: its iterations are equally long, so rates average."""
    mean = statistics.fmean(rates)
    if mean <= 0:
        raise ValueError("no event happened")
    return 1e3 / mean


def student_distribution(t, df):
    """P(T <= t) for t >= 0 and a whole df: Abramowitz and Stegun 26.7.3 and 26.7.4."""
    angle = math.atan2(t, math.sqrt(df))
    cosine2 = math.cos(angle) ** 2
    term = total = 1.0 if df % 2 == 0 else math.cos(angle)
    for k in range(2 if df % 2 == 0 else 3, df, 2):
        term *= cosine2 * (k - 1) / k
        total += term
    if df % 2 == 0:
        inside = math.sin(angle) * total
    else:
        inside = 2 / math.pi * (angle + (math.sin(angle) * total if df > 1 else 0))
    return (1 + inside) / 2


def student_quantile(p, df):
    """The t with student_distribution(t, df) = p, for p above one half."""
    low, high = 0.0, 1.0
    while student_distribution(high, df) < p:
        high *= 2
    for _ in range(100):
        middle = (low + high) / 2
        if student_distribution(middle, df) < p:
            low = middle
        else:
            high = middle
    return (low + high) / 2


def half_width(sd, n):
    """Of the 95 % interval of a mean of n."""
    return student_quantile(.975, n - 1) * sd / math.sqrt(n)


def repetitions_to(fraction, mean, sd, most=100000):
    """The fewest repetitions whose 95 % interval is within the fraction of the mean; at least 2.

    None when `most` are too few.
    """
    def enough(n):
        return half_width(sd, n) <= fraction * abs(mean)

    low, high = 1, 2
    while not enough(high):
        low, high = high, 2 * high
        if high > most:
            return None
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if enough(middle) else (middle, high)
    return high


def pooled_sd(groups):
    """Standard deviation within groups (boots), each with a mean of its own; None below df 1."""
    squares = sum(statistics.variance(group) * (len(group) - 1)
                  for group in groups if len(group) > 1)
    df = sum(len(group) - 1 for group in groups)
    return math.sqrt(squares / df) if df > 0 else None


def differences(loads, bases):
    """Event minus base, load by load: the base nearest in time is taken off."""
    return [load - base for load, base in zip(loads, bases)]


def micro_results(report):
    """{configuration: {"estimate", "low", "high", "n", "trigger"} or {"reason"}} of a report."""
    results = {}
    for result in report["results"]:
        effects = result.get("effects", {})
        effect = effects.get("event_ns") or effects.get("event_instructions")
        if effect:
            results[result["configuration"]] = {
                "n": effect.get("n"), "trigger": result.get("trigger"), **effect["absolute"]}
        else:
            results[result["configuration"]] = {
                "reason": result.get("reason", result.get("status", "no effect"))}
    return results


def deviation_of(figure):
    """The standard deviation of one reload, back from the interval of a mean of n."""
    n = figure.get("n") or 0
    if n < 2 or "low" not in figure:
        return None
    half = (figure["high"] - figure["low"]) / 2
    return half * math.sqrt(n) / student_quantile(.975, n - 1)
