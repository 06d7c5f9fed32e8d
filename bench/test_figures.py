# SPDX-License-Identifier: GPL-2.0-or-later
"""Tests of figures.py.  Every number of the samples is synthetic: nobody measured it."""
import json
import os
import unittest

import figures

SYNTHETIC_OUTPUT = """Setting up benchmark 'trig-fentry'...
Benchmark 'trig-fentry' started.
Iter   0 (-12.345us): hits    9.000M/s (  9.000M/prod), drops    0.000M/s, total operations    9.000M/s
Iter   1 (  2.100us): hits    4.000M/s (  4.000M/prod), drops    0.000M/s, total operations    4.000M/s
Iter   2 (123456.789us): hits    6.000M/s (  6.000M/prod), drops    0.000M/s, total operations    6.000M/s
Summary: hits    7.000 ± 1.000M/s (  7.000M/prod), drops    0.000 ± 0.000M/s
"""
SYNTHETIC_MICRO = os.path.join(os.path.dirname(__file__), "synthetic_micro.json")


class Peer(unittest.TestCase):
    def test_iterations_without_the_first_and_the_summary(self):
        self.assertEqual(figures.iteration_rates(SYNTHETIC_OUTPUT), [4, 6])
        self.assertEqual(figures.event_ns([4, 6]), 200)
        self.assertEqual(figures.iteration_rates("failed to attach\n"), [])

    def test_no_event(self):
        with self.assertRaises(ValueError):
            figures.event_ns([0, 0])

    def test_base_is_taken_off_load_by_load(self):
        self.assertEqual(figures.differences([200, 210], [10, 15]), [190, 195])


class Intervals(unittest.TestCase):
    def test_student_against_tables(self):
        for df, t in ((1, 12.7062), (2, 4.30265), (3, 3.18245), (4, 2.77645), (5, 2.57058),
                      (19, 2.09302), (30, 2.04227), (120, 1.97993)):
            self.assertAlmostEqual(figures.student_quantile(.975, df), t, places=4)

    def test_repetitions(self):
        n = figures.repetitions_to(.01, 100, 2)
        self.assertLessEqual(figures.half_width(2, n), 1)
        self.assertGreater(figures.half_width(2, n - 1), 1)
        self.assertEqual(figures.repetitions_to(.01, 100, 0), 2)
        self.assertIsNone(figures.repetitions_to(.01, 1, 100, most=1000))

    def test_spread_within_boots_knows_no_spread_between(self):
        self.assertAlmostEqual(figures.pooled_sd([[1, 3], [101, 103]]), 2 ** .5)
        self.assertIsNone(figures.pooled_sd([[1], [2]]))

    def test_deviation_comes_back(self):
        half = figures.half_width(3, 20)
        figure = {"n": 20, "estimate": 50, "low": 50 - half, "high": 50 + half}
        self.assertAlmostEqual(figures.deviation_of(figure), 3)
        self.assertIsNone(figures.deviation_of({"n": 3, "estimate": 50}))


class Micro(unittest.TestCase):
    def test_results(self):
        with open(SYNTHETIC_MICRO, encoding="utf-8") as sample:
            results = figures.micro_results(json.load(sample))
        self.assertEqual(results["fentry-null"], {
            "estimate": 200.5, "low": 199.5, "high": 201.5, "n": 20,
            "trigger": "bpf_get_numa_node_id"})
        self.assertEqual(results["fexit-null"]["estimate"], 190)
        self.assertEqual(results["kprobe-session-null"], {"reason": "synthetic: not built in"})


if __name__ == "__main__":
    unittest.main()
