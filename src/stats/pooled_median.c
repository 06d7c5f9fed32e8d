// SPDX-License-Identifier: GPL-2.0-or-later
#include "stats/pooled_median.h"

#include <errno.h>
#include <math.h>
#include <stdio.h>
#define MATHLIB_STANDALONE
#include <Rmath.h>
#include "common/cleanup.h"
#include "stats/sorted.h"

/* NaN counts for neither side. */
static double sign_of(double value, double centre)
{
	return (double)(value > centre) - (double)(value < centre);
}

static double design_effect(const struct pooled *pooled, double centre)
{
	double of_blocks = 0, of_differences = 0;

	for (size_t b = 0; b < pooled->blocks; b++) {
		double sum = 0;

		for (size_t i = 0; i < pooled->per_block; i++) {
			double sign =
			    sign_of(pooled->differences[b * pooled->per_block + i], centre);

			sum += sign;
			of_differences += sign * sign;
		}
		of_blocks += sum * sum;
	}
	return of_differences > 0 ? of_blocks / of_differences : 1;
}

static void take_interval(const struct pooled *pooled, const double *sorted, size_t n, double level,
			  struct estimate *estimate)
{
	double quantile = qt((1 + level) / 2, (double)n - 1, 1, 0);
	double sd = sqrt(design_effect(pooled, estimate->interval.estimate) * (double)n / 4);
	double rank = (double)n / 2 - quantile * sd + .5;
	size_t k = rank < 1 ? 1 : (size_t)rank;

	estimate->level = level;
	estimate->interval.low = sorted[k - 1];
	estimate->interval.high = sorted[n - k];
	snprintf(estimate->method, sizeof(estimate->method),
		 "median, pooled; order statistics %zu and %zu of %zu, level %.2f", k, n + 1 - k, n,
		 level);
}

int pooled_median_estimate(const struct pooled *pooled, double level_wanted,
			   struct estimate *ret_estimate)
{
	size_t n = 0;
	CLEANUP_FREE double *sorted =
	    sorted_copy(pooled->differences, pooled->blocks * pooled->per_block, &n);
	struct estimate estimate = { .interval = { NAN, NAN, NAN },
				     .level = NAN,
				     .n = pooled_blocks(pooled) };

	if (!sorted)
		return -ENOMEM;
	estimate.interval.estimate = sorted_middle(sorted, n);
	if (estimate.n < POOLED_INTERVAL_MINIMUM)
		snprintf(estimate.method, sizeof(estimate.method),
			 "median, pooled; no interval from %zu block%s", estimate.n,
			 estimate.n == 1 ? "" : "s");
	else
		take_interval(pooled, sorted, n, level_wanted, &estimate);
	*ret_estimate = estimate;
	return 0;
}
