// SPDX-License-Identifier: GPL-2.0-or-later
/* A gate as tests: JUnit and KTAP, a test for each configuration that a rule fits. */
#include "compare/print.h"

#include <errno.h>
#include "common/cleanup.h"
#include "compare/gate.h"
#include "words/escape.h"

static int put_junit_row(FILE *out, const struct comparison *row)
{
	static const char *const before[] = {
		[VERDICT_PASS] = "      <system-out>",
		[VERDICT_FAIL] = "      <failure type=\"beyond the bound\" message=\"",
		[VERDICT_INCONCLUSIVE] = "      <skipped message=\"inconclusive: ",
	};
	CLEANUP_FREE char *sentence = comparison_sentence(row);
	int code;

	if (!sentence)
		return -ENOMEM;
	code = escape_put(out, escape_xml, "    <testcase classname=\"bpftax.gate.",
			  row->cell ? row->cell : "", row->cell ? "." : "");
	if (code == 0)
		code = escape_put(out, escape_xml, "", row->workload, "\"");
	if (code == 0)
		code = escape_put(out, escape_xml, " name=\"", row->configuration, "\">\n");
	if (code == 0)
		code = escape_put(out, escape_xml, before[row->verdict], sentence,
				  row->verdict == VERDICT_PASS ? "</system-out>\n" : "\"/>\n");
	fputs("    </testcase>\n", out);
	return code;
}

int compare_print_junit(const struct compare *compare, FILE *out,
			const struct report_options *options)
{
	struct gate_counts counts = gate_count(compare);
	char attributes[160];
	int code = 0;

	(void)options;
	snprintf(attributes, sizeof(attributes),
		 "name=\"bpftax gate\" tests=\"%zu\" failures=\"%zu\" errors=\"0\" skipped=\"%zu\"",
		 counts.passed + counts.failed + counts.inconclusive, counts.failed,
		 counts.inconclusive);
	fprintf(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites %s>\n", attributes);
	fprintf(out, "  <testsuite %s>\n", attributes);
	for (size_t i = 0; i < compare->count && code == 0; i++)
		if (compare->rows[i].rule)
			code = put_junit_row(out, &compare->rows[i]);
	fputs("  </testsuite>\n</testsuites>\n", out);
	return code;
}

static int put_ktap_row(FILE *out, const struct comparison *row, size_t number)
{
	CLEANUP_FREE char *sentence = comparison_sentence(row);
	int code;

	if (!sentence)
		return -ENOMEM;
	code = row->verdict == VERDICT_INCONCLUSIVE
		   ? 0
		   : escape_put(out, escape_ktap, "# ", sentence, "\n");
	fprintf(out, "%s %zu ", row->verdict == VERDICT_FAIL ? "not ok" : "ok", number);
	if (code == 0 && row->cell)
		code = escape_put(out, escape_ktap, "", row->cell, "/");
	if (code == 0)
		code = escape_put(out, escape_ktap, "", row->workload, "/");
	if (code == 0)
		code = escape_put(out, escape_ktap, "", row->configuration, "");
	if (code == 0 && row->verdict == VERDICT_INCONCLUSIVE)
		code = escape_put(out, escape_ktap, " # SKIP inconclusive: ", sentence, "");
	putc('\n', out);
	return code;
}

int compare_print_ktap(const struct compare *compare, FILE *out,
		       const struct report_options *options)
{
	struct gate_counts counts = gate_count(compare);
	size_t number = 0;
	int code = 0;

	(void)options;
	fprintf(out, "KTAP version 1\n1..%zu\n",
		counts.passed + counts.failed + counts.inconclusive);
	for (size_t i = 0; i < compare->count && code == 0; i++)
		if (compare->rows[i].rule)
			code = put_ktap_row(out, &compare->rows[i], ++number);
	return code;
}
