// SPDX-License-Identifier: GPL-2.0-or-later
#include "words/kernel_tables.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include "common/cleanup.h"
#include "common/text.h"
#include "words/cell_words.h"
#include "words/kernel_difference.h"
#include "words/kernel_rows.h"

const char *kernel_tables_legend(bool utf8)
{
	return utf8 ? "Of a kernel with several boots: their mean, {the range of their estimates} "
		      "and ± half of the widest interval of a boot; no interval is pooled over "
		      "boots, and counted boots that agree are one number. Of one boot: its "
		      "estimate and interval. (1 of 2 boots): the others have no figure there."
		    : "Of a kernel with several boots: their mean, {the range of their estimates} "
		      "and +- half of the widest interval of a boot; no interval is pooled over "
		      "boots, and counted boots that agree are one number. Of one boot: its "
		      "estimate and interval. (1 of 2 boots): the others have no figure there.";
}

void kernel_tables_release(struct kernel_tables *tables)
{
	for (size_t i = 0; i < tables->count; i++)
		table_free(tables->tables[i].table);
	free(tables->tables);
	text_words_free(tables->headings, tables->heading_count);
	*tables = (struct kernel_tables){ 0 };
}

static struct table *table_new_for(const struct kernel_subject *subject,
				   const struct table_column *columns, size_t count)
{
	struct table *table = table_new(NULL, columns, count);

	if (!table)
		return NULL;
	table_set_title(table, "BY KERNEL: %s (%s)", subject->what,
			subject->figure == ACROSS_PERCENT ? "%"
							  : metric_unit_word(subject->metric));
	table_set_subject(table, subject->workload);
	return table;
}

/* Behind the configuration. */
static void name_kernels(struct table *table, const struct kernel_columns *columns)
{
	for (size_t k = 0; k < columns->count; k++) {
		size_t length;
		const char *begin = kernel_columns_heading(columns, columns->layout, k, &length);

		table_set_heading(table, 1 + k, "%.*s", (int)length, begin);
	}
}

static struct table *table_make(const struct kernel_subject *subject,
				const struct kernel_columns *columns)
{
	struct table_column drawn[KERNELS_MAX + 2] = { { "Configuration", 0, true } };
	size_t count = 1 + columns->count;
	struct table *table;

	for (size_t k = 0; k < columns->count; k++)
		drawn[1 + k].heading = ""; /* see name_kernels() */
	if (kernel_difference_has(subject, columns))
		drawn[count++] = (struct table_column){ "Difference", 0, false };
	table = table_new_for(subject, drawn, count);
	if (!table)
		return NULL;
	name_kernels(table, columns);
	kernel_rows_fill(table, subject, columns);
	return table;
}

/* 1 where no layout fits, which cannot be where there is one kernel; 0 or -ENOMEM. */
static int table_lay_out(const struct kernel_subject *subject, struct kernel_columns *columns,
			 struct table **ret_table)
{
	unsigned int width = subject->style->width;
	int last = kernel_columns_can_be_short(columns) ? KERNEL_SHORT : KERNEL_FOLDED;

	for (int layout = KERNEL_WIDE; layout <= last; layout++) {
		struct table *table;

		columns->layout = layout;
		table = table_make(subject, columns);
		if (!table)
			return -ENOMEM;
		if (width == 0 || table_text_width(table) <= width ||
		    (columns->count == 1 && layout == last)) {
			*ret_table = table;
			return 0;
		}
		table_free(table);
	}
	return 1;
}

/* The table of the first kernels that the width holds: *columns is cut to them. */
static int table_fit(const struct kernel_subject *subject, struct kernel_columns *columns,
		     struct table **ret_table)
{
	int code;

	while ((code = table_lay_out(subject, columns, ret_table)) > 0)
		columns->count--;
	return code;
}

static bool is_emulated(const struct kernel_subject *subject, const struct kernel_columns *columns)
{
	for (size_t i = 0; i < subject->run->count; i++)
		for (size_t k = 0; k < columns->count; k++)
			if (subject->run->group_of[i] == columns->groups[k] &&
			    subject->run->reports[i]->emulated)
				return true;
	return false;
}

/* Takes the table over. */
static int add_table(struct kernel_tables *tables, struct table *table, bool emulated)
{
	struct kernel_table *larger =
	    reallocarray(tables->tables, tables->count + 1, sizeof(*larger));

	if (!larger) {
		table_free(table);
		return -ENOMEM;
	}
	tables->tables = larger;
	larger[tables->count++] = (struct kernel_table){ table, emulated };
	return 0;
}

static int add_subject(const struct kernel_subject *subject, struct kernel_tables *tables)
{
	struct kernel_columns columns;
	size_t first = 0;
	int code = 0;

	for (kernel_columns_take(subject, tables->headings, first, &columns);
	     columns.count && code == 0;
	     kernel_columns_take(subject, tables->headings, first, &columns)) {
		struct table *table = NULL;

		code = table_fit(subject, &columns, &table);
		if (code == 0)
			code = add_table(tables, table, is_emulated(subject, &columns));
		first = columns.groups[columns.count - 1] + 1;
	}
	return code;
}

static int add_workload(const struct run_report *run, const struct kernel_table_style *style,
			const char *workload, bool counted, struct kernel_tables *tables)
{
	enum workload_kind kind = workload_kind_of(workload);
	enum metric primary = metric_primary(workload);
	struct kernel_subject subject = { run, style, workload, counted };
	int code = 0;

	if (kind == WORKLOAD_TRAFFIC) {
		subject.metric = METRIC_RATE_PPS;
		subject.figure = ACROSS_PERCENT;
		subject.what = "RATE vs BASELINE";
		code = add_subject(&subject, tables);
	}
	subject.metric = counted ? metric_counted(primary) : primary;
	subject.what = kind == WORKLOAD_TRAFFIC ? "CPU TIME PER OPERATION vs BASELINE"
		       : kind == WORKLOAD_EVENT ? "COST OF AN EVENT OVER THE BARE TRIGGER"
						: "COST PER OPERATION OVER THE BASELINE";
	return code < 0 ? code : add_subject(&subject, tables);
}

/* Whether no cell before has the workload. */
static bool is_new(const struct run_report *run, size_t cell, const char *workload)
{
	for (size_t i = 0; i < cell; i++)
		for (size_t w = 0; w < run->reports[i]->workload_count; w++)
			if (strcmp(run->reports[i]->workloads[w].name, workload) == 0)
				return false;
	return true;
}

static int add_cell_workloads(const struct run_report *run, const struct kernel_table_style *style,
			      size_t cell, struct kernel_tables *tables)
{
	const struct report *report = run->reports[cell];
	bool counted_first = strcmp(run->groups[0].timing, "counted") == 0;
	int code = 0;

	for (size_t w = 0; w < report->workload_count && code == 0; w++) {
		const char *workload = report->workloads[w].name;

		if (!is_new(run, cell, workload))
			continue;
		code = add_workload(run, style, workload, counted_first, tables);
		if (code == 0)
			code = add_workload(run, style, workload, !counted_first, tables);
	}
	return code;
}

static int add_heading(const struct run_report *run, const struct kernel_table_style *style,
		       size_t group, struct kernel_tables *tables)
{
	CLEANUP_FREE char *heading = cell_group_heading(run, group);

	if (!heading)
		return -ENOMEM;
	tables->headings[group] = style->escape ? style->escape(heading) : take_pointer(heading);
	return tables->headings[tables->heading_count++] ? 0 : -ENOMEM;
}

int kernel_tables_build(const struct run_report *run, const struct kernel_table_style *style,
			struct kernel_tables *ret_tables)
{
	int code;

	*ret_tables = (struct kernel_tables){ 0 };
	if (!run_report_has_cells(run))
		return 0;
	ret_tables->headings = calloc(run->group_count, sizeof(*ret_tables->headings));
	code = ret_tables->headings ? 0 : -ENOMEM;
	for (size_t g = 0; g < run->group_count && code == 0; g++)
		code = add_heading(run, style, g, ret_tables);
	for (size_t i = 0; i < run->count && code == 0; i++)
		code = add_cell_workloads(run, style, i, ret_tables);
	return code;
}
