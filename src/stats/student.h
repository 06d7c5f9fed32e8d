/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_STATS_STUDENT_H
#define BPFTAX_STATS_STUDENT_H

/*
 * The mean and Student's t interval, for values that are themselves medians of many chunks and
 * therefore near to normal: the reloads of the micro measurement.
 *
 *	struct estimate e;
 *
 *	if (student_estimate(costs_ns, reloads, &e) == 0)
 *		use(e.interval.estimate, e.interval.low, e.interval.high);
 *
 * The interval is mean -+ qt(.975, n - 1) sd / sqrt(n); values that are all equal give one of no
 * width.  A single value has none.
 */

#include "stats/estimate.h"

/* An estimator_function. */
int student_estimate(const double *values, size_t count, struct estimate *ret_estimate);

/* That the mean is 0, two-sided; NaN with fewer than two values. */
double student_p(const double *values, size_t count);

#endif
