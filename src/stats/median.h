/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_STATS_MEDIAN_H
#define BPFTAX_STATS_MEDIAN_H

/*
 * The median and its interval from order statistics.
 *
 * X(k) .. X(n+1-k) of n independent values cover the median of any continuous distribution with
 * probability 1 - 2 P(B <= k - 1), B binomial(n, 1/2) (David and Nagaraja, Order Statistics,
 * 3rd ed., 7.1).  The level has steps; of all k the one whose level is nearest to .95 is taken,
 * and the level attained is reported: .9481 at n = 60.
 *
 *	struct estimate e;
 *
 *	if (median_estimate(values, count, &e) == 0)
 *		use(e.interval.estimate, e.interval.low, e.interval.high, e.level, e.method);
 *
 * With fewer than MEDIAN_INTERVAL_MINIMUM values not even the whole range reaches .95: there is
 * then no low and no high, lest they be taken for a 95 % interval, and the method says what level
 * minimum to maximum has.
 */

#include "stats/estimate.h"

#define MEDIAN_INTERVAL_MINIMUM 6

/* An estimator_function. */
int median_estimate(const double *values, size_t count, struct estimate *ret_estimate);

/* The median alone; NaN of nothing, or when there is no memory. */
double median_of(const double *values, size_t count);

/*
 * The rank k, counted from 1, for n >= 1 values whose interval X(k) .. X(n+1-k) has the level
 * nearest to .95 (the wider of two that are equally near), and that level.
 */
size_t median_interval_rank(size_t n, double *ret_level);

#endif
