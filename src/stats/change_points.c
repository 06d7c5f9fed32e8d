// SPDX-License-Identifier: GPL-2.0-or-later
#include "stats/change_points.h"

#include <errno.h>
#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include "common/cleanup.h"
#include "stats/sorted.h"
#include "study/random.h"

struct points {
	struct change_point *points;
	size_t count;
};

static int points_add(struct points *points, size_t first, double p)
{
	struct change_point *larger =
	    reallocarray(points->points, points->count + 1, sizeof(*larger));

	if (!larger)
		return -ENOMEM;
	points->points = larger;
	larger[points->count++] = (struct change_point){ first, p };
	return 0;
}

/* How many of the sorted values lie below, or, with equal, not above. */
static size_t count_below(const double *sorted, size_t n, double value, bool equal)
{
	size_t low = 0, high = n;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (sorted[middle] < value || (equal && sorted[middle] == value))
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

/* Ranks about their mean, equal values at the middle of theirs: their sum is 0. */
static int centred_ranks(const double *values, size_t n, double *ranks)
{
	CLEANUP_FREE double *sorted = sorted_copy(values, n, &n);

	if (!sorted)
		return -ENOMEM;
	for (size_t i = 0; i < n; i++)
		ranks[i] = (double)(count_below(sorted, n, values[i], false) +
				    count_below(sorted, n, values[i], true)) /
			       2 -
			   (double)n / 2;
	return 0;
}

/*
 * The greatest squared rank sum over its variance, but for a factor that all orders share.  A sum's
 * variance under random order is that of drawing t of n without return: t (n - t).
 */
static double scan(const double *ranks, size_t n, size_t *ret_first)
{
	double sum = 0, greatest = -1;

	for (size_t t = 1; t + CHANGE_SIDE_LEAST <= n; t++) {
		double squared;

		sum += ranks[t - 1];
		squared = sum * sum / ((double)t * (double)(n - t));
		if (t < CHANGE_SIDE_LEAST || squared <= greatest)
			continue;
		greatest = squared;
		*ret_first = t;
	}
	return greatest;
}

/* Changes the order of ranks.  More than CHANGE_P when it stops early. */
static double p_of(double *ranks, size_t n, double found, struct random *random)
{
	size_t as_great = 1, ignored;

	for (size_t order = 0; order < CHANGE_ORDERS; order++) {
		random_shuffle(random, ranks, n, sizeof(*ranks));
		/* A sum in another order is rounded differently: equal is equal. */
		as_great += scan(ranks, n, &ignored) >= found * (1 - 1e-9);
		if ((double)as_great > CHANGE_P * (CHANGE_ORDERS + 1))
			return 1;
	}
	return (double)as_great / (CHANGE_ORDERS + 1);
}

/* In values[start..end), first the left side, so that points come in order. */
static int find_between(const double *values, size_t start, size_t end, uint64_t seed,
			struct points *points)
{
	size_t n = end - start, first = 0;
	CLEANUP_FREE double *ranks = calloc(n + 1, sizeof(*ranks));
	struct random random;
	double found, p;
	int code;

	if (n < CHANGE_VALUES_LEAST)
		return 0;
	if (!ranks || centred_ranks(values + start, n, ranks) < 0)
		return -ENOMEM;
	found = scan(ranks, n, &first);
	if (found <= 0) /* all are equal */
		return 0;
	random_seed(&random, random_derive(seed, "change points", start));
	p = p_of(ranks, n, found, &random);
	if (p > CHANGE_P)
		return 0;
	code = find_between(values, start, start + first, seed, points);
	if (code == 0)
		code = points_add(points, start + first, p);
	return code < 0 ? code : find_between(values, start + first, end, seed, points);
}

static int points_give(struct points *points, int code, struct change_point **ret_points,
		       size_t *ret_count)
{
	if (code < 0) {
		free(points->points);
		return code;
	}
	*ret_points = points->points;
	*ret_count = points->count;
	return 0;
}

int change_points_find(const double *values, size_t count, uint64_t seed,
		       struct change_point **ret_points, size_t *ret_count)
{
	struct points points = { 0 };
	int code = find_between(values, 0, count, seed, &points);

	return points_give(&points, code, ret_points, ret_count);
}

int change_points_exact(const struct exact_range *ranges, size_t count,
			struct change_point **ret_points, size_t *ret_count)
{
	struct points points = { 0 };
	int code = 0;

	for (size_t i = 1; i < count && code == 0; i++)
		if (ranges[i].low > ranges[i - 1].high || ranges[i].high < ranges[i - 1].low)
			code = points_add(&points, i, NAN);
	return points_give(&points, code, ret_points, ret_count);
}
