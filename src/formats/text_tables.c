// SPDX-License-Identifier: GPL-2.0-or-later
#include "formats/text_tables.h"

#include <errno.h>
#include <string.h>
#include "common/cleanup.h"
#include "estimate/agreement.h"
#include "estimate/factors.h"
#include "estimate/micro_rows.h"
#include "words/agreement.h"
#include "words/factors.h"
#include "words/limits.h"
#include "words/micro_table.h"
#include "words/micro_scale.h"
#include "words/paths_table.h"
#include "words/response_tables.h"
#include "words/sentences.h"
#include "words/tables.h"
#include "words/terminal.h"
#include "words/verdict.h"
#include "words/sums_table.h"
#include "words/phrases.h"
#include "words/cost_tables.h"
#include "words/original_tables.h"

static void cleanup_table(struct table **table)
{
	table_free(*table);
}

#define CLEANUP_TABLE CLEANUP(cleanup_table)

int text_put_original(const struct report *report, const char *workload, FILE *out,
		      const struct report_options *options)
{
	CLEANUP_TABLE struct table *original = NULL, *impact = NULL;
	int code;

	if (!workload)
		return 0;
	original = table_original(report, workload, options->utf8);
	impact = table_original_impact(report, workload);
	code = terminal_put_table(original, out, options);
	putc('\n', out);
	if (code == 0)
		code = terminal_put_table(impact, out, options);
	putc('\n', out);
	return code;
}

static int put_legend(const struct report *report, const char *traffic, FILE *out,
		      const struct report_options *options)
{
	CLEANUP_FREE char *legend = answer_legend(report, traffic);

	if (!legend)
		return -ENOMEM;
	text_wrap(out, options->width, "", "", legend);
	putc('\n', out);
	return 0;
}

static int put_answer(const struct report *report, const char *traffic, FILE *out,
		      const struct report_options *options)
{
	CLEANUP_TABLE struct table *whole = table_whole(report, traffic);
	CLEANUP_TABLE struct table *cost = table_cost(report, traffic);
	CLEANUP_TABLE struct table *beside = table_beside(report, traffic);
	int code;

	if (whole && table_text_width(whole) <= options->width) {
		code = terminal_put_table(whole, out, options);
		return code < 0 ? code : put_legend(report, traffic, out, options);
	}
	code = terminal_put_table(cost, out, options);
	putc('\n', out);
	if (code == 0)
		code = terminal_put_table(beside, out, options);
	return code < 0 ? code : put_legend(report, traffic, out, options);
}

static const char legend_ns[] =
    "Cost of one event over the bare one, mean over reloads with Student's t. Bare: the trigger's "
    "own cost. Kernel: body is run_time_ns of its statistics, of the program's body alone. "
    "Linear: chunks of 1, 2, 4 and 8 times a length give the same cost.";
/* Of the workload whose operations are counted one by one, too. */
static const char legend_exact_format[] =
    "Instructions of one event over the bare one. Bare: the trigger's own; of %s, whose "
    "event is one %s, that of its block's baselines. Kernel: body is "
    "run_time_ns of its statistics, here instructions, of the program's body alone. Linear: chunks "
    "of 1, 2, 4 and 8 times a length give the same number.";

static char *legend_exact(const struct report *report)
{
	const char *present = report_workload_of_kind(report, WORKLOAD_DIRECT, 0);
	const char *direct = present ? present : workload_of_kind(WORKLOAD_DIRECT)->name;
	char *text;

	return asprintf(&text, legend_exact_format, direct, workload_words(direct)->act) < 0 ? NULL
											     : text;
}

static bool is_exact(const struct report *report)
{
	for (size_t i = 0; i < report->result_count; i++)
		if (report->results[i].micro.present)
			return report_result_is_exact(&report->results[i]);
	return false;
}

/* Bars take what the table leaves of the width. */
static int put_micro(const struct report *report, FILE *out, const struct report_options *options)
{
	CLEANUP_TABLE struct table *plain = table_micro(report, 0, options->utf8);
	CLEANUP_TABLE struct table *drawn = NULL;
	CLEANUP_FREE char *legend = is_exact(report) ? legend_exact(report) : strdup(legend_ns);
	unsigned int used = plain ? (unsigned int)table_text_width(plain) + 2 : 0;
	int code;

	if (plain && !plain->row_count)
		return 0; /* the sentences say why */
	if (plain && options->color && used + 8 <= options->width)
		drawn = table_micro(report, options->width - used, options->utf8);
	code = terminal_put_table(drawn ? drawn : plain, out, options);
	if (!legend)
		return -ENOMEM;
	text_wrap(out, options->width, "", "", legend);
	putc('\n', out);
	return code;
}

/* Tables of which a run may have no row. */
static int put_rows(struct table *table, FILE *out, const struct report_options *options)
{
	int code = !table || table->row_count ? terminal_put_table(table, out, options) : 0;

	if (table && table->row_count)
		putc('\n', out);
	return code;
}

int text_put_micro_more(const struct report *report, FILE *out,
			const struct report_options *options)
{
	CLEANUP_TABLE struct table *scale = table_micro_scale(report);
	CLEANUP_TABLE struct table *latency = table_micro_latency(report);
	int code = put_rows(scale, out, options);

	return code < 0 || !options->latency ? code : put_rows(latency, out, options);
}

static int put_paths(const struct report *report, FILE *out, const struct report_options *options)
{
	CLEANUP_TABLE struct table *table = table_paths(report);
	int code;

	if (table && !table->row_count)
		return 0;
	if (table)
		table_set_title(table, "%s", PATHS_TITLE);
	code = terminal_put_table(table, out, options);
	text_wrap(out, options->width, "", "", PATHS_LEGEND);
	putc('\n', out);
	return code;
}

static int put_sums(const struct report *report, FILE *out, const struct report_options *options)
{
	CLEANUP_TABLE struct table *table = table_sums(report);
	CLEANUP_FREE char *legend = sums_legend(report);
	int code;

	if (table && !table->row_count)
		return 0;
	code = terminal_put_table(table, out, options);
	if (!legend)
		return -ENOMEM;
	text_wrap(out, options->width, "", "", legend);
	putc('\n', out);
	return code;
}

static int put_sum_of_factors(const struct factor_set *set, FILE *out,
			      const struct report_options *options)
{
	CLEANUP_TABLE struct table *table = table_interactions(set);
	CLEANUP(text_buffer_release) struct text_buffer text = { 0 };

	if (!table || table->row_count)
		return put_rows(table, out, options);
	factors_tell_sum(set, 0, &text);
	if (text_buffer_error(&text) < 0)
		return -ENOMEM;
	if (!text.length)
		return 0;
	text_wrap(out, options->width, "", "", text_buffer_get(&text));
	putc('\n', out);
	return 0;
}

static int put_factor_set(const struct factor_set *set, FILE *out,
			  const struct report_options *options)
{
	CLEANUP_TABLE struct table *table = table_factors(set);
	CLEANUP(text_buffer_release) struct text_buffer columns = { 0 };
	int code = terminal_put_table(table, out, options);

	factors_tell_legend(set, &columns);
	if (text_buffer_error(&columns) < 0)
		return -ENOMEM;
	text_wrap(out, options->width, "", "", text_buffer_get(&columns));
	putc('\n', out);
	return code < 0 ? code : put_sum_of_factors(set, out, options);
}

static int put_factors(const struct report *report, FILE *out, const struct report_options *options)
{
	int code = 0;

	for (size_t i = 0; i < report->factor_set_count && code == 0; i++)
		code = put_factor_set(&report->factor_sets[i], out, options);
	return code;
}

/* The study's own tables; a curve alone has none. */
static int put_study(const struct report *report, FILE *out, const struct report_options *options)
{
	const char *workload = traffic_workload(report, 0);
	size_t i = 0;
	int code;

	do {
		code = text_put_original(report, workload, out, options);
		if (code == 0)
			code = put_answer(report, workload, out, options);
	} while (code == 0 && (workload = traffic_workload(report, ++i)));
	return code < 0 ? code : put_sums(report, out, options);
}

static int put_curve(const struct report_response *response, FILE *out,
		     const struct report_options *options)
{
	CLEANUP_TABLE struct table *whole = table_response(response);
	CLEANUP_TABLE struct table *effects = table_response_effects(response);
	CLEANUP_TABLE struct table *beside = table_response_beside(response);
	int code;

	if (whole && table_text_width(whole) <= options->width)
		return terminal_put_table(whole, out, options);
	code = terminal_put_table(effects, out, options);
	putc('\n', out);
	return code < 0 ? code : terminal_put_table(beside, out, options);
}

static int put_agreement(const struct agreement *agreement, FILE *out,
			 const struct report_options *options)
{
	CLEANUP(text_buffer_release) struct text_buffer text = { 0 };
	int code;

	if (!agreement)
		return 0;
	agreement_tell(agreement, &text);
	text_buffer_add(&text, ".");
	code = text_buffer_error(&text);
	return code < 0 ? code : terminal_put_text(out, options, "", "  ", text_buffer_get(&text));
}

/* The rows of the predictions, and under them what all of them say. */
static int put_predictions(const struct report *report, const char *workload, FILE *out,
			   const struct report_options *options)
{
	CLEANUP_TABLE struct table *table = table_predictions(report, workload);
	int code;

	if (table && !table->row_count)
		return 0;
	code = terminal_put_table(table, out, options);
	if (code == 0)
		code = put_agreement(agreement_find(report, workload), out, options);
	putc('\n', out);
	return code;
}

static int put_response(const struct report *report, const struct report_response *response,
			FILE *out, const struct report_options *options)
{
	int code = put_curve(response, out, options);

	putc('\n', out);
	return code < 0 ? code : put_predictions(report, response->workload, out, options);
}

/* Those that are the same but once. */
static int put_response_legends(const struct report *report, FILE *out,
				const struct report_options *options)
{
	CLEANUP_FREE char *last = NULL;

	for (size_t i = 0; i < report->response_count; i++) {
		CLEANUP_FREE char *before = take_pointer(last);

		last = response_legend(report->responses[i].workload);
		if (!last)
			return -ENOMEM;
		if (before && !strcmp(before, last))
			continue;
		text_wrap(out, options->width, "", "", last);
		putc('\n', out);
	}
	return 0;
}

int text_put_responses(const struct report *report, FILE *out, const struct report_options *options)
{
	int code = 0;

	for (size_t i = 0; i < report->response_count && code == 0; i++)
		code = put_response(report, &report->responses[i], out, options);
	return code < 0 ? code : put_response_legends(report, out, options);
}

int text_put_sentences(const struct sentences *sentences, FILE *out,
		       const struct report_options *options)
{
	int code = 0;

	for (size_t i = 0; i < sentences->count && code == 0; i++)
		code = terminal_put_text(out, options, "- ", "  ", sentences->texts[i]);
	return code;
}

static int put_limits(const struct report *report, FILE *out, const struct report_options *options)
{
	CLEANUP(sentences_release) struct sentences sentences = { 0 };
	int code = limits_build(report, &sentences);

	if (code < 0 || !sentences.count)
		return code;
	fputs("WHAT LIMITS IT\n", out);
	code = text_put_sentences(&sentences, out, options);
	putc('\n', out);
	return code;
}

int text_put_tables(const struct report *report, FILE *out, const struct report_options *options)
{
	size_t micro = report_micro_workloads(report);
	int code = put_limits(report, out, options);

	if (code == 0 && micro)
		code = put_micro(report, out, options);
	if (code == 0 && micro)
		code = put_paths(report, out, options);
	if (code == 0 && micro)
		code = text_put_micro_more(report, out, options);
	if (code == 0 && micro < report->workload_count && report_has_programs(report))
		code = put_study(report, out, options);
	if (code == 0)
		code = put_factors(report, out, options);
	return code < 0 ? code : text_put_responses(report, out, options);
}

static int put_verdict(const struct report *report, const struct report_result *result, FILE *out,
		       const struct report_options *options)
{
	CLEANUP_FREE char *sentence = verdict_sentence(report, result);
	CLEANUP_FREE char *line = NULL;

	if (!sentence || asprintf(&line, "%s: %s", result->configuration, sentence) < 0)
		return -ENOMEM;
	return terminal_put_text(out, options, "  ", "      ", line);
}

/* They end the report: what somebody who reads nothing else has to read. */
int text_put_verdicts(const struct report *report, FILE *out, const struct report_options *options)
{
	const char *workload = "";
	int code = 0;

	for (size_t i = 0; i < report->result_count && code == 0; i++) {
		const struct report_result *result = &report->results[i];

		if (!verdict_present(&result->verdict))
			continue;
		if (strcmp(workload, result->workload) != 0) {
			putc('\n', out);
			code =
			    terminal_put_text(out, options, "VERDICTS, ", "  ", result->workload);
		}
		workload = result->workload;
		if (code == 0)
			code = put_verdict(report, result, out, options);
	}
	return code;
}
