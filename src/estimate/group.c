// SPDX-License-Identifier: GPL-2.0-or-later
#include "estimate/group.h"

#include <errno.h>
#include <math.h>

/* 1 for each counter that any sample of the group has. */
static struct counters counters_of_any(const struct counters *sums)
{
	struct counters any;

	for (int i = 0; i < COUNTER_COUNT; i++)
		any.value[i] = isnan(sums->value[i]) ? NAN : 1;
	return any;
}

/* Most metrics lack a counter throughout: their columns stay empty. */
static size_t choose_columns(struct group *group, const struct counters *sums, const char *workload,
			     const struct metric_context *context)
{
	struct counters any = counters_of_any(sums);
	size_t chosen = 0;

	for (int metric = 0; metric < METRIC_COUNT; metric++) {
		if (!metric_applies(metric, workload) ||
		    isnan(metric_infos[metric].value(&any, context)))
			continue;
		group->columns[metric].count = group->count;
		chosen++;
	}
	return chosen;
}

static int add_columns(struct group *group, const struct counters *sums, const char *workload,
		       const struct metric_context *context)
{
	size_t chosen = choose_columns(group, sums, workload, context);
	double *next = malloc((chosen * group->count + 1) * sizeof(*next));

	if (!next)
		return -ENOMEM;
	group->room = next;
	for (int metric = 0; metric < METRIC_COUNT; metric++) {
		group->columns[metric].values = next;
		next += group->columns[metric].count;
	}
	return 0;
}

static void fill_row(struct group *group, size_t row, const struct metric_context *context)
{
	struct counters counters = counters_unpack(&group->samples[row].record->counters);

	for (int metric = 0; metric < METRIC_COUNT; metric++)
		if (group->columns[metric].count)
			group->columns[metric].values[row] =
			    metric_infos[metric].value(&counters, context);
}

int group_fill(const struct workload_samples *samples, size_t c, const char *workload,
	       const struct metric_context *context, struct group *ret_group)
{
	int code;

	*ret_group = (struct group){
		.configuration = c,
		.samples = samples->samples + samples->first[c],
		.count = samples->first[c + 1] - samples->first[c],
	};
	code = add_columns(ret_group, &samples->sums[c], workload, context);
	for (size_t i = 0; i < ret_group->count && code == 0; i++)
		fill_row(ret_group, i, context);
	return code;
}

void group_release(struct group *group)
{
	free(group->room);
	*group = (struct group){ 0 };
}
