// SPDX-License-Identifier: GPL-2.0-or-later
/* The report as Markdown (GitHub's tables). */
#include "formats/formats.h"

#include <errno.h>
#include "common/cleanup.h"
#include "estimate/agreement.h"
#include "estimate/factors.h"
#include "estimate/micro_rows.h"
#include "words/agreement.h"
#include "words/escape.h"
#include "words/factors.h"
#include "words/cell_words.h"
#include "words/front_page.h"
#include "words/kernel_tables.h"
#include "words/limits.h"
#include "words/micro_table.h"
#include "words/micro_scale.h"
#include "words/response_tables.h"
#include "words/run_sentences.h"
#include "words/sentences.h"
#include "words/tables.h"
#include "words/sums_table.h"
#include "words/phrases.h"
#include "words/cost_tables.h"
#include "words/original_tables.h"

static int put_machine(const struct run_report *run, size_t cell, FILE *out)
{
	bool several = run_report_has_cells(run);
	CLEANUP_FREE char *line =
	    several ? cell_heading(run, cell) : cell_machine(&run->data->cells[cell]);

	if (!line)
		return -ENOMEM;
	if (!*line)
		return 0;
	return escape_put(out, escape_markdown, several ? "- " : "", line, several ? "\n" : "\n\n");
}

static int put_header(const struct run_report *report, FILE *out)
{
	const struct run_record *run = &report->data->run;
	char started[ISO_TIME_LENGTH], duration[32];
	int code = escape_put(out, escape_markdown,
			      "# bpftax: ", run->label ? run->label : run->study_name, "\n\n");

	format_iso_time(run->started_s, started);
	format_duration(run->duration_s, duration);
	fprintf(out, "Run `%.8s`, %s, %s; ", run->id, started, duration);
	if (code == 0)
		code = escape_put(out, escape_markdown, "study ", run->study_name, ", ");
	fprintf(out, "%s protocol, seed %llu.\n\n", run->protocol, (unsigned long long)run->seed);
	for (size_t i = 0; i < report->data->cell_count && code == 0; i++)
		code = put_machine(report, i, out);
	if (run_report_has_cells(report))
		putc('\n', out);
	return code;
}

/* Takes the table over. */
static int put_table(struct table *table, FILE *out)
{
	bool failed;

	if (!table)
		return -ENOMEM;
	table_escape(table, escape_markdown);
	failed = table->failed;
	if (!failed)
		table_print_markdown(table, out);
	putc('\n', out);
	table_free(table);
	return failed ? -ENOMEM : 0;
}

/* A table of which a run may have no row; takes it over too. */
static int put_rows(struct table *table, FILE *out)
{
	if (!table || table->row_count)
		return put_table(table, out);
	table_free(table);
	return 0;
}

static int put_micro_more(const struct report *report, FILE *out,
			  const struct report_options *options)
{
	struct table *latency = options->latency ? table_micro_latency(report) : NULL;
	int code = put_rows(table_micro_scale(report), out);

	if (code == 0 && options->latency)
		return put_table(latency, out);
	table_free(latency);
	return code;
}

static int put_line(const struct text_buffer *text, FILE *out)
{
	if (text_buffer_error(text) < 0)
		return -ENOMEM;
	return text->length ? escape_put(out, escape_markdown, "", text->text, "\n\n") : 0;
}

static int put_agreement(const struct report *report, const char *workload, FILE *out)
{
	CLEANUP(text_buffer_release) struct text_buffer text = { 0 };
	const struct agreement *agreement = agreement_find(report, workload);

	if (!agreement)
		return 0;
	agreement_tell(agreement, &text);
	return put_line(&text, out);
}

static int put_responses(const struct report *report, FILE *out)
{
	int code = 0;

	for (size_t i = 0; i < report->response_count && code == 0; i++) {
		code = put_table(table_response(&report->responses[i]), out);
		if (code == 0)
			code =
			    put_rows(table_predictions(report, report->responses[i].workload), out);
		if (code == 0)
			code = put_agreement(report, report->responses[i].workload, out);
	}
	return code;
}

static int put_factor_set(const struct factor_set *set, FILE *out)
{
	CLEANUP(text_buffer_release) struct text_buffer columns = { 0 }, sum = { 0 };
	int code = put_table(table_factors(set), out);

	factors_tell_legend(set, &columns);
	if (!set->named)
		factors_tell_sum(set, 0, &sum);
	if (code == 0)
		code = put_line(&columns, out);
	if (code == 0)
		code = put_line(&sum, out);
	return code < 0 ? code : put_rows(table_interactions(set), out);
}

static int put_factors(const struct report *report, FILE *out)
{
	int code = 0;

	for (size_t i = 0; i < report->factor_set_count && code == 0; i++)
		code = put_factor_set(&report->factor_sets[i], out);
	return code;
}

/* traffic: a workload, or NULL where there is none. */
static int put_tables_of(const struct report *report, const char *traffic, FILE *out)
{
	int code = 0;

	if (traffic) {
		code = put_table(table_original(report, traffic, true), out);
		if (code == 0)
			code = put_table(table_original_impact(report, traffic), out);
	}
	if (code == 0)
		code = put_table(table_cost(report, traffic), out);
	if (code == 0)
		code = put_table(table_beside(report, traffic), out);
	return code;
}

static int put_micro(const struct report *report, FILE *out, const struct report_options *options)
{
	int code = put_table(table_micro(report, 0, true), out);

	return code < 0 ? code : put_micro_more(report, out, options);
}

static int put_sums(const struct report *report, FILE *out)
{
	CLEANUP_FREE char *legend = sums_legend(report);
	struct table *table = table_sums(report);
	bool any = table && table->row_count;
	int code = put_rows(table, out);

	if (!legend)
		return -ENOMEM;
	if (!code && any)
		fprintf(out, "%s\n\n", legend);
	return code;
}

/* The study's own tables; a curve alone has none. */
static int put_study(const struct report *report, FILE *out)
{
	const char *workload = traffic_workload(report, 0);
	size_t i = 0;
	int code;

	do
		code = put_tables_of(report, workload, out);
	while (code == 0 && (workload = traffic_workload(report, ++i)));
	return code < 0 ? code : put_sums(report, out);
}

static int put_sentences(const struct sentences *sentences, FILE *out)
{
	int code = 0;

	for (size_t i = 0; i < sentences->count && code == 0; i++)
		code = escape_put(out, escape_markdown, "- ", sentences->texts[i], "\n");
	return code;
}

static int put_limits(const struct report *report, FILE *out)
{
	CLEANUP(sentences_release) struct sentences sentences = { 0 };
	int code = limits_build(report, &sentences);

	if (code < 0 || !sentences.count)
		return code;
	fprintf(out, "**%s**\n\n", LIMITS_HEADING);
	code = put_sentences(&sentences, out);
	putc('\n', out);
	return code;
}

static int put_tables(const struct report *report, FILE *out, const struct report_options *options)
{
	size_t micro = report_micro_workloads(report);
	int code = put_limits(report, out);

	if (code == 0 && micro)
		code = put_micro(report, out, options);
	if (code == 0 && micro < report->workload_count && report_has_programs(report))
		code = put_study(report, out);
	if (code == 0)
		code = put_factors(report, out);
	return code < 0 ? code : put_responses(report, out);
}

static int put_verdicts(const struct report *report, FILE *out)
{
	struct table *verdicts = table_verdicts(report);

	if (verdicts && !verdicts->row_count) {
		table_free(verdicts);
		return 0;
	}
	putc('\n', out);
	return put_table(verdicts, out);
}

static int put_only_cell(const struct run_report *run, FILE *out,
			 const struct report_options *options)
{
	CLEANUP(sentences_release) struct sentences sentences = { 0 };
	int code = put_tables(run->reports[0], out, options);

	if (code == 0)
		code = run_sentences_build(run, &sentences);
	if (code == 0)
		code = put_sentences(&sentences, out);
	return code < 0 ? code : put_verdicts(run->reports[0], out);
}

static int put_kernels(const struct run_report *run, FILE *out)
{
	CLEANUP(kernel_tables_release) struct kernel_tables tables = { 0 };
	CLEANUP(sentences_release) struct sentences sentences = { 0 };
	struct kernel_table_style style = { .utf8 = true, .escape = escape_markdown };
	int code = kernel_tables_build(run, &style, &tables);

	for (size_t i = 0; i < tables.count && code == 0; i++)
		code = put_table(take_pointer(tables.tables[i].table), out);
	if (tables.count)
		fprintf(out, "%s\n\n", kernel_tables_legend(true));
	if (code == 0)
		code = say_run_first(&sentences, run);
	return code < 0 ? code : put_sentences(&sentences, out);
}

static int put_cell(const struct run_report *run, size_t cell, FILE *out,
		    const struct report_options *options)
{
	CLEANUP(sentences_release) struct sentences sentences = { 0 };
	CLEANUP_FREE char *heading = cell_heading(run, cell);
	const struct report *report = run->reports[cell];
	int code = heading ? escape_put(out, escape_markdown, "\n# ", heading, "\n\n") : -ENOMEM;

	if (code == 0)
		code = put_tables(report, out, options);
	if (code == 0)
		code = sentences_build(report, &sentences);
	if (code == 0)
		code = put_sentences(&sentences, out);
	return code < 0 ? code : put_verdicts(report, out);
}

static int put_end(const struct run_report *run, FILE *out)
{
	CLEANUP(sentences_release) struct sentences sentences = { 0 };
	int code = say_run_last(&sentences, run);

	if (sentences.count)
		fputs("\n# The whole run\n\n", out);
	return code < 0 ? code : put_sentences(&sentences, out);
}

/* A cell in which nothing was measured is told of in the sentences of the run. */
static int put_cells(const struct run_report *run, FILE *out, const struct report_options *options)
{
	int code = put_kernels(run, out);

	for (size_t i = 0; i < run->count && code == 0; i++)
		if (run->reports[i]->result_count)
			code = put_cell(run, i, out, options);
	return code < 0 ? code : put_end(run, out);
}

static int put_front_line(const struct front_line *line, FILE *out)
{
	if (line->warning)
		return escape_put(out, escape_markdown, "> **", line->text, "**\n");
	if (line->key)
		fprintf(out, "- **%s**: ", line->key);
	return escape_put(out, escape_markdown, line->key ? "" : "- ", line->text, "\n");
}

/* Of the head only what it warns of: the rest stands above already. */
static int put_front_part(struct front_part *part, bool head, FILE *out)
{
	size_t told = 0;
	int code = 0;

	if (part->title)
		code = escape_put(out, escape_markdown, "## ", part->title, "\n\n");
	if (code == 0 && part->table)
		code = put_rows(take_pointer(part->table), out);
	for (size_t i = 0; i < part->line_count && code == 0; i++) {
		if (head && !part->lines[i].warning)
			continue;
		told++;
		code = put_front_line(&part->lines[i], out);
	}
	if (told)
		putc('\n', out);
	return code;
}

static int put_front(const struct run_report *run, FILE *out)
{
	CLEANUP(front_page_release) struct front_page page = { 0 };
	struct front_style style = { .utf8 = true, .escape = escape_markdown };
	int code = front_page_build(run, &style, &page);

	for (size_t i = 0; i < page.count && code == 0; i++)
		code = put_front_part(&page.parts[i], i == 0, out);
	return code;
}

int markdown_print(const struct run_report *run, FILE *out, const struct report_options *options)
{
	int code = put_header(run, out);

	if (code == 0)
		code = put_front(run, out);
	if (code < 0)
		return code;
	return run_report_has_cells(run) ? put_cells(run, out, options)
					 : put_only_cell(run, out, options);
}
