// SPDX-License-Identifier: GPL-2.0-or-later
#include "words/front_remarks.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include "common/cleanup.h"
#include "common/text_buffer.h"
#include "words/cell_words.h"
#include "words/reader_words.h"
#include "words/sentences.h"
#include "words/workload_sentences.h"

static int (*const remarks[])(struct sentences *, const struct report_workload *) = {
	say_where,
	say_lower_bound,
	say_read,
	say_not_run,
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

static bool says(const struct sentences *sentences, const char *text)
{
	for (size_t i = 0; i < sentences->count; i++)
		if (!strcmp(sentences->texts[i], text))
			return true;
	return false;
}

static bool is_said(const struct sentences *cells, size_t cell, const char *text)
{
	for (size_t i = 0; i < cell; i++)
		if (says(&cells[i], text))
			return true;
	return false;
}

static bool all_say(const struct run_report *run, const struct sentences *cells, const char *text)
{
	for (size_t i = 0; i < run->count; i++)
		if (run->reports[i]->result_count && !says(&cells[i], text))
			return false;
	return true;
}

/* Whose it is, where it is not all cells': those that say the same, as boots of a kernel do. */
static int add_cells(struct text_buffer *names, const struct run_report *run,
		     const struct sentences *cells, const char *text)
{
	for (size_t i = 0; i < run->count; i++) {
		CLEANUP_FREE char *name = cell_prefix_of_timing(run, i, "");

		if (!name)
			return -ENOMEM;
		if (*name && says(&cells[i], text))
			text_buffer_add_word(names, ", ", name);
	}
	return text_buffer_error(names);
}

static int say_once(struct front_part *part, const struct run_report *run,
		    const struct sentences *cells, const char *text)
{
	CLEANUP(text_buffer_release) struct text_buffer names = { 0 };
	int code = all_say(run, cells, text) ? 0 : add_cells(&names, run, cells, text);

	return code < 0 ? code
			: front_part_say(part, NULL, "%s%s%s",
					 names.length ? text_buffer_get(&names) : "",
					 names.length ? ": " : "", text);
}

static int say_cell_remarks(struct front_part *part, const struct run_report *run,
			    const struct sentences *cells, size_t cell)
{
	int code = 0;

	for (size_t i = 0; i < cells[cell].count && code == 0; i++)
		if (!is_said(cells, cell, cells[cell].texts[i]))
			code = say_once(part, run, cells, cells[cell].texts[i]);
	return code;
}

int front_say_remarks(struct front_part *part, const struct run_report *run)
{
	struct sentences *cells = calloc(run->count, sizeof(*cells));
	int code = cells ? 0 : -ENOMEM;

	for (size_t i = 0; i < run->count && code == 0; i++)
		code = say_report(&cells[i], run->reports[i]);
	for (size_t i = 0; i < run->count && code == 0; i++)
		code = say_cell_remarks(part, run, cells, i);
	for (size_t i = 0; i < run->count && cells; i++)
		sentences_release(&cells[i]);
	free(cells);
	return code;
}
