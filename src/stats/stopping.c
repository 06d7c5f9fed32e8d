// SPDX-License-Identifier: GPL-2.0-or-later
#include "stats/stopping.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

bool stopping_is_look(size_t blocks)
{
	return blocks >= STOPPING_FIRST_LOOK &&
	       (blocks - STOPPING_FIRST_LOOK) % STOPPING_STRIDE == 0;
}

int stopping_estimate(const struct pooled *pooled, struct estimate *ret_estimate)
{
	int code = pooled_estimate(pooled, STOPPING_LEVEL, ret_estimate);
	size_t used;

	if (code < 0 || isnan(ret_estimate->level))
		return code;
	ret_estimate->level = INTERVAL_LEVEL;
	used = strlen(ret_estimate->method);
	snprintf(ret_estimate->method + used, sizeof(ret_estimate->method) - used,
		 " for %.2f by stopping", INTERVAL_LEVEL);
	return 0;
}

double stopping_half_width(const struct estimate *estimates, size_t count)
{
	double widest = count ? 0 : INFINITY;

	for (size_t i = 0; i < count; i++) {
		double width = estimates[i].interval.high - estimates[i].interval.low;

		widest = isnan(width) ? INFINITY : fmax(widest, width / 2);
	}
	return widest;
}
