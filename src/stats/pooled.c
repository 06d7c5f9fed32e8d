// SPDX-License-Identifier: GPL-2.0-or-later
#include "stats/pooled.h"

#include <errno.h>
#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#define MATHLIB_STANDALONE
#include <Rmath.h>
#include "common/cleanup.h"
#include "stats/sorted.h"
#include "stats/walsh.h"

/* What estimate and test have in common. */
struct ranking {
	double *sorted;
	size_t n, blocks; /* differences, and blocks that have any */
	double centre;
	double sd; /* of the number of averages on one side of the centre */
};

static void cleanup_ranking(struct ranking *ranking)
{
	free(ranking->sorted);
}

/* Twice the signed rank around the centre: averages with value above it less those below it. */
static double score_of(const struct ranking *ranking, double value)
{
	const double *sorted = ranking->sorted;
	size_t n = ranking->n;
	double below = nextafter(ranking->centre, -INFINITY);

	return (double)(n - walsh_partners(sorted, n, value, ranking->centre)) -
	       (double)walsh_partners(sorted, n, value, below);
}

/* c: how much more the sum varies than if its differences were independent. */
static double design_effect(const struct pooled *pooled, const struct ranking *ranking)
{
	double of_blocks = 0, of_differences = 0;

	for (size_t b = 0; b < pooled->blocks; b++) {
		double sum = 0;

		for (size_t i = 0; i < pooled->per_block; i++) {
			double value = pooled->differences[b * pooled->per_block + i];
			double score = isnan(value) ? 0 : score_of(ranking, value);

			sum += score;
			of_differences += score * score;
		}
		of_blocks += sum * sum;
	}
	return of_differences > 0 ? of_blocks / of_differences : 1;
}

size_t pooled_blocks(const struct pooled *pooled)
{
	size_t count = 0;

	for (size_t b = 0; b < pooled->blocks; b++) {
		bool any = false;

		for (size_t i = 0; i < pooled->per_block; i++)
			any |= !isnan(pooled->differences[b * pooled->per_block + i]);
		count += any;
	}
	return count;
}

/* centre is NaN where there is none. */
static int rank_differences(const struct pooled *pooled, struct ranking *ranking)
{
	double n;

	ranking->centre = NAN;
	ranking->blocks = pooled_blocks(pooled);
	ranking->sorted =
	    sorted_copy(pooled->differences, pooled->blocks * pooled->per_block, &ranking->n);
	if (!ranking->sorted)
		return -ENOMEM;
	if (ranking->n == 0 || !walsh_defined(ranking->sorted, ranking->n))
		return 0;
	n = (double)ranking->n;
	ranking->centre = walsh_median(ranking->sorted, ranking->n);
	ranking->sd = sqrt(design_effect(pooled, ranking) * n * (n + 1) * (2 * n + 1) / 24);
	return 0;
}

static uint64_t interval_rank(const struct ranking *ranking, double level)
{
	double quantile = qt((1 + level) / 2, (double)ranking->n - 1, 1, 0);
	double rank = (double)walsh_total(ranking->n) / 2 - quantile * ranking->sd + .5;

	return rank < 1 ? 1 : (uint64_t)rank;
}

static void take_interval(const struct ranking *ranking, double level, struct estimate *estimate)
{
	uint64_t total = walsh_total(ranking->n), k = interval_rank(ranking, level);

	estimate->level = level;
	estimate->interval.low = walsh_select(ranking->sorted, ranking->n, k);
	estimate->interval.high = walsh_select(ranking->sorted, ranking->n, total + 1 - k);
	snprintf(estimate->method, sizeof(estimate->method),
		 "Hodges-Lehmann, pooled; Walsh averages %" PRIu64 " and %" PRIu64 " of %" PRIu64
		 ", level %.2f",
		 k, total + 1 - k, total, level);
}

static void say_no_interval(size_t blocks, struct estimate *estimate)
{
	snprintf(estimate->method, sizeof(estimate->method),
		 "Hodges-Lehmann, pooled; no interval from %zu block%s (%d are needed)", blocks,
		 blocks == 1 ? "" : "s", POOLED_INTERVAL_MINIMUM);
}

int pooled_estimate(const struct pooled *pooled, double level_wanted, struct estimate *ret_estimate)
{
	CLEANUP(cleanup_ranking) struct ranking ranking = { 0 };
	int code = rank_differences(pooled, &ranking);

	if (code < 0)
		return code;
	*ret_estimate = (struct estimate){ .interval = { ranking.centre, NAN, NAN },
					   .level = NAN,
					   .n = ranking.blocks };
	if (ranking.n > 0 && isnan(ranking.centre))
		snprintf(ret_estimate->method, sizeof(ret_estimate->method),
			 "Hodges-Lehmann, pooled; undefined, as values are infinite both ways");
	else if (ranking.blocks < POOLED_INTERVAL_MINIMUM)
		say_no_interval(ranking.blocks, ret_estimate);
	else
		take_interval(&ranking, level_wanted, ret_estimate);
	return 0;
}

/* P(at most so many averages on a side), which an interval's rank turns round. */
static double tail(const struct ranking *ranking, uint64_t count)
{
	double distance = (double)count + .5 - (double)walsh_total(ranking->n) / 2;

	return pt(distance / ranking->sd, (double)ranking->n - 1, 1, 0);
}

int pooled_test(const struct pooled *pooled, double point, struct rank_test *ret_test)
{
	CLEANUP(cleanup_ranking) struct ranking ranking = { 0 };
	struct rank_test test = { NAN, NAN, NAN, 0 };
	int code = rank_differences(pooled, &ranking);

	if (code < 0)
		return code;
	test.n = ranking.blocks;
	if (!isnan(ranking.centre) && test.n >= POOLED_INTERVAL_MINIMUM) {
		test.p_greater = tail(&ranking, walsh_count(ranking.sorted, ranking.n, point));
		test.p_less = tail(&ranking, walsh_total(ranking.n) -
						 walsh_count(ranking.sorted, ranking.n,
							     nextafter(point, -INFINITY)));
		test.p = fmin(1, 2 * fmin(test.p_less, test.p_greater));
	}
	*ret_test = test;
	return 0;
}

/* The first difference that each block has; NaN where it has none.  The caller frees. */
static double *first_differences(const struct pooled *pooled)
{
	double *first = calloc(pooled->blocks + 1, sizeof(*first));

	for (size_t b = 0; first && b < pooled->blocks; b++) {
		first[b] = NAN;
		for (size_t i = pooled->per_block; i-- > 0;)
			if (!isnan(pooled->differences[b * pooled->per_block + i]))
				first[b] = pooled->differences[b * pooled->per_block + i];
	}
	return first;
}

int pooled_equivalence_p(const struct pooled *pooled, double low, double high, double *ret_p)
{
	CLEANUP_FREE double *first = first_differences(pooled);

	return first ? equivalence_p(first, pooled->blocks, low, high, ret_p) : -ENOMEM;
}
