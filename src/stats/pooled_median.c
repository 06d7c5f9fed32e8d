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

void pooled_median_ranked(const struct pooled *pooled, const struct pooled_ranking *ranking,
			  double level_wanted, struct estimate *ret_estimate)
{
	*ret_estimate = (struct estimate){
		.interval = { sorted_middle(ranking->sorted, ranking->n), NAN, NAN },
		.level = NAN,
		.n = ranking->blocks,
	};
	if (ranking->blocks < POOLED_INTERVAL_MINIMUM)
		snprintf(ret_estimate->method, sizeof(ret_estimate->method),
			 "median, pooled; no interval from %zu block%s", ranking->blocks,
			 ranking->blocks == 1 ? "" : "s");
	else
		take_interval(pooled, ranking->sorted, ranking->n, level_wanted, ret_estimate);
}

int pooled_median_estimate(const struct pooled *pooled, double level_wanted,
			   struct estimate *ret_estimate)
{
	struct pooled_ranking ranking = { .blocks = pooled_blocks(pooled) };
	CLEANUP_FREE double *sorted =
	    sorted_copy(pooled->differences, pooled->blocks * pooled->per_block, &ranking.n);

	if (!sorted)
		return -ENOMEM;
	ranking.sorted = sorted;
	pooled_median_ranked(pooled, &ranking, level_wanted, ret_estimate);
	return 0;
}
