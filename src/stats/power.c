// SPDX-License-Identifier: GPL-2.0-or-later
#include "stats/power.h"

#include <math.h>
#define MATHLIB_STANDALONE
#include <Rmath.h>

#define POWER .8

static double normal_quantile(double p)
{
	return qnorm(p, 0, 1, 1, 0);
}

/* In standard errors: what is found at a two-sided p. */
static double wanted_at(double p)
{
	return normal_quantile(1 - p / 2) + normal_quantile(POWER);
}

double mde80(const struct estimate *estimate)
{
	double width = estimate->interval.high - estimate->interval.low;
	double standard_error = width / (2 * normal_quantile((1 + estimate->level) / 2));

	return isfinite(standard_error) ? wanted_at(1 - INTERVAL_LEVEL) * standard_error : NAN;
}

double mde80_among(double mde80, size_t comparisons)
{
	double p = 1 - INTERVAL_LEVEL;

	if (comparisons < 2)
		return mde80;
	return mde80 * wanted_at(p / (double)comparisons) / wanted_at(p);
}
