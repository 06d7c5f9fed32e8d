// SPDX-License-Identifier: GPL-2.0-or-later
#include "stats/combined.h"

#include <errno.h>
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#define MATHLIB_STANDALONE
#include <Rmath.h>
#include "common/cleanup.h"
#include "stats/moments.h"
#include "stats/rank_test.h"
#include "stats/signed_rank.h"
#include "stats/sorted.h"
#include "stats/walsh.h"

static double difference_at(const struct combined *combined, size_t series, size_t block, size_t i)
{
	return combined->differences[(series * combined->blocks + block) * combined->per_block + i];
}

static double block_sum(const struct combined *combined, size_t block)
{
	double sum = 0;

	for (size_t s = 0; s < combined->series; s++)
		if (combined->weights[s] != 0)
			sum += combined->weights[s] * difference_at(combined, s, block, 0);
	return sum;
}

void combined_block_sums(const struct combined *combined, double *ret_sums)
{
	for (size_t b = 0; b < combined->blocks; b++)
		ret_sums[b] = block_sum(combined, b);
}

/*
 * How far the end is from the wider pair to the narrower.  Ends go outward with the logarithm of
 * the tail beyond them, about, as of an exponential one; between far apart levels, as at 6 blocks,
 * that is not the same as a straight line between the levels.
 */
static double interpolated_share(double wide, double narrow, double wanted)
{
	double share = log((1 - wanted) / (1 - wide)) / log((1 - narrow) / (1 - wide));

	return fmin(1, fmax(0, share));
}

/* Between the ranks whose levels enclose the one wanted. */
static void take_interval(const double *sorted, size_t n, double wanted, struct estimate *estimate)
{
	uint64_t total = walsh_total(n), k = signed_rank_interval_rank(n, wanted, &estimate->level);
	double wide, narrow, share;

	k -= k > 1 && estimate->level < wanted;
	wide = 1 - 2 * signed_rank_cdf(k - 1, n);
	narrow = 1 - 2 * signed_rank_cdf(k, n);
	share = interpolated_share(wide, narrow, wanted);
	estimate->level = fmin(wide, wanted);
	estimate->interval.low =
	    (1 - share) * walsh_select(sorted, n, k) + share * walsh_select(sorted, n, k + 1);
	estimate->interval.high = (1 - share) * walsh_select(sorted, n, total + 1 - k) +
				  share * walsh_select(sorted, n, total - k);
}

static int estimate_blocks(const double *values, size_t count, double level,
			   struct combined_estimate *ret_estimate)
{
	struct estimate *estimate = &ret_estimate->estimate;
	CLEANUP_FREE double *sorted = sorted_copy(values, count, &estimate->n);
	struct rank_test test;

	if (!sorted || rank_test_at(values, count, 0, &test) < 0)
		return -ENOMEM;
	if (estimate->n > 0 && walsh_defined(sorted, estimate->n))
		estimate->interval.estimate = walsh_median(sorted, estimate->n);
	if (estimate->n < COMBINED_BLOCKS_LEAST || isnan(estimate->interval.estimate))
		return 0;
	take_interval(sorted, estimate->n, level, estimate);
	ret_estimate->p = test.p;
	return 0;
}

static void begin(const char *method, struct combined_estimate *estimate)
{
	*estimate = (struct combined_estimate){
		.estimate = { .interval = { NAN, NAN, NAN }, .level = NAN },
		.p = NAN,
		.freedom = INFINITY,
	};
	snprintf(estimate->estimate.method, sizeof(estimate->estimate.method), "%s", method);
}

int combined_by_blocks(const struct combined *combined, double level,
		       struct combined_estimate *ret_estimate)
{
	CLEANUP_FREE double *sums = calloc(combined->blocks + 1, sizeof(*sums));

	if (!sums)
		return -ENOMEM;
	begin("Hodges-Lehmann of blocks' sums, signed ranks, interpolated", ret_estimate);
	combined_block_sums(combined, sums);
	return estimate_blocks(sums, combined->blocks, level, ret_estimate);
}

/* Which blocks are left out together; a block that no series has is of none. */
struct groups {
	size_t *of_block; /* SIZE_MAX: none */
	size_t count, blocks;
};

static void groups_release(struct groups *groups)
{
	free(groups->of_block);
}

static bool has_block(const struct combined *combined, size_t block)
{
	for (size_t s = 0; s < combined->series; s++)
		for (size_t i = 0; i < combined->per_block; i++)
			if (combined->weights[s] != 0 &&
			    !isnan(difference_at(combined, s, block, i)))
				return true;
	return false;
}

static size_t group_count(size_t blocks)
{
	size_t most =
	    blocks > COMBINED_BLOCKS_MANY ? COMBINED_GROUPS_OF_MANY : COMBINED_GROUPS_MOST;

	return blocks < most ? blocks : most;
}

/* Neighbours stay together, as what is alike in them is then left out at once. */
static int groups_make(const struct combined *combined, struct groups *groups)
{
	size_t rank = 0;

	groups->of_block = calloc(combined->blocks + 1, sizeof(*groups->of_block));
	if (!groups->of_block)
		return -ENOMEM;
	for (size_t b = 0; b < combined->blocks; b++)
		groups->blocks += has_block(combined, b);
	groups->count = group_count(groups->blocks);
	for (size_t b = 0; b < combined->blocks; b++)
		groups->of_block[b] =
		    has_block(combined, b) ? rank++ * groups->count / groups->blocks : SIZE_MAX;
	return 0;
}

/* A series in order, so that what is left when a group goes needs no sorting. */
struct series {
	double *sorted, *rest;
	size_t *order; /* which difference of the series each is */
	size_t n;
};

static void series_release(struct series *series)
{
	free(series->sorted);
	free(series->rest);
	free(series->order);
}

static int series_make(const struct combined *combined, size_t s, struct series *series)
{
	size_t count = combined->blocks * combined->per_block;

	series->order = calloc(count + 1, sizeof(*series->order));
	series->rest = calloc(count + 1, sizeof(*series->rest));
	if (!series->order || !series->rest)
		return -ENOMEM;
	series->sorted =
	    sorted_copy_order(combined->differences + s * count, count, &series->n, series->order);
	return series->sorted ? 0 : -ENOMEM;
}

/* SIZE_MAX leaves none out. */
static double centre_without(const struct combined *combined, const struct series *series,
			     const struct groups *groups, size_t without)
{
	size_t n = 0;
	double centre;

	for (size_t i = 0; i < series->n; i++)
		if (groups->of_block[series->order[i] / combined->per_block] != without)
			series->rest[n++] = series->sorted[i];
	if (n == 0 || !walsh_defined(series->rest, n))
		return NAN;
	centre = walsh_median(series->rest, n);
	return combined->scale ? combined->scale(centre) : centre;
}

static int leave_out_of(const struct combined *combined, size_t s, const struct groups *groups,
			struct combined_centres *centres)
{
	CLEANUP(series_release) struct series series = { 0 };
	int code = series_make(combined, s, &series);

	if (code < 0)
		return code;
	centres->all[s] = centre_without(combined, &series, groups, SIZE_MAX);
	for (size_t g = 0; g < groups->count; g++)
		centres->without[s * groups->count + g] =
		    centre_without(combined, &series, groups, g);
	return 0;
}

void combined_centres_release(struct combined_centres *centres)
{
	free(centres->all);
	free(centres->without);
	*centres = (struct combined_centres){ 0 };
}

int combined_leave_out(const struct combined *combined, struct combined_centres *ret_centres)
{
	CLEANUP(groups_release) struct groups groups = { 0 };
	int code = groups_make(combined, &groups);

	*ret_centres = (struct combined_centres){ .series = combined->series,
						  .groups = groups.count,
						  .blocks = groups.blocks };
	ret_centres->all = calloc(combined->series + 1, sizeof(double));
	ret_centres->without = calloc(combined->series * groups.count + 1, sizeof(double));
	if (!ret_centres->all || !ret_centres->without)
		return -ENOMEM;
	for (size_t s = 0; s < combined->series && code == 0; s++)
		if (combined->weights[s] != 0)
			code = leave_out_of(combined, s, &groups, ret_centres);
	return code;
}

static void to_pseudo_values(double *sums, double all, size_t count)
{
	for (size_t g = 0; g < count; g++)
		sums[g] = (double)count * all - (double)(count - 1) * sums[g];
}

static void conclude(double all, const double *pseudo, size_t groups, double level,
		     double other_error, struct combined_estimate *ret_estimate)
{
	struct estimate *estimate = &ret_estimate->estimate;
	double freedom = COMBINED_FREEDOM * ((double)groups - 1);
	double error = hypot(moments_of(pseudo, groups).sd / sqrt((double)groups), other_error);
	double half = qt((1 + level) / 2, freedom, 1, 0) * error;

	if (isnan(error))
		return;
	estimate->interval.low = all - half;
	estimate->interval.high = all + half;
	estimate->level = level;
	ret_estimate->freedom = freedom;
	ret_estimate->p = error > 0 ? 2 * pt(-fabs(all) / error, freedom, 1, 0) : all == 0;
}

static double weighted(const struct combined_centres *centres, const double *weights,
		       const double *values, size_t stride)
{
	double sum = 0;

	for (size_t s = 0; s < centres->series; s++)
		if (weights[s] != 0)
			sum += weights[s] * values[s * stride];
	return sum;
}

int combined_of_centres(const struct combined_centres *centres, const double *weights, double level,
			double other_error, struct combined_estimate *ret_estimate)
{
	size_t groups = centres->groups;
	CLEANUP_FREE double *sums = calloc(groups + 1, sizeof(*sums));
	double all = weighted(centres, weights, centres->all, 1);

	if (!sums)
		return -ENOMEM;
	begin("sum of Hodges-Lehmann centres, jackknife over blocks", ret_estimate);
	if (centres->blocks == 0)
		return 0;
	for (size_t g = 0; g < groups; g++)
		sums[g] = weighted(centres, weights, centres->without + g, groups);
	ret_estimate->estimate.n = centres->blocks;
	ret_estimate->estimate.interval.estimate = all;
	to_pseudo_values(sums, all, groups);
	if (centres->blocks >= COMBINED_BLOCKS_LEAST)
		conclude(all, sums, groups, level, other_error, ret_estimate);
	return 0;
}

int combined_by_jackknife(const struct combined *combined, double level, double other_error,
			  struct combined_estimate *ret_estimate)
{
	CLEANUP(combined_centres_release) struct combined_centres centres = { 0 };
	int code = combined_leave_out(combined, &centres);

	return code < 0 ? code
			: combined_of_centres(&centres, combined->weights, level, other_error,
					      ret_estimate);
}
