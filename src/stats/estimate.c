// SPDX-License-Identifier: GPL-2.0-or-later
#include "stats/estimate.h"

#include <math.h>

static bool is_outside(double value, const struct interval *interval)
{
	return value < interval->low || value > interval->high;
}

bool estimates_disagree(const struct estimate *one, const struct estimate *other)
{
	if (isnan(one->level) || isnan(other->level))
		return false;
	return is_outside(one->interval.estimate, &other->interval) ||
	       is_outside(other->interval.estimate, &one->interval);
}
