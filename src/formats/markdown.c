// SPDX-License-Identifier: GPL-2.0-or-later
/* The report as Markdown (GitHub's tables). */
#include "formats/formats.h"

#include <errno.h>
#include "common/cleanup.h"
#include "words/escape.h"
#include "estimate/micro_rows.h"
#include "words/micro_table.h"
#include "words/micro_scale.h"
#include "words/response_tables.h"
#include "words/sentences.h"
#include "words/tables.h"
#include "words/sums_table.h"
#include "words/phrases.h"

static int put_header(const struct report *report, FILE *out)
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
	for (size_t i = 0; i < report->data->cell_count && code == 0; i++) {
		CLEANUP_FREE char *machine = NULL;

		if (!report->data->cells[i].facts)
			continue;
		machine = format_machine(report->data->cells[i].facts);
		code = machine ? escape_put(out, escape_markdown, "", machine, "\n\n") : -ENOMEM;
	}
	return code;
}

static void put_warning(const struct report *report, FILE *out)
{
	if (report_warning(report))
		fprintf(out, "> **%s**\n\n", report_warning(report));
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

static int put_responses(const struct report *report, FILE *out)
{
	int code = 0;

	for (size_t i = 0; i < report->response_count && code == 0; i++) {
		code = put_table(table_response(&report->responses[i]), out);
		if (code == 0)
			code =
			    put_rows(table_predictions(report, report->responses[i].workload), out);
	}
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
	put_warning(report, out);
	if (code == 0)
		code = put_table(table_beside(report, traffic), out);
	put_warning(report, out);
	return code;
}

static int put_micro(const struct report *report, FILE *out, const struct report_options *options)
{
	int code = put_table(table_micro(report, 0, true), out);

	put_warning(report, out);
	return code < 0 ? code : put_micro_more(report, out, options);
}

static int put_sums(const struct report *report, FILE *out)
{
	struct table *table = table_sums(report);
	bool any = table && table->row_count;
	int code = put_rows(table, out);

	if (!code && any)
		fprintf(out, "%s\n\n", sums_legend(report));
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

static int put_tables(const struct report *report, FILE *out, const struct report_options *options)
{
	size_t micro = report_micro_workloads(report);
	int code = micro ? put_micro(report, out, options) : 0;

	if (code == 0 && micro < report->workload_count && report_has_programs(report))
		code = put_study(report, out);
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

static int put_sentences(const struct report *report, FILE *out)
{
	CLEANUP(sentences_release) struct sentences sentences = { 0 };
	int code = sentences_build(report, &sentences);

	for (size_t i = 0; i < sentences.count && code == 0; i++)
		code = escape_put(out, escape_markdown, "- ", sentences.texts[i], "\n");
	return code;
}

int markdown_print(const struct report *report, FILE *out, const struct report_options *options)
{
	int code = put_header(report, out);

	if (code == 0)
		code = put_tables(report, out, options);
	if (code == 0)
		code = put_sentences(report, out);
	return code < 0 ? code : put_verdicts(report, out);
}
