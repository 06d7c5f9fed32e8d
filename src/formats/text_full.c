// SPDX-License-Identifier: GPL-2.0-or-later
#include "formats/text_full.h"

#include <errno.h>
#include "common/cleanup.h"
#include "formats/text_tables.h"
#include "words/cell_words.h"
#include "words/environment.h"
#include "words/kernel_tables.h"
#include "words/phrases.h"
#include "words/run_sentences.h"
#include "words/sentences.h"
#include "words/terminal.h"

/* One line a cell; of several, with what tells them apart. */
static int put_machine(const struct run_report *run, size_t cell, FILE *out,
		       const struct report_options *options)
{
	CLEANUP_FREE char *line = run_report_has_cells(run) ? cell_heading(run, cell)
							    : cell_machine(&run->data->cells[cell]);

	if (!line)
		return -ENOMEM;
	return *line ? terminal_put_text(out, options, "", "  ", line) : 0;
}

/* What has to be read before any table. */
static int put_disturbances(const struct run_report *run, FILE *out,
			    const struct report_options *options)
{
	CLEANUP(sentences_release) struct sentences sentences = { 0 };
	int code = say_foreign_statistics(&sentences, run->data);

	for (size_t i = 0; i < sentences.count && code == 0; i++)
		code = terminal_put_text(out, options, "! ", "  ", sentences.texts[i]);
	return code;
}

static int put_header(const struct run_report *report, FILE *out,
		      const struct report_options *options)
{
	CLEANUP_FREE char *line = run_heading(&report->data->run);
	int code = line ? terminal_put_text(out, options, "", "  ", line) : -ENOMEM;

	for (size_t i = 0; i < report->data->cell_count && code == 0; i++)
		code = put_machine(report, i, out, options);
	if (run_warning(report))
		text_wrap(out, options->width, "! ", "  ", run_warning(report));
	if (code == 0)
		code = put_disturbances(report, out, options);
	putc('\n', out);
	return code;
}

/* A run of one cell: what is told of it and of the run is one list. */
static int put_only_cell(const struct run_report *run, FILE *out,
			 const struct report_options *options)
{
	CLEANUP(sentences_release) struct sentences sentences = { 0 };
	int code = text_put_tables(run->reports[0], out, options);

	if (code == 0)
		code = run_sentences_build(run, &sentences);
	if (code == 0)
		code = text_put_sentences(&sentences, out, options);
	return code < 0 ? code : text_put_verdicts(run->reports[0], out, options);
}

static int put_kernels(const struct run_report *run, FILE *out,
		       const struct report_options *options)
{
	CLEANUP(kernel_tables_release) struct kernel_tables tables = { 0 };
	CLEANUP(sentences_release) struct sentences sentences = { 0 };
	struct kernel_table_style style = { options->width, options->utf8,
					    terminal_escape(options) };
	int code = kernel_tables_build(run, &style, &tables);

	for (size_t i = 0; i < tables.count && code == 0; i++) {
		code = terminal_put_table(tables.tables[i].table, out, options);
		putc('\n', out);
	}
	if (tables.count) {
		text_wrap(out, options->width, "", "", kernel_tables_legend(options->utf8));
		putc('\n', out);
	}
	if (code == 0)
		code = say_run_first(&sentences, run);
	return code < 0 ? code : text_put_sentences(&sentences, out, options);
}

static int put_rule(const char *heading, FILE *out, const struct report_options *options)
{
	putc('\n', out);
	for (unsigned int i = 0; i < options->width; i++)
		putc('=', out);
	putc('\n', out);
	return terminal_put_text(out, options, "", "  ", heading);
}

/* As a report of it alone would have it, under a heading of its own. */
static int put_cell(const struct run_report *run, size_t cell, FILE *out,
		    const struct report_options *options)
{
	CLEANUP(sentences_release) struct sentences sentences = { 0 };
	CLEANUP_FREE char *heading = cell_heading(run, cell);
	const struct report *report = run->reports[cell];
	int code = heading ? put_rule(heading, out, options) : -ENOMEM;

	putc('\n', out);
	if (code == 0)
		code = text_put_tables(report, out, options);
	if (code == 0)
		code = sentences_build(report, &sentences);
	if (code == 0)
		code = text_put_sentences(&sentences, out, options);
	return code < 0 ? code : text_put_verdicts(report, out, options);
}

static int put_end(const struct run_report *run, FILE *out, const struct report_options *options)
{
	CLEANUP(sentences_release) struct sentences sentences = { 0 };
	int code = say_run_last(&sentences, run);

	if (sentences.count && code == 0)
		code = put_rule("the whole run", out, options);
	return code < 0 ? code : text_put_sentences(&sentences, out, options);
}

/* A cell in which nothing was measured is told of in the sentences of the run. */
static int put_cells(const struct run_report *run, FILE *out, const struct report_options *options)
{
	int code = put_kernels(run, out, options);

	for (size_t i = 0; i < run->count && code == 0; i++)
		if (run->reports[i]->result_count)
			code = put_cell(run, i, out, options);
	return code < 0 ? code : put_end(run, out, options);
}

int text_put_full(const struct run_report *run, FILE *out, const struct report_options *options)
{
	int code = put_header(run, out, options);

	if (code < 0)
		return code;
	return run_report_has_cells(run) ? put_cells(run, out, options)
					 : put_only_cell(run, out, options);
}
