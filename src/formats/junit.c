// SPDX-License-Identifier: GPL-2.0-or-later
/* The report as JUnit XML: a suite a workload (of each cell), a test case a configuration. */
#include "formats/formats.h"

#include <errno.h>
#include <math.h>
#include <string.h>
#include "common/cleanup.h"
#include "words/cell_words.h"
#include "words/escape.h"
#include "estimate/outcome.h"
#include "words/verdict.h"
#include "words/phrases.h"

static void put_counts(FILE *out, const size_t counts[OUTCOME_COUNT])
{
	fprintf(out, " tests=\"%zu\" failures=\"%zu\" errors=\"0\" skipped=\"%zu\"",
		counts[OUTCOME_PASSED] + counts[OUTCOME_SKIPPED] + counts[OUTCOME_FAILED],
		counts[OUTCOME_FAILED], counts[OUTCOME_SKIPPED]);
}

static void put_metric_line(FILE *out, enum metric m, const struct report_metric *metric)
{
	fprintf(out, "%s %.10g", metric_infos[m].name, metric->interval.estimate);
	if (isfinite(metric->interval.low) && isfinite(metric->interval.high))
		fprintf(out, " [%.10g, %.10g]", metric->interval.low, metric->interval.high);
	fprintf(out, " %s, n %zu\n", metric_infos[m].unit, metric->n);
}

static int put_measured(const struct report *report, FILE *out, const struct report_result *result)
{
	CLEANUP_FREE char *sentence = verdict_sentence(report, result);
	int code;

	fputs(">\n      <system-out>", out);
	for (int m = 0; m < METRIC_COUNT; m++)
		if (report_metric_present(&result->metrics[m]))
			put_metric_line(out, m, &result->metrics[m]);
	code = sentence ? escape_put(out, escape_xml, "", sentence, "") : -ENOMEM;
	fputs("</system-out>\n    </testcase>\n", out);
	return code;
}

static int put_unmeasured(FILE *out, const struct report_result *result, enum outcome outcome)
{
	int code;

	fprintf(out, ">\n      <%s", outcome == OUTCOME_SKIPPED ? "skipped" : "failure");
	if (outcome == OUTCOME_FAILED)
		fprintf(out, " type=\"%s\"", result->status);
	code =
	    escape_put(out, escape_xml, " message=\"", result->reason, "\"/>\n    </testcase>\n");
	return code;
}

static int put_test(const struct report *report, FILE *out, const char *cell,
		    const struct report_result *result)
{
	enum outcome outcome = outcome_of(result);
	int code = escape_put(out, escape_xml, "    <testcase classname=\"bpftax.", cell, "");

	if (code == 0)
		code = escape_put(out, escape_xml, "", result->workload, "\"");
	if (code == 0)
		code = escape_put(out, escape_xml, " name=\"", result->configuration, "\"");
	if (code < 0)
		return code;
	if (outcome != OUTCOME_PASSED)
		return put_unmeasured(out, result, outcome);
	return put_measured(report, out, result);
}

static int put_suite_begin(FILE *out, const char *cell, const char *name,
			   const struct run_data *data, const size_t counts[OUTCOME_COUNT])
{
	char started[ISO_TIME_LENGTH];
	int code = escape_put(out, escape_xml, "  <testsuite name=\"", cell, "");

	if (code == 0)
		code = escape_put(out, escape_xml, "", name, "\"");
	put_counts(out, counts);
	format_iso_time(data->run.started_s, started);
	/* Without the Z, which the schema of Jenkins does not take. */
	fprintf(out, " timestamp=\"%.19s\">\n", started);
	return code;
}

static int put_suite(const struct report *report, FILE *out, const char *cell, const char *workload)
{
	size_t counts[OUTCOME_COUNT];
	int code;

	outcome_count(report, workload, counts);
	code = put_suite_begin(out, cell, workload, report->data, counts);
	for (size_t i = 0; i < report->result_count && code == 0; i++) {
		const struct report_result *result = &report->results[i];

		if (outcome_is_test(result) && strcmp(result->workload, workload) == 0)
			code = put_test(report, out, cell, result);
	}
	fputs("  </testsuite>\n", out);
	return code;
}

/* A cell of which nothing was measured has no test of its own, and must not pass for that. */
static int put_missing_cell(const struct run_report *run, FILE *out, size_t cell)
{
	CLEANUP_FREE char *name = cell_name(run, cell);
	size_t counts[OUTCOME_COUNT] = { [OUTCOME_FAILED] = 1 };
	int code = name ? put_suite_begin(out, "", name, run->data, counts) : -ENOMEM;

	if (code == 0)
		code =
		    escape_put(out, escape_xml, "    <testcase classname=\"bpftax.cell\" name=\"",
			       name, "\">\n      <failure");
	fprintf(out, " type=\"%s\"", run_report_cell_failed(run, cell) ? "failed" : "unreached");
	if (code == 0)
		code = escape_put(out, escape_xml, " message=\"", cell_missing(run, cell),
				  "\"/>\n    </testcase>\n  </testsuite>\n");
	return code;
}

static int put_cell(const struct run_report *run, FILE *out, size_t cell)
{
	CLEANUP_FREE char *prefix = cell_prefix(run, cell, ".");
	const struct report *report = run->reports[cell];
	int code = prefix ? 0 : -ENOMEM;

	for (size_t w = 0; w < report->workload_count && code == 0; w++)
		code = put_suite(report, out, prefix, report->workloads[w].name);
	return code == 0 && cell_missing(run, cell) ? put_missing_cell(run, out, cell) : code;
}

static void count_all(const struct run_report *run, size_t counts[OUTCOME_COUNT])
{
	memset(counts, 0, OUTCOME_COUNT * sizeof(*counts));
	for (size_t i = 0; i < run->count; i++) {
		size_t own[OUTCOME_COUNT];

		outcome_count(run->reports[i], NULL, own);
		for (int outcome = 0; outcome < OUTCOME_COUNT; outcome++)
			counts[outcome] += own[outcome];
		counts[OUTCOME_FAILED] += cell_missing(run, i) != NULL;
	}
}

int junit_print(const struct run_report *report, FILE *out, const struct report_options *options)
{
	const struct run_record *run = &report->data->run;
	size_t counts[OUTCOME_COUNT];
	int code;

	(void)options;
	count_all(report, counts);
	code = escape_put(out, escape_xml,
			  "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"bpftax ",
			  run->label ? run->label : run->study_name, "\"");
	put_counts(out, counts);
	fputs(">\n", out);
	for (size_t i = 0; i < report->count && code == 0; i++)
		code = put_cell(report, out, i);
	fputs("</testsuites>\n", out);
	return code;
}
