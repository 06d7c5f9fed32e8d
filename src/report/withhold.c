// SPDX-License-Identifier: GPL-2.0-or-later
#include "report/withhold.h"

#include <stdio.h>

static void withhold(struct report_result *result, enum metric metric, const struct effect *pair)
{
	struct effect *effect = &result->effects[metric];

	if (!report_effect_present(effect))
		return;
	*effect = (struct effect){ 0 };
	snprintf(effect->method, sizeof(effect->method),
		 "withheld: the two baselines differ by %+.3g %% [%.3g, %.3g]",
		 pair->percent.estimate, pair->percent.low, pair->percent.high);
	result->withheld[metric] = true;
}

static const struct report_result *find_pair(const struct report_result *results, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (results[i].role == ROLE_BASELINE_PAIR)
			return &results[i];
	return NULL;
}

void withhold_effects(struct report_result *results, size_t count)
{
	const struct report_result *pair = find_pair(results, count);

	for (int metric = 0; pair && metric < METRIC_COUNT; metric++) {
		const struct effect *effect = &pair->effects[metric];

		/* Counts differ by whole instructions or not at all, which is judged without it. */
		if (!report_effect_present(effect) || !effect_excludes_zero(effect) ||
		    metric == METRIC_OPERATION_INSTRUCTIONS)
			continue;
		for (size_t i = 0; i < count; i++)
			if (&results[i] != pair)
				withhold(&results[i], metric, effect);
	}
}
