// SPDX-License-Identifier: GPL-2.0-or-later
/* Programs that do not run, or not always, within the part of an operation that is timed. */
#include "words/workload_sentences.h"

#include <errno.h>
#include <math.h>
#include <string.h>
#include "common/cleanup.h"
#include "common/text_buffer.h"
#include "protocol/workloads.h"

/* Of each distinct place one sentence: hits that differ by less are of one place. */
#define SAME_HITS .01

static bool is_told(const struct report_result *result, const struct report_workload *workload)
{
	return !strcmp(result->workload, workload->name) && report_result_measured(result) &&
	       (result->where.place == PLACE_OUTSIDE || result->where.place == PLACE_BOTH);
}

static bool same_text(const char *one, const char *other)
{
	return one == other || (one && other && strcmp(one, other) == 0);
}

static bool same_place(const struct report_result *one, const struct report_result *other)
{
	return one->where.place == other->where.place &&
	       same_text(one->where.context, other->where.context) &&
	       fabs(one->where.hits_inside - other->where.hits_inside) < SAME_HITS;
}

static bool is_first(const struct report *report, const struct report_workload *workload,
		     const struct report_result *result)
{
	for (const struct report_result *r = report->results; r < result; r++)
		if (is_told(r, workload) && same_place(r, result))
			return false;
	return true;
}

static void add_names(struct text_buffer *names, const struct report *report,
		      const struct report_workload *workload, const struct report_result *first)
{
	for (size_t i = 0; i < report->result_count; i++)
		if (is_told(&report->results[i], workload) &&
		    same_place(&report->results[i], first))
			text_buffer_add_word(names, ", ", report->results[i].configuration);
}

/* "in softirq context, on CPU 1, while bpftax-agent ran" */
static void add_context(struct text_buffer *text, const struct report_where *where)
{
	static const char *const words[][2] = {
		{ "process", "in a process" },
		{ "softirq", "in a softirq" },
		{ "hardirq", "in an interrupt" },
		{ "nmi", "in an NMI" },
	};

	for (size_t i = 0; i < ARRAY_SIZE(words); i++)
		if (where->context && !strcmp(where->context, words[i][0]))
			text_buffer_add(text, ", %s", words[i][1]);
	if (isfinite(where->cpu))
		text_buffer_add(text, ", the last of them on CPU %.0f", where->cpu);
	if (where->process)
		text_buffer_add(text, " while %s ran", where->process);
}

static int say_place(struct sentences *to, const struct report_workload *workload,
		     const struct report_result *first)
{
	CLEANUP(text_buffer_release) struct text_buffer names = { 0 }, context = { 0 };
	const struct operation_words *words = workload_words(workload->name);

	add_names(&names, to->report, workload, first);
	add_context(&context, &first->where);
	if (text_buffer_error(&names) < 0 || text_buffer_error(&context) < 0)
		return -ENOMEM;
	if (first->where.place == PLACE_OUTSIDE)
		return say(to,
			   "%s: %s: hits are outside of the timed %s%s. It shows nothing of what "
			   "they cost there.",
			   workload->name, text_buffer_get(&names), words->act,
			   text_buffer_get(&context));
	return say(to,
		   "%s: %s: %.3g hits of %s %s are within the timed %s, whose cost is theirs; the "
		   "others are outside%s.",
		   workload->name, text_buffer_get(&names), first->where.hits_inside,
		   words->article, words->one, words->act, text_buffer_get(&context));
}

int say_where(struct sentences *to, const struct report_workload *workload)
{
	const struct report *report = to->report;
	int code = 0;

	for (size_t i = 0; i < report->result_count && code == 0; i++)
		if (is_told(&report->results[i], workload) &&
		    is_first(report, workload, &report->results[i]))
			code = say_place(to, workload, &report->results[i]);
	return code;
}
