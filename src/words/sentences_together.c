// SPDX-License-Identifier: GPL-2.0-or-later
#include "words/workload_sentences.h"

#include <errno.h>
#include <string.h>
#include "common/cleanup.h"
#include "common/text_buffer.h"

static int say_left_out(struct sentences *to, const struct report_result *result,
			const json_t *not_run)
{
	CLEANUP(text_buffer_release) struct text_buffer names = { 0 };
	bool several = json_array_size(not_run) > 1;
	const json_t *name;
	size_t i;

	json_array_foreach (not_run, i, name)
		text_buffer_add(&names, "%s%s", i ? ", " : "",
				json_is_string(name) ? json_string_value(name) : "?");
	if (text_buffer_error(&names) < 0)
		return -ENOMEM;
	return say(to,
		   "%s: %s %s attached as well, but no event by which they are measured runs %s: "
		   "what %s is not in the figure.",
		   result->configuration, text_buffer_get(&names), several ? "are" : "is",
		   several ? "them" : "it", several ? "they cost" : "it costs");
}

int say_not_run(struct sentences *to, const struct report_workload *workload)
{
	const struct report *report = to->report;
	int code = 0;

	for (size_t i = 0; i < report->result_count && code == 0; i++) {
		const struct report_result *result = &report->results[i];
		const json_t *not_run = json_object_get(result->look, "not_run");

		if (json_array_size(not_run) && strcmp(result->workload, workload->name) == 0)
			code = say_left_out(to, result, not_run);
	}
	return code;
}
