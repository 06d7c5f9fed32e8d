// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * A comparison as Markdown, for the summary of a job: what a reader of a change wants to know
 * first, then a row for each program and kernel.
 */
#include "compare/print.h"

#include <errno.h>
#include <math.h>
#include <string.h>
#include "common/cleanup.h"
#include "compare/gate_count.h"
#include "compare/verified.h"
#include "words/escape.h"
#include "words/table.h"

enum column { KERNEL, CONFIGURATION, BEFORE, AFTER, DIFFERENCE, VERDICT, COLUMN_COUNT };

static void set_number(struct table *table, size_t row, enum column column, double number,
		       bool sign)
{
	char text[64];

	if (!isfinite(number))
		return;
	number_text(number, sign, text);
	table_set(table, row, column, "%s", text);
}

/* " [low, high]", and "" where there is none or it is a point. */
static void interval_text(const struct interval *interval, char text[192])
{
	char low[64], high[64];

	number_text(interval->low, false, low);
	number_text(interval->high, false, high);
	*text = '\0';
	if (isfinite(interval->low) && interval->low < interval->high)
		snprintf(text, 192, " [%s, %s]", low, high);
}

static void set_difference(struct table *table, size_t row, const struct shift *shift,
			   const char *unit)
{
	char absolute[64], percent[64], interval[192];

	number_text(shift->absolute.interval.estimate, true, absolute);
	number_text(shift->percent.interval.estimate, true, percent);
	interval_text(&shift->absolute.interval, interval);
	if (isfinite(shift->percent.interval.estimate))
		table_set(table, row, DIFFERENCE, "%s%s %s (%s%%)", absolute, interval, unit,
			  percent);
	else
		table_set(table, row, DIFFERENCE, "%s%s %s", absolute, interval, unit);
}

/* The first of the two runs is what was before. */
static const char *where_words(const char *missing_where)
{
	if (!missing_where)
		return "";
	return *missing_where == 'A' ? " before" : " after";
}

/* The workload, where there are several. */
static const char *workload_of(const struct compare *compare, const struct comparison *row)
{
	for (size_t i = 0; i < compare->count; i++)
		if (strcmp(compare->rows[i].workload, row->workload) != 0)
			return row->workload;
	return NULL;
}

static void add_row(struct table *table, const struct comparison *row, const char *workload)
{
	size_t at = table_add_row(table);

	if (row->cell)
		table_set(table, at, KERNEL, "%s", row->cell);
	table_set(table, at, CONFIGURATION, "%s%s%s", workload ? workload : "", workload ? "/" : "",
		  row->configuration);
	if (row->rule)
		table_set(table, at, VERDICT, "%s", verdict_name(row->verdict));
	if (row->missing) {
		table_set(table, at, DIFFERENCE, "no figure%s", where_words(row->missing_where));
		return;
	}
	set_number(table, at, BEFORE, row->before.mean, false);
	set_number(table, at, AFTER, row->after.mean, false);
	set_difference(table, at, &row->shift, row->unit);
}

static int put_rows(const struct compare *compare, FILE *out)
{
	static const struct table_column columns[COLUMN_COUNT] = {
		[KERNEL] = { "Kernel", 0, true },     [CONFIGURATION] = { "Program", 0, true },
		[BEFORE] = { "Before", 0, false },    [AFTER] = { "After", 0, false },
		[DIFFERENCE] = { "Change", 0, true }, [VERDICT] = { "Gate", 0, false },
	};
	struct table *table = table_new(NULL, columns, COLUMN_COUNT);
	bool failed;

	for (size_t i = 0; table && i < compare->count; i++)
		add_row(table, &compare->rows[i], workload_of(compare, &compare->rows[i]));
	if (table)
		table_escape(table, escape_markdown);
	failed = !table || table->failed;
	if (!failed)
		table_print_markdown(table, out);
	table_free(table);
	return failed ? -ENOMEM : 0;
}

/* Of what; cell and workload may be NULL. */
struct subject {
	const char *cell, *workload, *configuration;
};

static int put_sentence(FILE *out, const struct subject *subject, char *sentence)
{
	const char *cell = subject->cell, *workload = subject->workload;
	CLEANUP_FREE char *owned = sentence;
	int code = owned ? escape_put(out, escape_markdown, "- ", cell ? cell : "", cell ? " " : "")
			 : -ENOMEM;

	if (code == 0)
		code = escape_put(out, escape_markdown, "**", workload ? workload : "",
				  workload ? "/" : "");
	if (code == 0)
		code = escape_put(out, escape_markdown, "", subject->configuration, "**: ");
	return code < 0 ? code : escape_put(out, escape_markdown, "", owned, "\n");
}

/* What the two runs do not have in common may be what they differ by. */
static int put_differences(const struct compare *compare, FILE *out)
{
	int code = 0;

	if (compare->difference_count)
		fputs("What the run before (A) and the one after (B) do not have in common:\n\n",
		      out);
	for (size_t i = 0; i < compare->difference_count && code == 0; i++)
		code = escape_put(out, escape_markdown, "- ", compare->differences[i], "\n");
	if (compare->difference_count)
		putc('\n', out);
	return code;
}

static int put_row_sentences(const struct compare *compare, FILE *out)
{
	int code = 0;

	for (size_t i = 0; i < compare->count && code == 0; i++) {
		const struct comparison *row = &compare->rows[i];
		const struct subject subject = { row->cell, workload_of(compare, row),
						 row->configuration };

		if (row->missing || (row->rule && row->verdict != VERDICT_PASS))
			code = put_sentence(out, &subject, comparison_sentence(row));
	}
	return code;
}

static int put_verified(const struct verified_list *verified, FILE *out)
{
	int code = 0;

	for (size_t i = 0; i < verified->count && code == 0; i++) {
		const struct verified *row = &verified->rows[i];
		const struct subject subject = { row->cell, NULL, row->configuration };

		if (row->verdict != VERDICT_PASS)
			code = put_sentence(out, &subject, verified_sentence(row));
	}
	return code;
}

/* What a gate failed or could not tell, and what has no figure. */
static int put_sentences(const struct compare *compare, FILE *out)
{
	int code = put_row_sentences(compare, out);

	return code < 0 || !compare->verified ? code : put_verified(compare->verified, out);
}

static void put_heading(const struct compare *compare, FILE *out)
{
	struct gate_counts counts = gate_count(compare);

	fputs("### What tracing costs an event, before and after\n\n", out);
	if (counts.passed + counts.failed + counts.inconclusive)
		fprintf(out, "**Gate: %zu passed, %zu failed, %zu inconclusive**\n\n",
			counts.passed, counts.failed, counts.inconclusive);
}

int compare_print_markdown(const struct compare *compare, FILE *out,
			   const struct report_options *options)
{
	int code;

	(void)options;
	put_heading(compare, out);
	code = put_differences(compare, out);
	if (code == 0)
		code = put_rows(compare, out);
	putc('\n', out);
	return code < 0 ? code : put_sentences(compare, out);
}
