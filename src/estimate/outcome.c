// SPDX-License-Identifier: GPL-2.0-or-later
#include "estimate/outcome.h"

#include <string.h>

enum outcome outcome_of(const struct report_result *result)
{
	if (report_result_measured(result))
		return OUTCOME_PASSED;
	return strcmp(result->status, "unsupported") == 0 ? OUTCOME_SKIPPED : OUTCOME_FAILED;
}

bool outcome_is_test(const struct report_result *result)
{
	return result->role != ROLE_BASELINE_PAIR;
}

void outcome_count(const struct report *report, const char *workload, size_t counts[OUTCOME_COUNT])
{
	memset(counts, 0, OUTCOME_COUNT * sizeof(*counts));
	for (size_t i = 0; i < report->result_count; i++) {
		const struct report_result *result = &report->results[i];

		if (outcome_is_test(result) &&
		    (!workload || strcmp(result->workload, workload) == 0))
			counts[outcome_of(result)]++;
	}
}
