// SPDX-License-Identifier: GPL-2.0-or-later
#include "estimate/micro_rows.h"

#include <stdlib.h>
#include <string.h>

bool report_is_micro(const struct report *report)
{
	return report->workload_count == 1 &&
	       workload_kind_of(report->workloads[0].name) == WORKLOAD_EVENT;
}

bool workload_is_micro(const struct report *report, const char *workload)
{
	for (size_t i = 0; i < report->result_count; i++)
		if (report->results[i].micro.present &&
		    strcmp(report->results[i].workload, workload) == 0)
			return true;
	return workload_kind_of(workload) == WORKLOAD_EVENT;
}

size_t report_micro_workloads(const struct report *report)
{
	size_t counted = 0, timed = 0;

	for (size_t w = 0; w < report->workload_count; w++) {
		const char *workload = report->workloads[w].name;

		if (workload_kind_of(workload) == WORKLOAD_EVENT)
			timed++;
		else
			counted += workload_is_micro(report, workload);
	}
	return counted || timed == report->workload_count ? counted + timed : 0;
}

static double cost_of(const struct report_result *result)
{
	return result->effects[report_primary_metric(result)].absolute.estimate;
}

static int compare_cost(const void *left, const void *right)
{
	const struct report_result *a = *(const struct report_result *const *)left;
	const struct report_result *b = *(const struct report_result *const *)right;
	double x = cost_of(a), y = cost_of(b);

	if (x != y)
		return x < y ? -1 : 1;
	return strcmp(a->configuration, b->configuration);
}

const struct report_result **micro_sorted(const struct report *report, size_t *ret_count)
{
	const struct report_result **sorted = calloc(report->result_count + 1, sizeof(*sorted));
	size_t count = 0;

	for (size_t i = 0; sorted && i < report->result_count; i++)
		if (report->results[i].micro.present)
			sorted[count++] = &report->results[i];
	if (sorted)
		qsort(sorted, count, sizeof(*sorted), compare_cost);
	*ret_count = count;
	return sorted;
}
