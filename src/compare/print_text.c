// SPDX-License-Identifier: GPL-2.0-or-later
/* A comparison for a terminal. */
#include "compare/print.h"

#include <errno.h>
#include <math.h>
#include <string.h>
#include "common/cleanup.h"
#include "compare/gate_count.h"
#include "compare/run_gate_print.h"
#include "words/phrases.h"
#include "words/terminal.h"

enum column { CONFIGURATION, COST_A, COST_B, DIFFERENCE, PERCENT, VERDICT, COLUMN_COUNT };

/* The machine of a run of one kernel; of several each has a table. */
static char *machine_of(const struct run_report *run)
{
	const json_t *facts = group_facts(run, 0);
	char *text;

	if (run->group_count == 1)
		return facts ? format_machine(facts) : strdup("no machine");
	return asprintf(&text, "%zu kernels in %zu cells", run->group_count, run->count) < 0 ? NULL
											     : text;
}

static int put_run(FILE *out, const char *name, const struct run_report *run,
		   const struct report_options *options)
{
	const struct run_data *data = run->data;
	CLEANUP_FREE char *machine = machine_of(run);
	CLEANUP_FREE char *line = NULL;
	char started[ISO_TIME_LENGTH];

	format_iso_time(data->run.started_s, started);
	if (!machine ||
	    asprintf(&line, "run %.8s%s%s%s, %s: %s", data->run.id, data->run.label ? " \"" : "",
		     data->run.label ? data->run.label : "", data->run.label ? "\"" : "", started,
		     machine) < 0)
		return -ENOMEM;
	return terminal_put_text(out, options, name, "   ", line);
}

static int put_differences(const struct compare *compare, FILE *out,
			   const struct report_options *options)
{
	int code = 0;

	for (size_t i = 0; i < compare->difference_count && code == 0; i++)
		code = terminal_put_text(out, options, "warning: ", "         ",
					 compare->differences[i]);
	if (compare->difference_count)
		putc('\n', out);
	return code;
}

/* "+263", of boots that have not all the same "+263 {258..268}". */
static void set_cost(struct table *table, size_t row, enum column column,
		     const struct boots_cost *cost)
{
	char mean[64], least[64], most[64];

	if (!isfinite(cost->mean))
		return;
	number_text(cost->mean, true, mean);
	number_text(cost->least, false, least);
	number_text(cost->most, false, most);
	if (cost->boots > 1 && cost->least < cost->most)
		table_set(table, row, column, "%s {%s..%s}", mean, least, most);
	else
		table_set(table, row, column, "%s", mean);
}

static void set_interval(struct table *table, size_t row, enum column column,
			 const struct interval *interval)
{
	char estimate[64], low[64], high[64];

	if (!isfinite(interval->estimate))
		return;
	number_text(interval->estimate, true, estimate);
	number_text(interval->low, false, low);
	number_text(interval->high, false, high);
	if (isfinite(interval->low))
		table_set(table, row, column, "%s [%s, %s]", estimate, low, high);
	else
		table_set(table, row, column, "%s", estimate);
}

static void add_row(struct table *table, const struct comparison *comparison)
{
	size_t row = table_add_row(table);

	table_set(table, row, CONFIGURATION, "%s", comparison->configuration);
	set_cost(table, row, COST_A, &comparison->before);
	set_cost(table, row, COST_B, &comparison->after);
	set_interval(table, row, DIFFERENCE, &comparison->shift.absolute.interval);
	set_interval(table, row, PERCENT, &comparison->shift.percent.interval);
	if (comparison->rule)
		table_set(table, row, VERDICT, "%s", verdict_name(comparison->verdict));
}

static bool is_of(const struct comparison *row, const struct comparison *other)
{
	return row->partners == other->partners && strcmp(row->workload, other->workload) == 0 &&
	       row->metric == other->metric;
}

/* A table for a workload of a kernel, that of its first row; the later ones are in it. */
static int put_workload(const struct compare *compare, size_t first, FILE *out,
			const struct report_options *options)
{
	const struct comparison *head = &compare->rows[first];
	char difference[64];
	const struct table_column columns[COLUMN_COUNT] = {
		{ "Configuration", 0, true }, { "Cost in A", 0, false }, { "Cost in B", 0, false },
		{ difference, 0, false },     { "Percent", 0, false },	 { "Gate", 0, false },
	};
	struct table *table;
	int code;

	snprintf(difference, sizeof(difference), "Difference (%s)", head->unit);
	table = table_new(NULL, columns, COLUMN_COUNT);
	if (table)
		table_set_title(table, "%s: WHAT TRACING COSTS IN B OVER A, %s", head->workload,
				metric_infos[head->metric].name);
	if (table && head->cell)
		table_set_subject(table, head->cell);
	for (size_t i = first; table && i < compare->count; i++)
		if (is_of(&compare->rows[i], head))
			add_row(table, &compare->rows[i]);
	code = terminal_put_table(table, out, options);
	putc('\n', out);
	table_free(table);
	return code;
}

static bool is_first(const struct compare *compare, size_t row)
{
	for (size_t i = 0; i < row; i++)
		if (is_of(&compare->rows[i], &compare->rows[row]))
			return false;
	return true;
}

static int put_row_sentence(const struct comparison *row, FILE *out,
			    const struct report_options *options)
{
	CLEANUP_FREE char *sentence = comparison_sentence(row);
	CLEANUP_FREE char *line = NULL;

	if (!sentence || asprintf(&line, "%s%s%s/%s%s%s: %s", row->cell ? row->cell : "",
				  row->cell ? "/" : "", row->workload, row->configuration,
				  row->rule ? ": " : "", verdict_name(row->verdict), sentence) < 0)
		return -ENOMEM;
	return terminal_put_text(out, options, "- ", "  ", line);
}

/* What is told of a kernel without a partner once, among the warnings. */
static bool has_no_partner(const struct comparison *row)
{
	return row->partners->group[0] == NO_PARTNER || row->partners->group[1] == NO_PARTNER;
}

/* Those that did not pass, and those that were not compared. */
static int put_sentences(const struct compare *compare, FILE *out,
			 const struct report_options *options)
{
	int code = 0;

	for (size_t i = 0; i < compare->count && code == 0; i++) {
		const struct comparison *row = &compare->rows[i];

		if ((row->missing && !has_no_partner(row)) ||
		    (row->rule && row->verdict != VERDICT_PASS))
			code = put_row_sentence(row, out, options);
	}
	return code;
}

/* Whether a row before has an interval that is made from the same. */
static bool is_told(const struct compare *compare, size_t row)
{
	for (size_t i = 0; i < row; i++)
		if (!compare->rows[i].missing &&
		    compare->rows[i].shift.basis == compare->rows[row].shift.basis)
			return true;
	return false;
}

static int put_method(const struct shift *shift, FILE *out, const struct report_options *options)
{
	const struct estimate *estimate = &shift->absolute;
	CLEANUP_FREE char *line = NULL;

	if (asprintf(&line, "Intervals: %s%s.%s", estimate->method,
		     isfinite(estimate->level) ? "; they hold all together in 95 of 100 comparisons"
					       : "",
		     isfinite(estimate->level) && shift->basis == SHIFT_OF_BLOCKS
			 ? " They are about one boot of each side: by how much two boots of one "
			   "kernel differ is in the differences, but in no interval. With --boots "
			   "a run has several of each, and the intervals know."
			 : "") < 0)
		return -ENOMEM;
	return terminal_put_text(out, options, "- ", "  ", line);
}

/* Of each basis the first row's. */
static int put_methods(const struct compare *compare, FILE *out,
		       const struct report_options *options)
{
	int code = 0;

	for (size_t i = 0; i < compare->count && code == 0; i++)
		if (!compare->rows[i].missing && !is_told(compare, i))
			code = put_method(&compare->rows[i].shift, out, options);
	return compare->compared || code < 0
		   ? code
		   : terminal_put_text(out, options, "- ", "  ", "nothing could be compared");
}

static void put_counts(const struct compare *compare, FILE *out)
{
	struct gate_counts counts = gate_count(compare);

	if (counts.passed + counts.failed + counts.inconclusive > 0)
		fprintf(out, "\nGate: %zu passed, %zu failed, %zu inconclusive\n", counts.passed,
			counts.failed, counts.inconclusive);
}

int compare_print_text(const struct compare *compare, FILE *out,
		       const struct report_options *options)
{
	int code = put_run(out, "A: ", compare->a, options);

	if (code == 0)
		code = put_run(out, "B: ", compare->b, options);
	putc('\n', out);
	if (code == 0)
		code = put_differences(compare, out, options);
	for (size_t i = 0; i < compare->count && code == 0; i++)
		if (is_first(compare, i) && !has_no_partner(&compare->rows[i]))
			code = put_workload(compare, i, out, options);
	if (code == 0)
		code = put_methods(compare, out, options);
	if (code == 0)
		code = put_sentences(compare, out, options);
	if (code == 0 && compare->verified)
		code = verified_print(compare->verified, out, options);
	put_counts(compare, out);
	return code;
}
