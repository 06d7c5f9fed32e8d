// SPDX-License-Identifier: GPL-2.0-or-later
#include "compare/cost_metric.h"

#include <errno.h>
#include <fnmatch.h>
#include <string.h>
#include "common/cleanup.h"
#include "common/file.h"
#include "common/text.h"
#include "estimate/timing.h"

enum metric cost_metric_default(const struct run_data *data, const struct report_result *result)
{
	enum metric metric = metric_primary(result->workload);

	return run_counts_instructions(data) ? metric_counted(metric) : metric;
}

int cost_metric_find(const char *name, enum metric *ret_metric, struct error *err)
{
	const char *names[METRIC_COUNT];
	const char *nearest;

	for (int m = 0; m < METRIC_COUNT; m++) {
		names[m] = metric_infos[m].compared ? metric_infos[m].name : NULL;
		if (names[m] && strcmp(names[m], name) == 0) {
			*ret_metric = m;
			return 0;
		}
	}
	nearest = text_nearest(name, names, METRIC_COUNT);
	return error_set(err, ERROR_USAGE, EINVAL, "no metric '%.40s'%s%s%s", name,
			 nearest ? "; did you mean '" : " that is compared", nearest ? nearest : "",
			 nearest ? "'?" : "");
}

static bool is_sequential(const struct report *report, const char *workload)
{
	for (size_t w = 0; w < report->workload_count; w++)
		if (strcmp(report->workloads[w].name, workload) == 0)
			return report->workloads[w].sequential;
	return false;
}

/* "unsupported: CONFIG_X is not set" becomes where, and the reason. */
const char *cost_missing(const struct report *report, const struct report_result *result,
			 enum metric metric)
{
	if (!result)
		return "it is not in this run";
	if (!report_result_measured(result))
		return result->reason ? result->reason : result->status;
	if (is_sequential(report, result->workload))
		return "one configuration after the other (protocol restart): no interval holds";
	if (result->withheld[metric])
		return result->effects[metric].method;
	if (!report_effect_present(&result->effects[metric]))
		return "it has no such metric";
	return NULL;
}

bool cost_pattern_fits(const char *pattern, const char *cell, const char *workload,
		       const char *configuration)
{
	CLEANUP_FREE char *full = file_path("%s/%s", workload, configuration);
	CLEANUP_FREE char *of_cell = full && cell ? file_path("%s/%s", cell, full) : NULL;

	return fnmatch(pattern, configuration, 0) == 0 ||
	       (full && fnmatch(pattern, full, 0) == 0) ||
	       (of_cell && fnmatch(pattern, of_cell, 0) == 0);
}
