// SPDX-License-Identifier: GPL-2.0-or-later
#include "compare/kernel_level.h"

#include <math.h>
#include <stdio.h>
#include "compare/cost_metric.h"

/* A count's own range; else the effect's interval. */
static struct interval interval_of(const struct report_result *result, enum metric metric)
{
	struct interval interval = result->effects[metric].absolute;

	if (!result->micro.present || !metric_is_exact(metric))
		return interval;
	interval.low = result->micro.least;
	interval.high = result->micro.most;
	return interval;
}

static void add_boot(struct estimate *level, size_t boots, const struct effect *effect,
		     const struct interval *boot)
{
	struct interval *all = &level->interval;

	if (boots == 0)
		*all = *boot;
	all->estimate += (boot->estimate - all->estimate) / (double)(boots + 1);
	/* A boot without an interval leaves none. */
	all->low = isnan(boot->low) ? NAN : all->low + fmin(0, boot->low - all->low);
	all->high = isnan(boot->high) ? NAN : all->high + fmax(0, boot->high - all->high);
	level->n += effect->n;
	level->level = effect->level;
	snprintf(level->method, sizeof(level->method), "%.127s", effect->method);
}

struct estimate kernel_level(const struct run_report *run, size_t group, const struct cost_key *key)
{
	struct estimate level = { .interval = { NAN, NAN, NAN }, .level = NAN };
	size_t boots = 0;

	for (size_t i = cell_group_next(run, group, SIZE_MAX); i != SIZE_MAX;
	     i = cell_group_next(run, group, i)) {
		const struct report_result *result =
		    report_result_find(run->reports[i], key->configuration, key->workload);
		struct interval boot;

		if (cost_is_missing(run->reports[i], result, key->metric))
			continue;
		boot = interval_of(result, key->metric);
		add_boot(&level, boots++, &result->effects[key->metric], &boot);
	}
	return level;
}
