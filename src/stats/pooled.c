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

void pooled_ranking_release(struct pooled_ranking *ranking)
{
	free(ranking->sorted);
	ranking->sorted = NULL;
}

/*
 * Twice the signed ranks around the centre: of each value the averages with it above the centre
 * less those below.  ret_scores[i] is that of difference i, and stays 0 where it is NaN.
 */
static int score_differences(const struct pooled_ranking *ranking, const size_t *order,
			     double *ret_scores)
{
	size_t n = ranking->n;
	CLEANUP_FREE size_t *up_to = calloc(n, sizeof(*up_to));
	CLEANUP_FREE size_t *below = calloc(n, sizeof(*below));

	if (!up_to || !below)
		return -ENOMEM;
	walsh_partners(ranking->sorted, n, ranking->centre, up_to);
	walsh_partners(ranking->sorted, n, nextafter(ranking->centre, -INFINITY), below);
	for (size_t i = 0; i < n; i++)
		ret_scores[order[i]] = (double)(n - up_to[i]) - (double)below[i];
	return 0;
}

/* c: how much more the sum varies than if its differences were independent. */
static double design_effect(const struct pooled *pooled, const double *scores)
{
	double of_blocks = 0, of_differences = 0;

	for (size_t b = 0; b < pooled->blocks; b++) {
		double sum = 0;

		for (size_t i = 0; i < pooled->per_block; i++) {
			double score = scores[b * pooled->per_block + i];

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

static int take_centre(const struct pooled *pooled, const size_t *order,
		       struct pooled_ranking *ranking)
{
	double n = (double)ranking->n;
	CLEANUP_FREE double *scores = calloc(pooled->blocks * pooled->per_block, sizeof(*scores));
	int code = -ENOMEM;

	ranking->centre = walsh_median(ranking->sorted, ranking->n);
	if (scores)
		code = score_differences(ranking, order, scores);
	if (code == 0)
		ranking->sd = sqrt(design_effect(pooled, scores) * n * (n + 1) * (2 * n + 1) / 24);
	return code;
}

int pooled_rank(const struct pooled *pooled, struct pooled_ranking *ret_ranking)
{
	size_t count = pooled->blocks * pooled->per_block;
	CLEANUP_FREE size_t *order = calloc(count + 1, sizeof(*order));
	struct pooled_ranking *ranking = ret_ranking;

	*ranking = (struct pooled_ranking){ .blocks = pooled_blocks(pooled), .centre = NAN };
	if (order)
		ranking->sorted = sorted_copy_order(pooled->differences, count, &ranking->n, order);
	if (!ranking->sorted)
		return -ENOMEM;
	if (ranking->n == 0 || !walsh_defined(ranking->sorted, ranking->n))
		return 0;
	return take_centre(pooled, order, ranking);
}

static uint64_t interval_rank(const struct pooled_ranking *ranking, double level)
{
	double quantile = qt((1 + level) / 2, (double)ranking->n - 1, 1, 0);
	double rank = (double)walsh_total(ranking->n) / 2 - quantile * ranking->sd + .5;

	return rank < 1 ? 1 : (uint64_t)rank;
}

static void take_interval(const struct pooled_ranking *ranking, double level,
			  struct estimate *estimate)
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

void pooled_estimate_ranked(const struct pooled_ranking *ranking, double level_wanted,
			    struct estimate *ret_estimate)
{
	*ret_estimate = (struct estimate){ .interval = { ranking->centre, NAN, NAN },
					   .level = NAN,
					   .n = ranking->blocks };
	if (ranking->n > 0 && isnan(ranking->centre))
		snprintf(ret_estimate->method, sizeof(ret_estimate->method),
			 "Hodges-Lehmann, pooled; undefined, as values are infinite both ways");
	else if (ranking->blocks < POOLED_INTERVAL_MINIMUM)
		say_no_interval(ranking->blocks, ret_estimate);
	else
		take_interval(ranking, level_wanted, ret_estimate);
}

int pooled_estimate(const struct pooled *pooled, double level_wanted, struct estimate *ret_estimate)
{
	CLEANUP(pooled_ranking_release) struct pooled_ranking ranking = { 0 };
	int code = pooled_rank(pooled, &ranking);

	if (code == 0)
		pooled_estimate_ranked(&ranking, level_wanted, ret_estimate);
	return code;
}

/* P(at most so many averages on a side), which an interval's rank turns round. */
static double tail(const struct pooled_ranking *ranking, uint64_t count)
{
	double distance = (double)count + .5 - (double)walsh_total(ranking->n) / 2;

	return pt(distance / ranking->sd, (double)ranking->n - 1, 1, 0);
}

void pooled_test_ranked(const struct pooled_ranking *ranking, double point,
			struct rank_test *ret_test)
{
	const double *sorted = ranking->sorted;
	size_t n = ranking->n;
	struct rank_test test = { NAN, NAN, NAN, ranking->blocks };

	if (!isnan(ranking->centre) && test.n >= POOLED_INTERVAL_MINIMUM) {
		test.p_greater = tail(ranking, walsh_count(sorted, n, point));
		test.p_less = tail(
		    ranking, walsh_total(n) - walsh_count(sorted, n, nextafter(point, -INFINITY)));
		test.p = fmin(1, 2 * fmin(test.p_less, test.p_greater));
	}
	*ret_test = test;
}

int pooled_test(const struct pooled *pooled, double point, struct rank_test *ret_test)
{
	CLEANUP(pooled_ranking_release) struct pooled_ranking ranking = { 0 };
	int code = pooled_rank(pooled, &ranking);

	if (code == 0)
		pooled_test_ranked(&ranking, point, ret_test);
	return code;
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
