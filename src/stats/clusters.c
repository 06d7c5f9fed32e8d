// SPDX-License-Identifier: GPL-2.0-or-later
#include "stats/clusters.h"

#include <math.h>
#include <stdio.h>
#define MATHLIB_STANDALONE
#include <Rmath.h>
#include "stats/moments.h"

/* Of the deviations from the mean; moments_of() has no deviation of one value. */
static double sum_of_squares(const struct moments *moments)
{
	return moments->n < 2 ? 0 : moments->sd * moments->sd * (double)(moments->n - 1);
}

static double half_width(const struct moments *a, const struct moments *b, double level)
{
	double m = (double)a->n, n = (double)b->n;
	double variance = (sum_of_squares(a) + sum_of_squares(b)) / (m + n - 2);

	return qt(1 - (1 - level) / 2, m + n - 2, 1, 0) * sqrt(variance * (1 / m + 1 / n));
}

void clusters_shift(const double *a, size_t a_count, const double *b, size_t b_count, double level,
		    struct estimate *ret_estimate)
{
	struct moments before = moments_of(a, a_count), after = moments_of(b, b_count);
	struct estimate estimate = { .interval = { after.mean - before.mean, NAN, NAN },
				     .level = NAN,
				     .n = before.n + after.n };
	double half;

	if (before.n == 0 || after.n == 0 || estimate.n < 3) {
		snprintf(estimate.method, sizeof(estimate.method),
			 "means of boots; no interval from %zu against %zu", before.n, after.n);
	} else {
		half = half_width(&before, &after, level);
		estimate.interval.low = estimate.interval.estimate - half;
		estimate.interval.high = estimate.interval.estimate + half;
		estimate.level = level;
		snprintf(estimate.method, sizeof(estimate.method),
			 "means of boots; Student, %zu against %zu boots, level %.4f", before.n,
			 after.n, level);
	}
	*ret_estimate = estimate;
}
