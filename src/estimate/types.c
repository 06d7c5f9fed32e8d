// SPDX-License-Identifier: GPL-2.0-or-later
#include "estimate/types.h"

#include <math.h>
#include <string.h>

bool report_metric_present(const struct report_metric *metric)
{
	return metric->n > 0 && isfinite(metric->interval.estimate);
}

bool report_effect_present(const struct effect *effect)
{
	return effect->n > 0 && isfinite(effect->percent.estimate);
}

bool report_result_measured(const struct report_result *result)
{
	return strcmp(result->status, "measured") == 0;
}

enum metric report_primary_metric(const struct report_result *result)
{
	enum metric metric = metric_primary(result->workload);
	enum metric counted = metric_counted(metric);

	return report_metric_present(&result->metrics[counted]) ? counted : metric;
}

bool report_result_is_exact(const struct report_result *result)
{
	return metric_is_exact(report_primary_metric(result));
}

const struct report_result *report_result_find(const struct report *report,
					       const char *configuration, const char *workload)
{
	for (size_t i = 0; i < report->result_count; i++)
		if (strcmp(report->results[i].configuration, configuration) == 0 &&
		    strcmp(report->results[i].workload, workload) == 0)
			return &report->results[i];
	return NULL;
}

const struct report_result *report_result_of_kind(const struct report *report,
						  const char *configuration,
						  enum workload_kind kind)
{
	for (size_t i = 0; i < report->result_count; i++)
		if (strcmp(report->results[i].configuration, configuration) == 0 &&
		    workload_kind_of(report->results[i].workload) == kind)
			return &report->results[i];
	return NULL;
}
