// SPDX-License-Identifier: GPL-2.0-or-later
#include "words/sentences_micro.h"

#include <errno.h>
#include <math.h>
#include <string.h>
#include "common/cleanup.h"
#include "common/text_buffer.h"
#include "estimate/micro_rows.h"
#include "words/say.h"

/* An exact figure is one number; where it is not, that is the finding. */
static int say_varying(struct sentences *to, const struct report_result *result)
{
	const struct report_micro *micro = &result->micro;
	int code = 0;

	if (!report_result_is_exact(result))
		return 0;
	if (micro->least < micro->most)
		code = say(
		    to,
		    "%s: not one number: %.2f to %.2f instructions over its reloads. What it "
		    "does depends on where the kernel put its image, or on what it finds there.",
		    result->configuration, micro->least, micro->most);
	if (code == 0 && micro->agreeing < .9 * micro->chunks)
		code = say(to,
			   "%s: only %.0f of %.0f chunks agree with the figure, which is a median.",
			   result->configuration, micro->agreeing, micro->chunks);
	return code;
}

static int say_injected(struct sentences *to, const struct report_result *result)
{
	const struct report *report = to->report;
	const struct report_micro *micro = &result->micro;

	/* One line goes through all the rows of a mechanism: the first of them tells it. */
	for (const struct report_result *other = report->results; other < result; other++)
		if (other->micro.injected_n &&
		    strcmp(other->record->mechanism, result->record->mechanism) == 0 &&
		    other->record->statistics == result->record->statistics)
			return 0;
	if (!micro->injected_n)
		return 0;
	return say(to,
		   "%s%s: over the alu programs the cost grows by %.3f [%.3f, %.3f] ns for each ns "
		   "that the body takes alone; 1 is right.",
		   result->record->mechanism, result->record->statistics ? " with statistics" : "",
		   micro->injected.estimate, micro->injected.low, micro->injected.high);
}

static bool is_of_trigger(const struct report_result *result, const struct report_result *one)
{
	return result->micro.instead && result->workload == one->workload &&
	       strcmp(result->micro.trigger, one->micro.trigger) == 0 &&
	       strcmp(result->micro.instead, one->micro.instead) == 0;
}

static bool is_first_of_mechanism(const struct report *report, const struct report_result *result,
				  const struct report_result *one)
{
	for (const struct report_result *other = report->results; other < result; other++)
		if (is_of_trigger(other, one) &&
		    strcmp(other->record->mechanism, result->record->mechanism) == 0)
			return false;
	return true;
}

static void add_mechanisms(struct text_buffer *list, const struct report *report,
			   const struct report_result *one)
{
	for (size_t i = 0; i < report->result_count; i++) {
		const struct report_result *result = &report->results[i];

		if (is_of_trigger(result, one) && is_first_of_mechanism(report, result, one))
			text_buffer_add(list, "%s%s", list->length ? ", " : "",
					result->record->mechanism);
	}
}

/* Of all mechanisms that have it in place of their usual one, at the first of their rows. */
static int say_instead(struct sentences *to, const struct report_result *result)
{
	CLEANUP(text_buffer_release) struct text_buffer list = { 0 };

	if (!result->micro.instead)
		return 0;
	for (const struct report_result *other = to->report->results; other < result; other++)
		if (is_of_trigger(other, result))
			return 0;
	add_mechanisms(&list, to->report, result);
	if (text_buffer_error(&list) < 0)
		return -ENOMEM;
	return say(to,
		   "%s: the events are those of %s, as %s. Costs over another trigger are other "
		   "costs; --trigger names one for every kernel.",
		   text_buffer_get(&list), result->micro.trigger, result->micro.instead);
}

/* Not every workload makes its figure of chunks. */
static int say_reloads(struct sentences *to, const struct report_workload *workload, double chunks,
		       double disturbed)
{
	size_t reloads = workload->visits - workload->visits_dropped - workload->visits_open;

	if (isnan(chunks))
		return say(to, "%zu reloads in all.", reloads);
	return say(to, "%zu reloads in all; %.0f chunks compared, %.0f left out for an interrupt.",
		   reloads, chunks, disturbed);
}

/* Reloads, disturbed chunks, and rows whose cost depends on how many events a chunk has. */
int say_micro(struct sentences *to, const struct report_workload *workload)
{
	const struct report *report = to->report;
	double chunks = 0, disturbed = 0;
	int code = 0;

	for (size_t i = 0; i < report->result_count && code == 0; i++) {
		const struct report_result *result = &report->results[i];

		if (!result->micro.present || strcmp(result->workload, workload->name) != 0)
			continue;
		chunks += result->micro.chunks;
		disturbed += result->micro.disturbed;
		code = say_instead(to, result);
		if (code == 0)
			code = say_varying(to, result);
		if (code == 0)
			code = say_injected(to, result);
		if (code == 0 && isfinite(result->micro.slope.estimate) && !result->micro.holds)
			code =
			    say(to,
				"%s: not linear: one more event costs %.2f [%.2f, %.2f], an event "
				"of a chunk %.2f.",
				result->configuration, result->micro.slope.estimate,
				result->micro.slope.low, result->micro.slope.high,
				result->effects[report_primary_metric(result)].absolute.estimate);
	}
	return code < 0 ? code : say_reloads(to, workload, chunks, disturbed);
}
