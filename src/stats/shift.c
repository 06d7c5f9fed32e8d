// SPDX-License-Identifier: GPL-2.0-or-later
#include "stats/shift.h"
#include "stats/sorted.h"

#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#define MATHLIB_STANDALONE
#include <Rmath.h>

/* Both samples in order, without what is not finite. */
struct pair {
	double *a, *b;
	size_t m, n;
};

static double *sorted_finite(const double *values, size_t count, size_t *ret_n)
{
	double *sorted = malloc((count + 1) * sizeof(*sorted));

	*ret_n = 0;
	for (size_t i = 0; sorted && i < count; i++)
		if (isfinite(values[i]))
			sorted[(*ret_n)++] = values[i];
	if (sorted)
		qsort(sorted, *ret_n, sizeof(*sorted), sorted_compare);
	return sorted;
}

static void pair_release(struct pair *pair)
{
	free(pair->a);
	free(pair->b);
}

/* Releases what there is of it, when it fails. */
static int pair_make(const double *a, size_t a_count, const double *b, size_t b_count,
		     struct pair *pair)
{
	pair->a = sorted_finite(a, a_count, &pair->m);
	pair->b = sorted_finite(b, b_count, &pair->n);
	if (pair->a && pair->b)
		return 0;
	pair_release(pair);
	return -ENOMEM;
}

/* How many differences are no greater than x: for a greater b, more of the a's are too small. */
static double count_up_to(const struct pair *pair, double x)
{
	double count = 0;
	size_t i = 0;

	for (size_t j = 0; j < pair->n; j++) {
		while (i < pair->m && pair->b[j] - pair->a[i] > x)
			i++;
		count += (double)(pair->m - i);
	}
	return count;
}

/*
 * The k-th smallest difference, k from 1: the least x that k differences do not exceed.  Bisection
 * down to neighbouring numbers takes no memory, where m n differences would.
 */
static double difference_of_rank(const struct pair *pair, double k)
{
	double low = pair->b[0] - pair->a[pair->m - 1];
	double high = pair->b[pair->n - 1] - pair->a[0];

	if (count_up_to(pair, low) >= k)
		return low;
	for (;;) {
		double middle = low / 2 + high / 2;

		if (middle <= low || middle >= high)
			return high;
		if (count_up_to(pair, middle) >= k)
			high = middle;
		else
			low = middle;
	}
}

static double median_difference(const struct pair *pair)
{
	double count = (double)pair->m * (double)pair->n;
	double half = floor((count + 1) / 2);
	double lower = difference_of_rank(pair, half);

	if (fmod(count, 2) != 0)
		return lower;
	return lower / 2 + difference_of_rank(pair, half + 1) / 2;
}

static double rank_exact(double m, double n, double tail, double *ret_level)
{
	double rank = qwilcox(tail, m, n, 1, 0);

	*ret_level = rank < 1 ? NAN : 1 - 2 * pwilcox(rank - 1, m, n, 1, 0);
	return rank;
}

static double rank_normal(double m, double n, double tail, double *ret_level)
{
	double sd = sqrt(m * n * (m + n + 1) / 12);
	double rank = floor(m * n / 2 + qnorm(tail, 0, 1, 1, 0) * sd + .5);

	*ret_level = rank < 1 ? NAN : 1 - 2 * pnorm((rank - .5 - m * n / 2) / sd, 0, 1, 1, 0);
	return rank;
}

/* The interval goes from the rank-th smallest difference to the rank-th greatest. */
static double interval_rank(const struct pair *pair, double level, double *ret_level)
{
	double m = (double)pair->m, n = (double)pair->n, tail = (1 - level) / 2;

	if (pair->m < SHIFT_EXACT_LIMIT && pair->n < SHIFT_EXACT_LIMIT)
		return rank_exact(m, n, tail, ret_level);
	return rank_normal(m, n, tail, ret_level);
}

static void fill_interval(const struct pair *pair, double level, struct estimate *estimate)
{
	double count = (double)pair->m * (double)pair->n;
	double rank = interval_rank(pair, level, &estimate->level);

	if (!isfinite(estimate->level)) {
		snprintf(estimate->method, sizeof(estimate->method),
			 "Hodges-Lehmann; %zu values are too few for level %.6g", estimate->n,
			 level);
		return;
	}
	estimate->interval.low = difference_of_rank(pair, rank);
	estimate->interval.high = difference_of_rank(pair, count + 1 - rank);
	snprintf(estimate->method, sizeof(estimate->method),
		 "Hodges-Lehmann; Wilcoxon, %zu against %zu, level %.4f", pair->m, pair->n,
		 estimate->level);
}

static struct estimate estimate_none(const struct pair *pair)
{
	return (struct estimate){ .interval = { NAN, NAN, NAN },
				  .level = NAN,
				  .n = pair->m && pair->n ? pair->m + pair->n : 0,
				  .method = "nothing to compare" };
}

/* Fills what is said of the pair; level: of the interval that is wanted. */
typedef void pair_filler(const struct pair *pair, double level, struct estimate *estimate);

static void fill_estimate(const struct pair *pair, double level, struct estimate *estimate)
{
	estimate->interval.estimate = median_difference(pair);
	fill_interval(pair, level, estimate);
}

static void fill_exact(const struct pair *pair, double level, struct estimate *estimate)
{
	(void)level;
	estimate->interval = (struct interval){
		median_difference(pair),
		pair->b[0] - pair->a[pair->m - 1],
		pair->b[pair->n - 1] - pair->a[0],
	};
	snprintf(estimate->method, sizeof(estimate->method),
		 "exact; least to greatest difference, %zu against %zu", pair->m, pair->n);
}

/* Takes the pair over. */
static void pair_estimate(struct pair *pair, pair_filler *fill, double level,
			  struct estimate *ret_estimate)
{
	*ret_estimate = estimate_none(pair);
	if (ret_estimate->n > 0)
		fill(pair, level, ret_estimate);
	pair_release(pair);
}

int shift_estimate(const double *a, size_t a_count, const double *b, size_t b_count, double level,
		   struct estimate *ret_estimate)
{
	struct pair pair = { 0 };
	int code = pair_make(a, a_count, b, b_count, &pair);

	if (code == 0)
		pair_estimate(&pair, fill_estimate, level, ret_estimate);
	return code;
}

int shift_exact(const double *a, size_t a_count, const double *b, size_t b_count,
		struct estimate *ret_estimate)
{
	struct pair pair = { 0 };
	int code = pair_make(a, a_count, b, b_count, &pair);

	if (code == 0)
		pair_estimate(&pair, fill_exact, NAN, ret_estimate);
	return code;
}
