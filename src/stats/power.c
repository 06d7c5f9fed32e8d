// SPDX-License-Identifier: GPL-2.0-or-later
#include "stats/power.h"

#include <math.h>
#define MATHLIB_STANDALONE
#include <Rmath.h>

#define POWER .8

/* Student's; of infinite freedom the normal one. */
static double quantile(double p, double freedom)
{
	return qt(p, freedom, 1, 0);
}

/* In standard errors: what is found at a two-sided p. */
static double wanted_at(double p, double freedom)
{
	return quantile(1 - p / 2, freedom) + quantile(POWER, freedom);
}

double standard_error_of(const struct estimate *estimate, double freedom)
{
	double width = estimate->interval.high - estimate->interval.low;
	double error = width / (2 * quantile((1 + estimate->level) / 2, freedom));

	return isfinite(error) ? error : NAN;
}

double mde80(const struct estimate *estimate)
{
	return mde80_among(standard_error_of(estimate, INFINITY), INFINITY, 1);
}

double mde80_among(double standard_error, double freedom, size_t comparisons)
{
	double p = 1 - INTERVAL_LEVEL;

	if (comparisons > 1)
		p /= (double)comparisons;
	return wanted_at(p, freedom) * standard_error;
}
