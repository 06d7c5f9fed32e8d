// SPDX-License-Identifier: GPL-2.0-or-later
#include "stats/signed_rank.h"

#include <math.h>
#define MATHLIB_STANDALONE
#include <Rmath.h>
#include "stats/walsh.h"

static double sd_of(double n)
{
	return sqrt(n * (n + 1) * (2 * n + 1) / 24);
}

static double cdf_by_edgeworth(double v, double n)
{
	double sd = sd_of(n), z = (v + .5 - n * (n + 1) / 4) / sd;
	double cumulant4 = -n * (n + 1) * (2 * n + 1) * (3 * n * n + 3 * n - 1) / 240;
	double hermite3 = z * (z * z - 3);

	return pnorm(z, 0, 1, 1, 0) - dnorm4(z, 0, 1, 0) * hermite3 * cumulant4 / (24 * pow(sd, 4));
}

double signed_rank_cdf(uint64_t v, size_t n)
{
	if (n > SIGNED_RANK_EXACT_MAXIMUM)
		return cdf_by_edgeworth((double)v, (double)n);
	return psignrank((double)v, (double)n, 1, 0);
}

/* The least q with P(V <= q) >= p. */
static uint64_t quantile(double p, size_t n)
{
	double size = (double)n, q;

	if (n <= SIGNED_RANK_EXACT_MAXIMUM)
		return (uint64_t)qsignrank(p, size, 1, 0);
	q = floor(size * (size + 1) / 4 + qnorm(p, 0, 1, 1, 0) * sd_of(size));
	while (cdf_by_edgeworth(q, size) >= p)
		q--;
	while (cdf_by_edgeworth(q, size) < p)
		q++;
	return (uint64_t)q;
}

static double level_of_rank(uint64_t k, size_t n)
{
	return 1 - 2 * signed_rank_cdf(k - 1, n);
}

uint64_t signed_rank_interval_rank(size_t n, double level_wanted, double *ret_level)
{
	uint64_t k = quantile((1 - level_wanted) / 2, n);
	double wide, narrow;

	if (k < 1)
		k = 1;
	wide = level_of_rank(k, n);
	narrow = level_of_rank(k + 1, n);
	if (k + 1 <= walsh_total(n) - k &&
	    fabs(narrow - level_wanted) < fabs(wide - level_wanted)) {
		*ret_level = narrow;
		return k + 1;
	}
	*ret_level = wide;
	return k;
}
