// SPDX-License-Identifier: GPL-2.0-or-later
/* What was not measured, and why: one sentence for all that share a reason. */
#include "words/workload_sentences.h"

#include <errno.h>
#include <string.h>
#include "common/cleanup.h"
#include "common/text_buffer.h"
#include "estimate/configurations.h"

static bool same_text(const char *one, const char *other)
{
	return one == other || (one && other && strcmp(one, other) == 0);
}

static bool same_verdict(const struct report_result *one, const struct report_result *other)
{
	return strcmp(one->status, other->status) == 0 && same_text(one->reason, other->reason);
}

static bool is_unmeasured(const struct report_result *result)
{
	return result->role != ROLE_BASELINE_PAIR && !report_result_measured(result);
}

/* Whether an earlier row says the same: of the same workload, or of this very configuration. */
static bool is_said(const struct report *report, const struct report_result *result)
{
	for (const struct report_result *r = report->results; r < result; r++)
		if (is_unmeasured(r) && same_verdict(r, result) &&
		    (strcmp(r->workload, result->workload) == 0 ||
		     strcmp(r->configuration, result->configuration) == 0))
			return true;
	return false;
}

/* The one with statistics, where the same without is in the same group. */
static bool is_twin(const struct report *report, const struct report_result *result)
{
	if (!result->record->statistics)
		return false;
	for (size_t i = 0; i < report->result_count; i++) {
		const struct report_result *other = &report->results[i];

		if (configuration_is_sibling(other->record, result->record) &&
		    same_verdict(other, result) && strcmp(other->workload, result->workload) == 0)
			return true;
	}
	return false;
}

/* "fentry-null, fentry-map": all of the workload that share the verdict. */
static void add_names(struct text_buffer *names, const struct report *report,
		      const struct report_result *first)
{
	for (size_t i = 0; i < report->result_count; i++) {
		const struct report_result *result = &report->results[i];

		if (strcmp(result->workload, first->workload) == 0 && is_unmeasured(result) &&
		    same_verdict(result, first) && !is_twin(report, result))
			text_buffer_add_word(names, ", ", result->configuration);
	}
}

/* Whether every workload says the same of the configuration. */
static bool is_everywhere(const struct report *report, const struct report_result *result)
{
	size_t same = 0;

	for (size_t i = 0; i < report->result_count; i++)
		same += strcmp(report->results[i].configuration, result->configuration) == 0 &&
			same_verdict(&report->results[i], result);
	return same == report->workload_count;
}

static int say_group(struct sentences *to, const struct report_result *first)
{
	CLEANUP(text_buffer_release) struct text_buffer names = { 0 };
	bool everywhere = is_everywhere(to->report, first);

	add_names(&names, to->report, first);
	if (text_buffer_error(&names) < 0)
		return -ENOMEM;
	return say(to, "%s%s%s: %s: %s.", everywhere ? "" : first->workload, everywhere ? "" : ", ",
		   text_buffer_get(&names), first->status,
		   first->reason ? first->reason : "no reason stored");
}

int say_unmeasured(struct sentences *to, const struct report_workload *workload)
{
	const struct report *report = to->report;
	int code = 0;

	for (size_t i = 0; i < report->result_count && code == 0; i++) {
		const struct report_result *result = &report->results[i];

		if (strcmp(result->workload, workload->name) == 0 && is_unmeasured(result) &&
		    !is_said(report, result))
			code = say_group(to, result);
	}
	return code;
}
