#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""The arithmetic of mde.py, by hand."""
import unittest

import mde


class Mde(unittest.TestCase):
    def test_four_times_the_time_halves_it(self):
        self.assertAlmostEqual(mde.scaled(1.0, 225, 900), .5)

    def test_sequential_by_hand(self):
        one = {"mean": 100, "sd": 3, "n": 9}
        other = {"mean": 101, "sd": 4, "n": 4}
        # sqrt(1 + 4) = 2.236 % of the baseline, times 1.96 + .8416
        self.assertAlmostEqual(mde.sequential_mde_percent(one, other), 6.2646, 3)

    def test_what_counts(self):
        def result(name, mde80, status="measured"):
            return {"configuration": name, "workload": "w", "status": status,
                    "effects": {"m": {"mde80": mde80}} if mde80 else {}, "metrics": {}}
        report = {"results": [result("baseline-aa", 9), result("a", 1), result("b", 3),
                              result("c", 2), result("d", None), result("e", 99, "failed")]}
        self.assertEqual(mde.switch_mdes(report), {("w", "m"): 2})

    def test_restart_needs_deviations(self):
        def result(name, metric):
            return {"configuration": name, "workload": "iperf3", "status": "measured",
                    "metrics": {"m": metric}}
        whole = {"mean": 100, "sd": 3, "n": 9}
        report = {"results": [result("baseline", whole), result("a", whole),
                              result("b", {"mean": 1, "n": 1})]}
        self.assertEqual(len(mde.restart_mdes(report, "m")), 1)
        self.assertEqual(mde.restart_mdes({"results": []}, "m"), [])


if __name__ == "__main__":
    unittest.main()
