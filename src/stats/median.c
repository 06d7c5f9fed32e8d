// SPDX-License-Identifier: GPL-2.0-or-later
#include "stats/median.h"

#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#define MATHLIB_STANDALONE
#include <Rmath.h>
#include "common/cleanup.h"
#include "stats/sorted.h"

double median_of(const double *values, size_t count)
{
	size_t n = 0;
	CLEANUP_FREE double *sorted = sorted_copy(values, count, &n);

	return sorted ? sorted_middle(sorted, n) : NAN;
}

static double level_of_rank(size_t k, size_t n)
{
	return 1 - 2 * pbinom((double)k - 1, (double)n, .5, 1, 0);
}

size_t median_interval_rank(size_t n, double *ret_level)
{
	/* qbinom: the least q with P(B <= q) >= .025; the level passes .95 between q and q + 1. */
	size_t k = (size_t)qbinom((1 - INTERVAL_LEVEL) / 2, (double)n, .5, 1, 0);
	double wide, narrow;

	if (k < 1)
		k = 1;
	wide = level_of_rank(k, n);
	narrow = level_of_rank(k + 1, n);
	if (k + 1 <= n - k && fabs(narrow - INTERVAL_LEVEL) < fabs(wide - INTERVAL_LEVEL)) {
		*ret_level = narrow;
		return k + 1;
	}
	*ret_level = wide;
	return k;
}

static void say_no_interval(size_t n, struct estimate *estimate)
{
	if (n < 2)
		snprintf(estimate->method, sizeof(estimate->method),
			 "median; no interval from %zu value%s", n, n == 1 ? "" : "s");
	else
		snprintf(estimate->method, sizeof(estimate->method),
			 "median; no 95 %% interval below n = %d (minimum to maximum: level %.4f)",
			 MEDIAN_INTERVAL_MINIMUM, level_of_rank(1, n));
}

static void take_interval(const double *sorted, size_t n, struct estimate *estimate)
{
	size_t k = median_interval_rank(n, &estimate->level);

	estimate->interval.low = sorted[k - 1];
	estimate->interval.high = sorted[n - k];
	snprintf(estimate->method, sizeof(estimate->method),
		 "median; order statistics %zu and %zu of %zu, level %.4f", k, n + 1 - k, n,
		 estimate->level);
}

int median_estimate(const double *values, size_t count, struct estimate *ret_estimate)
{
	struct estimate estimate = { .interval = { NAN, NAN, NAN }, .level = NAN };
	CLEANUP_FREE double *sorted = sorted_copy(values, count, &estimate.n);

	if (!sorted)
		return -ENOMEM;
	estimate.interval.estimate = sorted_middle(sorted, estimate.n);
	if (estimate.n < MEDIAN_INTERVAL_MINIMUM)
		say_no_interval(estimate.n, &estimate);
	else
		take_interval(sorted, estimate.n, &estimate);
	*ret_estimate = estimate;
	return 0;
}
