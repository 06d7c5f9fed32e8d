// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The report as KTAP, version 1 (Documentation/dev-tools/ktap.rst): a test a workload, in it a
 * subtest a configuration.
 */
#include "formats/formats.h"

#include <errno.h>
#include <string.h>
#include "common/cleanup.h"
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

static int put_workload(const struct report *report, FILE *out, size_t w)
{
	const char *workload = report->workloads[w].name;
	size_t counts[OUTCOME_COUNT], number = 0;
	int code;

	outcome_count(report, workload, counts);
	fputs(INDENT "KTAP version 1\n", out);
	code = escape_put(out, escape_ktap, INDENT "# Subtest: ", workload, "\n");
	fprintf(out, INDENT "1..%zu\n",
		counts[OUTCOME_PASSED] + counts[OUTCOME_SKIPPED] + counts[OUTCOME_FAILED]);
	for (size_t i = 0; i < report->result_count && code == 0; i++) {
		const struct report_result *result = &report->results[i];

		if (outcome_is_test(result) && strcmp(result->workload, workload) == 0)
			code = put_test(report, out, result, ++number);
	}
	put_verdict(out, "", counts[OUTCOME_FAILED] == 0, w + 1);
	return code < 0 ? code : escape_put(out, escape_ktap, "", workload, "\n");
}

int ktap_print(const struct report *report, FILE *out, const struct report_options *options)
{
	int code = 0;

	(void)options;
	fprintf(out, "KTAP version 1\n1..%zu\n", report->workload_count);
	for (size_t w = 0; w < report->workload_count && code == 0; w++)
		code = put_workload(report, out, w);
	return code;
}
