// SPDX-License-Identifier: GPL-2.0-or-later
#include "estimate/adjust.h"

#include <errno.h>
#include <math.h>
#include "common/cleanup.h"
#include "stats/holm.h"

static bool is_comparison(const struct report_result *result, enum metric metric)
{
	return result->role != ROLE_BASELINE_PAIR &&
	       report_effect_present(&result->effects[metric]);
}

static int adjust_metric(struct report_result *results, size_t count, enum metric metric)
{
	CLEANUP_FREE double *p = calloc(count + 1, sizeof(*p));
	CLEANUP_FREE double *adjusted = calloc(count + 1, sizeof(*adjusted));
	int code;

	if (!p || !adjusted)
		return -ENOMEM;
	for (size_t i = 0; i < count; i++)
		p[i] = is_comparison(&results[i], metric) ? results[i].effects[metric].p : NAN;
	code = holm_adjust(p, count, adjusted);
	for (size_t i = 0; i < count && code == 0; i++)
		results[i].effects[metric].p_adjusted = adjusted[i];
	return code;
}

int adjust_results(struct report_result *results, size_t count)
{
	int code = 0;

	for (int metric = 0; metric < METRIC_COUNT && code == 0; metric++)
		code = adjust_metric(results, count, metric);
	return code;
}
