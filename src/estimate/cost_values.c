// SPDX-License-Identifier: GPL-2.0-or-later
#include "estimate/cost_values.h"

#include <errno.h>
#include <math.h>
#include "common/cleanup.h"
#include "estimate/micro.h"
#include "estimate/workload_measure.h"

static int values_allocate(size_t count, struct cost_values *values)
{
	values->count = count;
	values->ratios = calloc(count + 1, sizeof(double));
	values->absolutes = calloc(count + 1, sizeof(double));
	return values->ratios && values->absolutes ? 0 : -ENOMEM;
}

void cost_values_release(struct cost_values *values)
{
	free(values->ratios);
	free(values->absolutes);
}

/* A value a reload.  A cost of nothing, or less, has no logarithm and then no percentage. */
static int collect_reloads(const struct measuring *measuring, const struct group *group,
			   struct cost_values *values)
{
	int code = values_allocate(group->count, values);

	if (code < 0)
		return code;
	micro_costs(measuring, group, values->absolutes);
	for (size_t i = 0; i < group->count; i++)
		values->ratios[i] = values->absolutes[i] > 0 ? log(values->absolutes[i]) : NAN;
	return 0;
}

/* Counts are subtracted from each other; a factor of what fluctuates is taken of its level. */
static double absolute_of(double value, double first, double second, double level, bool exact)
{
	return exact ? metric_event_whole(value - (first + second) / 2, NAN, true)
		     : expm1(paired_log_ratio(value, first, second)) * level;
}

/* A value a block that has the configuration and both baselines. */
static int collect_blocks(const struct measuring *measuring, const struct group *group,
			  enum metric metric, struct cost_values *values)
{
	const struct baseline_values *base = &measuring->baselines[metric];
	CLEANUP_FREE double *means = measure_block_values(measuring, group, metric);
	size_t blocks = measuring->samples->block_count;

	if (!means || values_allocate(blocks, values) < 0)
		return -ENOMEM;
	for (size_t b = 0; b < blocks; b++) {
		values->ratios[b] = paired_log_ratio(means[b], base->first[b], base->second[b]);
		values->absolutes[b] = absolute_of(means[b], base->first[b], base->second[b],
						   base->median, values->exact);
	}
	return 0;
}

static int collect(const struct measuring *measuring, size_t c, enum metric metric,
		   struct cost_values *values)
{
	CLEANUP(group_release) struct group group = { 0 };
	int code =
	    group_fill(measuring->samples, c, measuring->workload, &measuring->context, &group);

	if (code < 0)
		return code;
	values->exact = metric_is_exact(metric);
	if (workload_kind_of(measuring->workload) == WORKLOAD_EVENT)
		return collect_reloads(measuring, &group, values);
	return measuring->baselines[metric].first
		   ? collect_blocks(measuring, &group, metric, values)
		   : 0;
}

int cost_values_collect(const struct report *report, const struct report_result *result,
			enum metric metric, struct cost_values *ret_values)
{
	const struct run_data *data = report->data;
	CLEANUP(workload_measure_end) struct workload_measure measure = { 0 };
	int code = workload_measure_begin(data, result->workload, &report->declared, &measure);

	return code < 0
		   ? code
		   : collect(measuring_of(&measure.plain, result->record),
			     (size_t)(result->record - data->configurations), metric, ret_values);
}
