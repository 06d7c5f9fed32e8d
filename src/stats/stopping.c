// SPDX-License-Identifier: GPL-2.0-or-later
#include "stats/stopping.h"

#include <math.h>
#include <stdio.h>
#include <string.h>
#include "common/cleanup.h"

size_t stopping_stride(size_t blocks)
{
	size_t stride = STOPPING_STRIDE;

	for (size_t dense = STOPPING_DENSE; blocks >= dense; dense *= 2)
		stride *= 2;
	return stride;
}

bool stopping_is_look(size_t blocks)
{
	return blocks >= STOPPING_FIRST_LOOK && blocks % stopping_stride(blocks) == 0;
}

void stopping_estimate_ranked(const struct pooled_ranking *ranking, struct estimate *ret_estimate)
{
	size_t used;

	pooled_estimate_ranked(ranking, STOPPING_LEVEL, ret_estimate);
	if (isnan(ret_estimate->level))
		return;
	ret_estimate->level = INTERVAL_LEVEL;
	used = strlen(ret_estimate->method);
	snprintf(ret_estimate->method + used, sizeof(ret_estimate->method) - used,
		 " for %.2f by stopping", INTERVAL_LEVEL);
}

int stopping_estimate(const struct pooled *pooled, struct estimate *ret_estimate)
{
	CLEANUP(pooled_ranking_release) struct pooled_ranking ranking = { 0 };
	int code = pooled_rank(pooled, &ranking);

	if (code == 0)
		stopping_estimate_ranked(&ranking, ret_estimate);
	return code;
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
