// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The report as KTAP, version 1 (Documentation/dev-tools/ktap.rst): a test a workload (of each
 * cell), in it a subtest a configuration.
 */
#include "formats/formats.h"

#include <errno.h>
#include <string.h>
#include "common/cleanup.h"
#include "words/cell_words.h"
#include "words/escape.h"
#include "estimate/outcome.h"
#include "words/verdict.h"

#define INDENT "  "

static void put_verdict(FILE *out, const char *indent, bool ok, size_t number)
{
	fprintf(out, "%s%s %zu ", indent, ok ? "ok" : "not ok", number);
}

/* A reason stands behind the directive, or for a failure in a diagnostic line before it. */
static int put_test(const struct report *report, FILE *out, const struct report_result *result,
		    size_t number)
{
	enum outcome outcome = outcome_of(result);
	CLEANUP_FREE char *sentence = verdict_sentence(report, result);
	int code = sentence ? 0 : -ENOMEM;

	if (code == 0 && outcome == OUTCOME_PASSED && *sentence)
		code = escape_put(out, escape_ktap, INDENT "# ", sentence, "\n");
	if (outcome == OUTCOME_FAILED) {
		code = escape_put(out, escape_ktap, INDENT "# ", result->status, ": ");
		if (code == 0)
			code = escape_put(out, escape_ktap, "", result->reason, "\n");
	}
	put_verdict(out, INDENT, outcome != OUTCOME_FAILED, number);
	if (code == 0)
		code = escape_put(out, escape_ktap, "", result->configuration, "");
	if (outcome == OUTCOME_SKIPPED && code == 0)
		code = escape_put(out, escape_ktap, " # SKIP ", result->reason, "");
	putc('\n', out);
	return code;
}

/* What names a test: the cell, where there are several, and the workload. */
static int put_name(FILE *out, const char *before, const char *cell, const char *workload)
{
	int code = escape_put(out, escape_ktap, before, cell, "");

	return code < 0 ? code : escape_put(out, escape_ktap, "", workload, "\n");
}

static int put_workload(const struct report *report, FILE *out, const char *cell,
			const char *workload, size_t place)
{
	size_t counts[OUTCOME_COUNT], number = 0;
	int code;

	outcome_count(report, workload, counts);
	fputs(INDENT "KTAP version 1\n", out);
	code = put_name(out, INDENT "# Subtest: ", cell, workload);
	fprintf(out, INDENT "1..%zu\n",
		counts[OUTCOME_PASSED] + counts[OUTCOME_SKIPPED] + counts[OUTCOME_FAILED]);
	for (size_t i = 0; i < report->result_count && code == 0; i++) {
		const struct report_result *result = &report->results[i];

		if (outcome_is_test(result) && strcmp(result->workload, workload) == 0)
			code = put_test(report, out, result, ++number);
	}
	put_verdict(out, "", counts[OUTCOME_FAILED] == 0, place);
	return code < 0 ? code : put_name(out, "", cell, workload);
}

/* A cell of which nothing was measured has no test of its own, and must not pass for that. */
static int put_missing_cell(const struct run_report *run, FILE *out, size_t cell, size_t place)
{
	CLEANUP_FREE char *name = cell_name(run, cell);
	const char *what = run_report_cell_failed(run, cell) ? "# failed: " : "# unreached: ";
	int code =
	    name ? escape_put(out, escape_ktap, what, cell_missing(run, cell), "\n") : -ENOMEM;

	put_verdict(out, "", false, place);
	return code < 0 ? code : escape_put(out, escape_ktap, "", name, "\n");
}

/* *place: the number of the last test. */
static int put_cell(const struct run_report *run, FILE *out, size_t cell, size_t *place)
{
	CLEANUP_FREE char *prefix = cell_prefix(run, cell, "/");
	const struct report *report = run->reports[cell];
	int code = prefix ? 0 : -ENOMEM;

	for (size_t w = 0; w < report->workload_count && code == 0; w++)
		code = put_workload(report, out, prefix, report->workloads[w].name, ++*place);
	return code == 0 && cell_missing(run, cell) ? put_missing_cell(run, out, cell, ++*place)
						    : code;
}

static size_t count_tests(const struct run_report *run)
{
	size_t count = 0;

	for (size_t i = 0; i < run->count; i++)
		count += run->reports[i]->workload_count + (cell_missing(run, i) != NULL);
	return count;
}

int ktap_print(const struct run_report *run, FILE *out, const struct report_options *options)
{
	size_t place = 0;
	int code = 0;

	(void)options;
	fprintf(out, "KTAP version 1\n1..%zu\n", count_tests(run));
	for (size_t i = 0; i < run->count && code == 0; i++)
		code = put_cell(run, out, i, &place);
	return code;
}
