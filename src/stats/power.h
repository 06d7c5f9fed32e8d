/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_STATS_POWER_H
#define BPFTAX_STATS_POWER_H

/*
 * What a run would have seen.
 *
 * MDE80 is the effect that a run of this size and this noise finds, p <= .05 two-sided and not
 * adjusted, in 80 % of the cases:
 *
 *	mde = (z(.975) + z(.8)) s,	s = (high - low) / (2 z((1 + level) / 2))
 *
 * The standard error s is read off the interval: of intervals by order statistics, be it of
 * values or of Walsh averages, width / 2z is a consistent estimate of it (Lehmann, Ann. Math.
 * Stat. 34 (1963) 1507; Hettmansperger and McKean, Robust Nonparametric Statistical
 * Methods, 2nd ed.).  The sum of quantiles is the usual approximation to power (Bloom,
 * Evaluation Review 19 (1995) 547: 2.8 standard errors).  Where the interval is Student's, z is t
 * of its degrees of freedom in both places, as Bloom has it: of four values what is seen at a small
 * p is several times as much.
 *
 *	double d = mde80(&estimate);		// on the scale of the values
 *	double percent = percent_of_log_ratio(d);
 */

#include "stats/estimate.h"

/* NaN without an interval, or with an infinite one; 0 when every value is the same. */
double mde80(const struct estimate *estimate);

/* s, read off an interval; freedom: Student's, or infinite.  NaN without an interval. */
double standard_error_of(const struct estimate *estimate, double freedom);

/*
 * The same where an effect is found by Holm's adjusted p among so many comparisons (holm.h): the
 * one that stands out has to be at or below .05 / comparisons.  With none or one there is no other.
 */
double mde80_among(double standard_error, double freedom, size_t comparisons);

#endif
