// SPDX-License-Identifier: GPL-2.0-or-later
/* What the throughput of a workload can show, and what it cannot. */
#include "words/workload_sentences.h"

#include <errno.h>
#include <math.h>
#include <string.h>
#include "common/cleanup.h"
#include "common/text_buffer.h"
#include "estimate/responses.h"
#include "protocol/workloads.h"
#include "words/response_sentence.h"

/* ", 0.03 drops a datagram at its socket, 1.04 sent for each received" */
static void add_load(struct text_buffer *text, const struct report_workload *workload)
{
	const struct report_saturation *saturation = &workload->saturation;
	const struct operation_words *words = workload_words(workload->name);

	if (isnan(saturation->drops_per_operation))
		text_buffer_add(text, ", drops not counted");
	else if (saturation->drops_per_operation > 0)
		text_buffer_add(text, ", %.3g drops %s %s at its socket",
				saturation->drops_per_operation, words->article, words->one);
	else
		text_buffer_add(text, ", no drops at its socket");
	if (isfinite(saturation->offered_per_operation))
		text_buffer_add(text, ", %.3g sent for each %s", saturation->offered_per_operation,
				words->done);
}

int say_saturation(struct sentences *to, const struct report_workload *workload)
{
	const struct report_saturation *saturation = &workload->saturation;
	CLEANUP(text_buffer_release) struct text_buffer load = { 0 };

	if (isnan(saturation->busy))
		return 0;
	add_load(&load, workload);
	if (text_buffer_error(&load) < 0)
		return -ENOMEM;
	return say(to, "%s: %s (busy %.1f %%%s): throughput %s the cost of a hook.", workload->name,
		   saturation->saturated ? "the receiver was saturated" : "not saturated",
		   100 * saturation->busy, text_buffer_get(&load),
		   saturation->saturated ? "shows" : "cannot show");
}

int say_statistics_baseline(struct sentences *to, const struct report_workload *workload)
{
	if (!workload->statistics_baseline)
		return 0;
	return say(to,
		   "%s: configurations with statistics are held against %s: the ballast is a "
		   "program too, which statistics make dearer.",
		   workload->name, workload->statistics_baseline);
}

int say_response(struct sentences *to, const struct report_workload *workload)
{
	const struct report_response *response = report_response_find(to->report, workload->name);
	CLEANUP(text_buffer_release) struct text_buffer text = { 0 };

	if (!response)
		return 0;
	response_tell(response, &text);
	if (text_buffer_error(&text) < 0 || say(to, "%s.", text_buffer_get(&text)) < 0)
		return -ENOMEM;
	if (report_response_costs_measured(response))
		return 0;
	return say(to,
		   "%s: the cost of some delays is what was put in, for %s measured none "
		   "of them or its effects are withheld; saturation and what the curve predicts "
		   "are then no better than the calibration of the delays.",
		   workload->name, workload_of_kind(WORKLOAD_DIRECT)->name);
}

static bool has_rate_effect(const struct report_result *result, const char *workload)
{
	return strcmp(result->workload, workload) == 0 && result->role == ROLE_TREATMENT &&
	       report_effect_present(&result->effects[METRIC_RATE_PPS]);
}

/* More throughput, be it by chance. */
static bool reads_faster(const struct report_result *result)
{
	return result->effects[METRIC_RATE_PPS].percent.estimate > 0;
}

static int say_why_faster(struct sentences *to, const struct report_workload *workload)
{
	const char *many = workload_words(workload->name)->many;

	return say(
	    to,
	    "%s: tracing makes nothing faster. Where more %s arrive than in the "
	    "baseline, that is feedback and no gain: a receiver that is slowed finds the next "
	    "%s already queued, sleeps less, and the sender pays for fewer wake-ups.",
	    workload->name, many, many);
}

/* Said once, before the verdicts give the reason of each. */
int say_feedback(struct sentences *to, const struct report_workload *workload)
{
	const struct report *report = to->report;

	for (size_t i = 0; i < report->result_count; i++)
		if (has_rate_effect(&report->results[i], workload->name) &&
		    reads_faster(&report->results[i]))
			return say_why_faster(to, workload);
	return 0;
}
