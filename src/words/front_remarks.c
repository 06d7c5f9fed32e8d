// SPDX-License-Identifier: GPL-2.0-or-later
#include "words/front_remarks.h"

#include <string.h>
#include "common/cleanup.h"
#include "words/sentences.h"
#include "words/workload_sentences.h"

static int (*const remarks[])(struct sentences *, const struct report_workload *) = {
	say_where,
	say_lower_bound,
};

static int say_report(struct sentences *to, const struct report *report)
{
	int code = 0;

	to->report = report;
	for (size_t w = 0; w < report->workload_count; w++)
		for (size_t i = 0; i < ARRAY_SIZE(remarks) && code == 0; i++)
			code = remarks[i](to, &report->workloads[w]);
	return code;
}

/* Two boots say the same. */
static bool is_said(const struct sentences *sentences, size_t index)
{
	for (size_t i = 0; i < index; i++)
		if (!strcmp(sentences->texts[i], sentences->texts[index]))
			return true;
	return false;
}

int front_say_remarks(struct front_part *part, const struct run_report *run)
{
	CLEANUP(sentences_release) struct sentences sentences = { 0 };
	int code = 0;

	for (size_t i = 0; i < run->count && code == 0; i++)
		code = say_report(&sentences, run->reports[i]);
	for (size_t i = 0; i < sentences.count && code == 0; i++)
		if (!is_said(&sentences, i))
			code = front_part_say(part, NULL, "%s", sentences.texts[i]);
	return code;
}
