// SPDX-License-Identifier: GPL-2.0-or-later
/* The answer where a run has several kernels: a column each. */
#include "words/front_table.h"

#include <errno.h>
#include "common/cleanup.h"
#include "words/cell_words.h"
#include "words/front_cells.h"
#include "words/front_part.h"

#define KERNELS_MAX 24 /* in one table */

struct kernel_columns {
	const struct summary *summary;
	size_t kernels[KERNELS_MAX];
	struct table_column columns[1 + KERNELS_MAX];
	size_t count;
	bool counted;
};

static size_t group_of(const struct summary_kernel *kernel, bool counted)
{
	return counted ? kernel->counted : kernel->timed;
}

/* The first kernel from here on that has the timing; kernel_count after the last. */
static size_t next_kernel(const struct summary *summary, bool counted, size_t kernel)
{
	while (kernel < summary->kernel_count &&
	       group_of(&summary->kernels[kernel], counted) == SIZE_MAX)
		kernel++;
	return kernel;
}

static void columns_find(struct kernel_columns *to, size_t first)
{
	const struct summary *summary = to->summary;

	for (size_t k = next_kernel(summary, to->counted, first);
	     k < summary->kernel_count && to->count < KERNELS_MAX;
	     k = next_kernel(summary, to->counted, k + 1)) {
		to->kernels[to->count++] = k;
		to->columns[to->count] = (struct table_column){ .heading = "" };
	}
}

static const struct summary_row *row_of(const struct summary_kernel *kernel,
					const struct treatment_record *treatment)
{
	for (size_t r = 0; r < kernel->row_count; r++)
		if (kernel->rows[r].treatment == treatment)
			return &kernel->rows[r];
	return NULL;
}

static void set_kernel(const struct front_cell *at, const struct summary_row *row, bool counted)
{
	if (row && counted)
		front_set_instructions(at, &row->instructions,
				       summary_statistics_instructions(row));
	else if (row)
		front_set_ns(at, &row->ns);
}

static void add_treatment(struct table *table, const struct kernel_columns *columns,
			  const struct treatment_record *treatment, const struct front_style *style)
{
	struct front_figures how = { style->utf8, false };
	struct front_cell at = { table, SIZE_MAX, 0, &how };

	for (size_t k = 0; k < columns->count; k++) {
		const struct summary_row *row =
		    row_of(&columns->summary->kernels[columns->kernels[k]], treatment);

		if (row && at.row == SIZE_MAX) {
			at.row = table_add_row(table);
			table_set(table, at.row, 0, "%s%s", treatment->name,
				  row->statistics ? "-stat" : "");
		}
		at.column = 1 + k;
		set_kernel(&at, row, columns->counted);
	}
}

static int set_heading(struct table *table, size_t column, const struct kernel_columns *columns,
		       const struct front_style *style)
{
	const struct summary *summary = columns->summary;
	size_t group = group_of(&summary->kernels[columns->kernels[column - 1]], columns->counted);
	CLEANUP_FREE char *name = cell_group_heading(summary->run, group);
	CLEANUP_FREE char *escaped = name && style->escape ? style->escape(name) : NULL;
	const char *heading = style->escape ? escaped : name;

	if (!heading)
		return -ENOMEM;
	table_set_heading(table, column, "%s", heading);
	return 0;
}

static struct table *table_of(const struct kernel_columns *columns, const struct front_style *style)
{
	const struct run_data *data = columns->summary->run->data;
	struct table *table = table_new(NULL, columns->columns, 1 + columns->count);

	for (size_t k = 1; k <= columns->count && table; k++)
		if (set_heading(table, k, columns, style) < 0) {
			table_free(table);
			return NULL;
		}
	for (size_t t = 0; t < data->treatment_count && table; t++)
		add_treatment(table, columns, &data->treatments[t], style);
	return table;
}

/* Cuts the columns to those that the width holds, but for the first kernel. */
static struct table *table_fit(struct kernel_columns *columns, const struct front_style *style)
{
	struct table *table = table_of(columns, style);

	while (table && style->width && columns->count > 1 &&
	       table_text_width(table) > style->width) {
		table_free(table);
		columns->count--;
		table = table_of(columns, style);
	}
	return table;
}

int front_table_of_kernels(const struct summary *summary, bool counted,
			   const struct front_style *style, struct front_part *part, size_t *first)
{
	struct kernel_columns columns = { .summary = summary,
					  .counted = counted,
					  .columns = { { "Treatment", 0, true } } };

	columns_find(&columns, *first);
	part->table = table_fit(&columns, style);
	*first = columns.count
		     ? next_kernel(summary, counted, columns.kernels[columns.count - 1] + 1)
		     : summary->kernel_count;
	return part->table ? 0 : -ENOMEM;
}

bool front_kernels_have(const struct summary *summary, bool counted)
{
	for (size_t k = 0; k < summary->kernel_count; k++)
		for (size_t r = 0; r < summary->kernels[k].row_count; r++) {
			const struct summary_row *row = &summary->kernels[k].rows[r];

			if (counted ? row->instructions.result : row->ns.result)
				return true;
		}
	return false;
}
