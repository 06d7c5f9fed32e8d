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

double mde80(const struct estimate *estimate)
{
	double width = estimate->interval.high - estimate->interval.low;
	double standard_error = width / (2 * normal_quantile((1 + estimate->level) / 2));
	double wanted = normal_quantile((1 + INTERVAL_LEVEL) / 2) + normal_quantile(POWER);

	return isfinite(standard_error) ? wanted * standard_error : NAN;
}
