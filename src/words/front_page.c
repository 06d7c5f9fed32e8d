// SPDX-License-Identifier: GPL-2.0-or-later
#include "words/front_page.h"

#include <errno.h>
#include <math.h>
#include <string.h>
#include "common/cleanup.h"
#include "estimate/responses.h"
#include "estimate/summary.h"
#include "words/cell_words.h"
#include "words/environment.h"
#include "words/front_answer.h"
#include "words/front_factors.h"
#include "words/front_limits.h"
#include "words/front_part.h"
#include "words/front_trust.h"
#include "words/in_place_words.h"
#include "words/network_words.h"
#include "words/paths_table.h"
#include "words/reader_words.h"
#include "words/response_sentence.h"
#include "words/run_sentences.h"
#include "words/terminal.h"

/* What has to be read before any figure. */
static int say_warnings(struct front_part *part, const struct run_report *run)
{
	CLEANUP(sentences_release) struct sentences sentences = { 0 };
	int code = say_run_incomplete(&sentences, run);

	if (code == 0)
		code = say_foreign_statistics(&sentences, run->data);
	if (code == 0)
		code = say_strangers_on_hook(&sentences, run->data);
	if (code == 0)
		code = say_in_place(&sentences, run);
	if (code == 0)
		code = say_unread(&sentences, run);
	if (code == 0)
		code = say_generic(&sentences, run);
	for (size_t i = 0; i < sentences.count && code == 0; i++)
		code = front_part_warn(part, sentences.texts[i]);
	return code;
}

/* The one warning of a page. */
static int warn_emulated(struct front_part *part, const struct run_report *run)
{
	const char *warning = run_warning(run);

	return warning ? front_part_warn(part, warning) : 0;
}

static int add_head(struct front_page *page, const struct summary *summary)
{
	struct front_part *part = front_page_add(page, NULL);
	CLEANUP_FREE char *heading = run_short_heading(&summary->run->data->run);
	int code = heading ? front_part_say(part, NULL, "%s", heading) : -ENOMEM;

	if (code == 0)
		code = front_say_kernels(part, summary);
	if (code == 0)
		code = warn_emulated(part, summary->run);
	return code < 0 ? code : say_warnings(part, summary->run);
}

/* A line or two a workload. */
static int say_hill(struct front_part *part, const char *cell,
		    const struct report_response *response)
{
	CLEANUP(text_buffer_release) struct text_buffer text = { 0 };

	response_tell_briefly(response, &text);
	return text_buffer_error(&text) < 0
		   ? -ENOMEM
		   : front_part_say(part, response->workload, "%s%s", cell, text_buffer_get(&text));
}

static int say_hills(struct front_part *part, const struct run_report *run, size_t cell)
{
	CLEANUP_FREE char *name = cell_prefix_of_timing(run, cell, ": ");
	int code = name ? 0 : -ENOMEM;

	for (size_t r = 0; r < run->reports[cell]->response_count && code == 0; r++)
		code = say_hill(part, name, &run->reports[cell]->responses[r]);
	return code;
}

static bool has_hill(const struct run_report *run)
{
	for (size_t i = 0; i < run->count; i++)
		if (run->reports[i]->response_count)
			return true;
	return false;
}

static int add_hill(struct front_page *page, const struct run_report *run)
{
	struct front_part *part;
	int code;

	if (!has_hill(run))
		return 0;
	part = front_page_add(page, "WHERE THE RECEIVER IS");
	code = part ? 0 : -ENOMEM;
	for (size_t i = 0; i < run->count && code == 0; i++)
		code = say_hills(part, run, i);
	return code;
}

/* Where a mean hides that events differ. */
static int add_paths(struct front_page *page, const struct run_report *run)
{
	struct table *table = table_paths_of_run(run);
	struct front_part *part;

	if (table && !table->row_count) {
		table_free(table);
		return 0;
	}
	part = table ? front_page_add(page, PATHS_TITLE) : NULL;
	if (!part) {
		table_free(table);
		return -ENOMEM;
	}
	part->table = table;
	return front_part_say(part, NULL, "%s", PATHS_LEGEND);
}

static int add_next(struct front_page *page)
{
	return front_part_say(front_page_add(page, NULL), NULL,
			      "Next: `bpftax report --full`, `--format html`, `bpftax explain "
			      "trust`.");
}

int front_page_build(const struct run_report *run, const struct front_style *style,
		     struct front_page *ret_page)
{
	CLEANUP(cleanup_summary) struct summary *summary = NULL;
	int code = summary_build(run, &summary);

	*ret_page = (struct front_page){ 0 };
	if (code == 0 && !style->running)
		code = add_head(ret_page, summary);
	if (code == 0 && !style->running && style->limits)
		code = front_add_limits(ret_page, run);
	if (code == 0)
		code = front_add_answer(ret_page, summary, style);
	if (code == 0)
		code = add_paths(ret_page, run);
	if (code == 0)
		code = front_add_factors(ret_page, summary);
	if (code == 0)
		code = add_hill(ret_page, run);
	if (code < 0 || style->running)
		return code;
	code = front_add_trust(ret_page, run);
	return code < 0 ? code : add_next(ret_page);
}

/* A key stands in front, its text beside it in a column of its own. */
static int put_line(const struct front_line *line, size_t key_width, FILE *out,
		    const struct report_options *options)
{
	CLEANUP(text_buffer_release) struct text_buffer first = { 0 };
	CLEANUP(text_buffer_release) struct text_buffer next = { 0 };

	if (!line->key)
		return terminal_put_text(out, options, line->warning ? "! " : "", "  ", line->text);
	text_buffer_add(&first, "  %-*s  ", (int)key_width, line->key);
	text_buffer_add(&next, "  %-*s  ", (int)key_width, "");
	if (text_buffer_error(&first) < 0 || text_buffer_error(&next) < 0)
		return -ENOMEM;
	return terminal_put_text(out, options, text_buffer_get(&first), text_buffer_get(&next),
				 line->text);
}

static size_t key_width(const struct front_part *part)
{
	size_t widest = 0;

	for (size_t i = 0; i < part->line_count; i++) {
		size_t width = part->lines[i].key ? text_columns(part->lines[i].key) : 0;

		widest = width > widest ? width : widest;
	}
	return widest;
}

static int put_part(const struct front_part *part, FILE *out, const struct report_options *options)
{
	int code = 0;

	if (part->title)
		code = terminal_put_title(out, options, part->title);
	if (part->table && part->table->row_count && code == 0)
		code = terminal_put_table(part->table, out, options);
	for (size_t i = 0; i < part->line_count && code == 0; i++)
		code = put_line(&part->lines[i], key_width(part), out, options);
	return code;
}

int front_page_print(const struct run_report *run, FILE *out, const struct report_options *options)
{
	CLEANUP(front_page_release) struct front_page page = { 0 };
	struct front_style style = { .width = options->width,
				     .utf8 = options->utf8,
				     .running = options->running,
				     .limits = true,
				     .escape = terminal_escape(options) };
	int code = front_page_build(run, &style, &page);

	for (size_t i = 0; i < page.count && code == 0; i++) {
		if (i)
			putc('\n', out);
		code = put_part(&page.parts[i], out, options);
	}
	return code;
}

int front_page_tell(const struct run_report *run, const struct report_options *options,
		    struct text_buffer *text)
{
	char *written = NULL;
	size_t size = 0;
	FILE *out = open_memstream(&written, &size);
	int code = out ? front_page_print(run, out, options) : -ENOMEM;

	if (out && (ferror(out) || fclose(out) != 0))
		code = -ENOMEM;
	if (code == 0)
		text_buffer_add(text, "%s", written);
	free(written);
	return code < 0 ? code : text_buffer_error(text);
}
