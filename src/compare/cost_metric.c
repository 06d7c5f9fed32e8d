// SPDX-License-Identifier: GPL-2.0-or-later
#include "compare/cost_metric.h"

#include <errno.h>
#include <fnmatch.h>
#include <string.h>
#include "common/cleanup.h"
#include "common/file.h"
#include "common/text.h"
#include "estimate/timing.h"
#include "words/withheld.h"

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

/* What a run lacks of a cost. */
enum lack {
	LACKS_NOTHING,
	LACKS_RESULT,
	LACKS_MEASUREMENT,
	LACKS_BLOCKS,
	IS_WITHHELD,
	LACKS_METRIC
};

static enum lack lack_of(const struct report *report, const struct report_result *result,
			 enum metric metric)
{
	if (!result)
		return LACKS_RESULT;
	if (!report_result_measured(result))
		return LACKS_MEASUREMENT;
	if (is_sequential(report, result->workload))
		return LACKS_BLOCKS;
	if (result->withheld[metric])
		return IS_WITHHELD;
	return report_effect_present(&result->effects[metric]) ? LACKS_NOTHING : LACKS_METRIC;
}

bool cost_is_missing(const struct report *report, const struct report_result *result,
		     enum metric metric)
{
	return lack_of(report, result, metric) != LACKS_NOTHING;
}

/* "unsupported: CONFIG_X is not set" becomes where, and the reason. */
char *cost_missing_words(const struct report *report, const struct report_result *result,
			 enum metric metric)
{
	switch (lack_of(report, result, metric)) {
	case LACKS_RESULT:
		return strdup("it is not in this run");
	case LACKS_MEASUREMENT:
		return strdup(result->reason ? result->reason : result->status);
	case LACKS_BLOCKS:
		return strdup("one configuration after the other (protocol restart): no interval "
			      "holds");
	case IS_WITHHELD:
		return withheld_words(result, metric);
	case LACKS_METRIC:
		return strdup("it has no such metric");
	case LACKS_NOTHING:
		break;
	}
	return strdup("");
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
