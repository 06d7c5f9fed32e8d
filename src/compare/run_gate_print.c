// SPDX-License-Identifier: GPL-2.0-or-later
#include "compare/run_gate_print.h"

#include <errno.h>
#include <math.h>
#include "common/c_locale.h"
#include "common/cleanup.h"
#include "common/file.h"
#include "compare/print.h"
#include "words/terminal.h"

char *gated_row_sentence(const struct gated_row *row)
{
	const struct interval *cost = &row->cost.interval;
	const char *suffix = gate_unit_suffix(row->rule->unit);
	char estimate[64], low[64], high[64], bound[64];

	if (row->missing)
		return file_path("not measured: %s", row->missing);
	number_text(cost->estimate, false, estimate);
	number_text(cost->low, false, low);
	number_text(cost->high, false, high);
	number_text(row->rule->bound, false, bound);
	if (!isfinite(cost->low))
		return file_path("%s%s, no interval: %s; at most %s%s", estimate, suffix,
				 row->cost.method, bound, suffix);
	if (cost->low == cost->high)
		return file_path("%s%s, at most %s%s", estimate, suffix, bound, suffix);
	return file_path("%s%s [%s, %s], at most %s%s", estimate, suffix, low, high, bound, suffix);
}

static int put_row(const struct gated_row *row, FILE *out, const struct report_options *options)
{
	CLEANUP_FREE char *sentence = gated_row_sentence(row);
	CLEANUP_FREE char *line = NULL;

	if (!sentence ||
	    asprintf(&line, "%s%s%s/%s%s%s: %s", row->cell ? row->cell : "", row->cell ? "/" : "",
		     row->workload, row->configuration, row->missing ? "" : ": ",
		     verdict_name(row->verdict), sentence) < 0)
		return -ENOMEM;
	return terminal_put_text(out, options, "- ", "  ", line);
}

static int put_verified(const struct verified *row, FILE *out, const struct report_options *options)
{
	CLEANUP_FREE char *sentence = verified_sentence(row);
	CLEANUP_FREE char *line = NULL;

	if (!sentence ||
	    asprintf(&line, "%s%s%s%s%s: %s", row->cell ? row->cell : "", row->cell ? "/" : "",
		     row->configuration, row->verdict == VERDICT_NONE ? "" : ": ",
		     verdict_name(row->verdict), sentence) < 0)
		return -ENOMEM;
	return terminal_put_text(out, options, "- ", "  ", line);
}

int verified_print(const struct verified_list *verified, FILE *out,
		   const struct report_options *options)
{
	int code = 0;

	for (size_t i = 0; i < verified->count && code == 0; i++)
		code = put_verified(&verified->rows[i], out, options);
	return code;
}

int gated_run_print(const struct gated_run *gated, const struct verified_list *verified, FILE *out,
		    const struct report_options *options)
{
	CLEANUP(c_locale_leave) struct c_locale locale = c_locale_enter();
	struct gated_counts counts = gated_run_count(gated, verified);
	int code = locale.plain ? 0 : -ENOMEM;

	putc('\n', out);
	for (size_t i = 0; i < gated->count && code == 0; i++)
		code = put_row(&gated->rows[i], out, options);
	if (code == 0)
		code = verified_print(verified, out, options);
	fprintf(out, "Gate: %zu passed, %zu failed, %zu inconclusive, %zu not measured\n",
		counts.passed, counts.failed, counts.inconclusive, counts.missing);
	return code;
}
