// SPDX-License-Identifier: GPL-2.0-or-later
#include "estimate/outcome.h"

#include <string.h>

enum outcome outcome_of(const struct report_result *result)
{
	if (report_result_measured(result))
		return OUTCOME_PASSED;
	return !result->nowhere && (strcmp(result->status, "unsupported") == 0 ||
				    strcmp(result->status, "no-workload") == 0)
		   ? OUTCOME_SKIPPED
		   : OUTCOME_FAILED;
}

static bool is_unsupported(const struct result_record *result)
{
	return strcmp(result->status, "unsupported") == 0;
}

static bool supported_elsewhere(const struct run_data *data, const struct result_record *result)
{
	for (size_t i = 0; i < data->result_count; i++) {
		const struct result_record *other = &data->results[i];

		if (other->configuration == result->configuration &&
		    strcmp(other->workload, result->workload) == 0 && !is_unsupported(other))
			return true;
	}
	return false;
}

bool outcome_nowhere_supported(const struct run_data *data)
{
	for (size_t i = 0; i < data->result_count; i++)
		if (is_unsupported(&data->results[i]) &&
		    !supported_elsewhere(data, &data->results[i]))
			return true;
	return false;
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
