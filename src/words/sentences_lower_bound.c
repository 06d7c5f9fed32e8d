// SPDX-License-Identifier: GPL-2.0-or-later
/* Programs that leave out what those that they stand for do: once for each, whatever ran it. */
#include "words/workload_sentences.h"

#include <string.h>
#include "estimate/lower_bound.h"

/* Of all results of the report, in whatever workload. */
static bool is_first(const struct report *report, const struct report_result *result)
{
	for (const struct report_result *r = report->results; r < result; r++)
		if (lower_bound_program(r) == lower_bound_program(result))
			return false;
	return true;
}

int say_lower_bound(struct sentences *to, const struct report_workload *workload)
{
	const struct report *report = to->report;
	int code = 0;

	for (size_t i = 0; i < report->result_count && code == 0; i++) {
		const struct report_result *result = &report->results[i];
		const struct program_name *program = lower_bound_program(result);

		if (program && !strcmp(result->workload, workload->name) &&
		    is_first(report, result))
			code = say(to,
				   "%s: what it costs is a lower bound: %s. A consumer that is "
				   "woken and reads costs more.",
				   program->name, program->leaves_out);
	}
	return code;
}
