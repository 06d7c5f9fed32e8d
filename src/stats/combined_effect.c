// SPDX-License-Identifier: GPL-2.0-or-later
#include "stats/combined_effect.h"

#include <errno.h>
#include <math.h>
#include <stdlib.h>
#define MATHLIB_STANDALONE
#include <Rmath.h>
#include "common/cleanup.h"
#include "stats/effect.h"
#include "stats/moments.h"
#include "stats/sorted.h"
#include "stats/walsh.h"

/* Which blocks are left out together; a block that no series has is of none. */
struct groups {
	size_t *of_block; /* SIZE_MAX: none */
	size_t count, blocks;
};

/* One series in order, and the group of each value, so that leaving one out needs no sorting. */
struct series {
	double *sorted, *rest;
	size_t *order; /* index of the block's difference that it is */
	size_t n;
};

static bool has_block(const struct combined_effect *combined, size_t block)
{
	for (size_t s = 0; s < combined->series; s++)
		for (size_t i = 0; i < COMBINED_PER_BLOCK; i++)
			if (combined->weights[s] != 0 &&
			    !isnan(combined->differences
				       [(s * combined->blocks + block) * COMBINED_PER_BLOCK + i]))
				return true;
	return false;
}

/* Neighbours stay together, as what is alike in them is then left out at once. */
static int groups_make(const struct combined_effect *combined, struct groups *groups)
{
	size_t rank = 0;

	groups->of_block = calloc(combined->blocks + 1, sizeof(*groups->of_block));
	if (!groups->of_block)
		return -ENOMEM;
	for (size_t b = 0; b < combined->blocks; b++)
		groups->blocks += has_block(combined, b);
	groups->count =
	    groups->blocks < COMBINED_GROUPS_MOST ? groups->blocks : COMBINED_GROUPS_MOST;
	for (size_t b = 0; b < combined->blocks; b++)
		groups->of_block[b] =
		    has_block(combined, b) ? rank++ * groups->count / groups->blocks : SIZE_MAX;
	return 0;
}

static void series_release(struct series *series)
{
	free(series->sorted);
	free(series->rest);
	free(series->order);
}

static int series_make(const struct combined_effect *combined, size_t s, struct series *series)
{
	size_t count = combined->blocks * COMBINED_PER_BLOCK;

	series->order = calloc(count + 1, sizeof(*series->order));
	series->rest = calloc(count + 1, sizeof(*series->rest));
	if (!series->order || !series->rest)
		return -ENOMEM;
	series->sorted =
	    sorted_copy_order(combined->differences + s * count, count, &series->n, series->order);
	return series->sorted ? 0 : -ENOMEM;
}

/* SIZE_MAX leaves none out. */
static double effect_without(const struct series *series, const struct groups *groups,
			     size_t without)
{
	size_t n = 0;

	for (size_t i = 0; i < series->n; i++)
		if (groups->of_block[series->order[i] / COMBINED_PER_BLOCK] != without)
			series->rest[n++] = series->sorted[i];
	if (n == 0 || !walsh_defined(series->rest, n))
		return NAN;
	return percent_of_log_ratio(walsh_median(series->rest, n));
}

/* sums[g]: the weighted sum without group g; *ret_all: with all. */
static int add_series(const struct combined_effect *combined, size_t s, const struct groups *groups,
		      double *sums, double *ret_all)
{
	CLEANUP(series_release) struct series series = { 0 };
	int code = series_make(combined, s, &series);

	if (code < 0)
		return code;
	*ret_all += combined->weights[s] * effect_without(&series, groups, SIZE_MAX);
	for (size_t g = 0; g < groups->count; g++)
		sums[g] += combined->weights[s] * effect_without(&series, groups, g);
	return 0;
}

static void to_pseudo_values(double *sums, double all, size_t count)
{
	for (size_t g = 0; g < count; g++)
		sums[g] = (double)count * all - (double)(count - 1) * sums[g];
}

static void conclude(double all, const double *pseudo, size_t groups, double other_error,
		     struct combined_estimate *estimate)
{
	double freedom = (double)groups - 1;
	double error = hypot(moments_of(pseudo, groups).sd / sqrt((double)groups), other_error);
	double half = qt((1 + INTERVAL_LEVEL) / 2, freedom, 1, 0) * error;

	estimate->percent = (struct interval){ all, all - half, all + half };
	estimate->p = error > 0 ? 2 * pt(-fabs(all) / error, freedom, 1, 0) : all == 0;
}

static void groups_release(struct groups *groups)
{
	free(groups->of_block);
}

int combined_effect_estimate(const struct combined_effect *combined, double other_error,
			     struct combined_estimate *ret_estimate)
{
	CLEANUP(groups_release) struct groups groups = { 0 };
	CLEANUP_FREE double *sums = NULL;
	double all = 0;
	int code = groups_make(combined, &groups);

	*ret_estimate = (struct combined_estimate){ { NAN, NAN, NAN }, NAN, groups.blocks };
	sums = calloc(groups.count + 1, sizeof(*sums));
	if (!sums)
		return -ENOMEM;
	for (size_t s = 0; s < combined->series && code == 0; s++)
		if (combined->weights[s] != 0)
			code = add_series(combined, s, &groups, sums, &all);
	if (code < 0)
		return code;
	ret_estimate->percent.estimate = groups.blocks ? all : NAN;
	to_pseudo_values(sums, all, groups.count);
	if (groups.blocks >= POOLED_INTERVAL_MINIMUM)
		conclude(all, sums, groups.count, other_error, ret_estimate);
	return 0;
}
