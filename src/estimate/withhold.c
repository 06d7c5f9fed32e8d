// SPDX-License-Identifier: GPL-2.0-or-later
#include "estimate/withhold.h"

#include "common/cleanup.h"
#include "stats/holm.h"

#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

static void withhold(struct report_result *result, enum metric metric, const struct effect *pair)
{
	struct effect *effect = &result->effects[metric];

	if (!report_effect_present(effect))
		return;
	*effect = (struct effect){ 0 };
	result->withheld[metric] = WITHHELD_BASELINES_DIFFER;
	result->baselines_differ[metric] = pair->percent;
}

/* Counts differ by whole instructions or not at all, which is judged without a test. */
static bool is_tested(const struct report_result *result, enum metric metric)
{
	return result->role == ROLE_BASELINE_PAIR && !metric_is_exact(metric) &&
	       report_effect_present(&result->effects[metric]);
}

static struct effect *effect_at(struct report_result *results, size_t index)
{
	return &results[index / METRIC_COUNT].effects[index % METRIC_COUNT];
}

static int adjust_pairs(struct report_result *results, size_t count)
{
	size_t effects = count * METRIC_COUNT;
	CLEANUP_FREE double *p = calloc(effects + 1, sizeof(*p));
	CLEANUP_FREE double *adjusted = calloc(effects + 1, sizeof(*adjusted));
	int code;

	if (!p || !adjusted)
		return -ENOMEM;
	for (size_t i = 0; i < effects; i++)
		p[i] = is_tested(&results[i / METRIC_COUNT], i % METRIC_COUNT)
			   ? effect_at(results, i)->p
			   : NAN;
	code = holm_adjust(p, effects, adjusted);
	for (size_t i = 0; i < effects && code == 0; i++)
		if (!isnan(adjusted[i]))
			effect_at(results, i)->p_adjusted = adjusted[i];
	return code;
}

bool baselines_differ(const struct effect *effect)
{
	return report_effect_present(effect) && effect->p_adjusted <= BASELINES_DIFFER_P;
}

static void withhold_beside(struct report_result *results, size_t count,
			    const struct report_result *pair)
{
	for (int metric = 0; metric < METRIC_COUNT; metric++)
		for (size_t i = 0; i < count && baselines_differ(&pair->effects[metric]); i++)
			if (&results[i] != pair && !strcmp(results[i].workload, pair->workload))
				withhold(&results[i], metric, &pair->effects[metric]);
}

int withhold_effects(struct report_result *results, size_t count)
{
	int code = adjust_pairs(results, count);

	for (size_t i = 0; i < count && code == 0; i++)
		if (results[i].role == ROLE_BASELINE_PAIR)
			withhold_beside(results, count, &results[i]);
	return code;
}
