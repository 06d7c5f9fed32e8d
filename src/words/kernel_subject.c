// SPDX-License-Identifier: GPL-2.0-or-later
#include "words/kernel_subject.h"

#include <string.h>

const struct report_result *kernel_subject_result(const struct kernel_subject *subject,
						  const char *configuration)
{
	const struct run_report *run = subject->run;

	for (size_t i = 0; i < run->count; i++) {
		const struct report_result *result =
		    report_result_find(run->reports[i], configuration, subject->workload);

		if (result)
			return result;
	}
	return NULL;
}

static bool has_workload(const struct report *report, const char *workload)
{
	for (size_t w = 0; w < report->workload_count; w++)
		if (strcmp(report->workloads[w].name, workload) == 0)
			return true;
	return false;
}

bool kernel_subject_has(const struct kernel_subject *subject, size_t group)
{
	const struct run_report *run = subject->run;

	if (subject->counted != (strcmp(run->groups[group].timing, "counted") == 0))
		return false;
	for (size_t i = 0; i < run->count; i++)
		if (run->group_of[i] == group && has_workload(run->reports[i], subject->workload))
			return true;
	return false;
}

struct across kernel_subject_across(const struct kernel_subject *subject, size_t group,
				    const char *configuration)
{
	struct across_key key = { subject->workload, configuration, subject->metric,
				  subject->figure };

	return across_boots(subject->run, group, &key);
}

struct across kernel_subject_level(const struct kernel_subject *subject, size_t group,
				   const char *configuration)
{
	struct across_key key = { subject->workload, configuration, subject->metric, ACROSS_LEVEL };

	return across_boots(subject->run, group, &key);
}
