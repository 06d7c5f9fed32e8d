// SPDX-License-Identifier: GPL-2.0-or-later
/* A gate as tests: JUnit and KTAP, a test for each configuration that a rule fits. */
#include "compare/print.h"

#include <errno.h>
#include <stdlib.h>
#include "common/cleanup.h"
#include "compare/gate_count.h"
#include "compare/verified.h"
#include "words/escape.h"

/* What a test is called, what became of it, and what is said of that. */
struct gate_test {
	const char *cell, *workload, *configuration; /* cell: NULL where it goes without saying */
	enum verdict verdict;
	char *sentence; /* owned */
};

#define VERIFIER "verifier" /* stands for the workload */

static struct gate_test test_of_row(const struct comparison *row)
{
	return (struct gate_test){ row->cell, row->workload, row->configuration, row->verdict,
				   comparison_sentence(row) };
}

static struct gate_test test_of_verified(const struct verified *row)
{
	return (struct gate_test){ row->cell, VERIFIER, row->configuration, row->verdict,
				   verified_sentence(row) };
}

static size_t verified_rows(const struct compare *compare)
{
	return compare->verified ? compare->verified->count : 0;
}

/* The tests in their order; put returns 0 or -ENOMEM. */
static int tests_put(const struct compare *compare, FILE *out,
		     int (*put)(FILE *out, const struct gate_test *test, size_t number))
{
	size_t number = 0, rows = compare->count + verified_rows(compare);
	int code = 0;

	for (size_t i = 0; i < rows && code == 0; i++) {
		struct gate_test test;

		if (i < compare->count && !compare->rows[i].rule)
			continue;
		test = i < compare->count
			   ? test_of_row(&compare->rows[i])
			   : test_of_verified(&compare->verified->rows[i - compare->count]);
		code = test.sentence ? put(out, &test, ++number) : -ENOMEM;
		free(test.sentence);
	}
	return code;
}

static int put_junit_test(FILE *out, const struct gate_test *test, size_t number)
{
	static const char *const before[] = {
		[VERDICT_PASS] = "      <system-out>",
		[VERDICT_FAIL] = "      <failure type=\"beyond the bound\" message=\"",
		[VERDICT_INCONCLUSIVE] = "      <skipped message=\"inconclusive: ",
	};
	int code = escape_put(out, escape_xml, "    <testcase classname=\"bpftax.gate.",
			      test->cell ? test->cell : "", test->cell ? "." : "");

	(void)number;
	if (code == 0)
		code = escape_put(out, escape_xml, "", test->workload, "\"");
	if (code == 0)
		code = escape_put(out, escape_xml, " name=\"", test->configuration, "\">\n");
	if (code == 0)
		code = escape_put(out, escape_xml, before[test->verdict], test->sentence,
				  test->verdict == VERDICT_PASS ? "</system-out>\n" : "\"/>\n");
	fputs("    </testcase>\n", out);
	return code;
}

int compare_print_junit(const struct compare *compare, FILE *out,
			const struct report_options *options)
{
	struct gate_counts counts = gate_count(compare);
	char attributes[160];
	int code;

	(void)options;
	snprintf(attributes, sizeof(attributes),
		 "name=\"bpftax gate\" tests=\"%zu\" failures=\"%zu\" errors=\"0\" skipped=\"%zu\"",
		 counts.passed + counts.failed + counts.inconclusive, counts.failed,
		 counts.inconclusive);
	fprintf(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites %s>\n", attributes);
	fprintf(out, "  <testsuite %s>\n", attributes);
	code = tests_put(compare, out, put_junit_test);
	fputs("  </testsuite>\n</testsuites>\n", out);
	return code;
}

static int put_ktap_test(FILE *out, const struct gate_test *test, size_t number)
{
	int code = test->verdict == VERDICT_INCONCLUSIVE
		       ? 0
		       : escape_put(out, escape_ktap, "# ", test->sentence, "\n");

	fprintf(out, "%s %zu ", test->verdict == VERDICT_FAIL ? "not ok" : "ok", number);
	if (code == 0 && test->cell)
		code = escape_put(out, escape_ktap, "", test->cell, "/");
	if (code == 0)
		code = escape_put(out, escape_ktap, "", test->workload, "/");
	if (code == 0)
		code = escape_put(out, escape_ktap, "", test->configuration, "");
	if (code == 0 && test->verdict == VERDICT_INCONCLUSIVE)
		code = escape_put(out, escape_ktap, " # SKIP inconclusive: ", test->sentence, "");
	putc('\n', out);
	return code;
}

int compare_print_ktap(const struct compare *compare, FILE *out,
		       const struct report_options *options)
{
	struct gate_counts counts = gate_count(compare);

	(void)options;
	fprintf(out, "KTAP version 1\n1..%zu\n",
		counts.passed + counts.failed + counts.inconclusive);
	return tests_put(compare, out, put_ktap_test);
}
