// SPDX-License-Identifier: GPL-2.0-or-later
/* The answer where a run has several kernels: a column each. */
#include "words/front_table.h"

#include <errno.h>
#include <stdlib.h>
#include "words/cell_words.h"
#include "words/front_cells.h"
#include "words/front_part.h"

#define KERNELS_MAX 24 /* in one table */

struct kernel_columns {
	const struct summary_kernel *kernels[KERNELS_MAX];
	struct table_column columns[1 + KERNELS_MAX];
	size_t count;
	bool counted;
};

static size_t group_of(const struct summary_kernel *kernel, bool counted)
{
	return counted ? kernel->counted : kernel->timed;
}

static const char *heading_of(const struct run_report *run, size_t group,
			      const struct front_style *style, struct front_part *part)
{
	char *name = cell_group_heading(run, group);
	char *escaped;

	if (!name || !style->escape)
		return front_part_keep(part, name);
	escaped = style->escape(name);
	free(name);
	return front_part_keep(part, escaped);
}

static int columns_find(struct kernel_columns *to, const struct summary *summary,
			const struct front_style *style, struct front_part *part)
{
	for (size_t k = 0; k < summary->kernel_count && to->count < KERNELS_MAX; k++) {
		size_t group = group_of(&summary->kernels[k], to->counted);
		struct table_column column = { .foreign = false };

		if (group == SIZE_MAX)
			continue;
		column.heading = heading_of(summary->run, group, style, part);
		if (!column.heading)
			return -ENOMEM;
		to->kernels[to->count++] = &summary->kernels[k];
		to->columns[to->count] = column;
	}
	return 0;
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
		const struct summary_row *row = row_of(columns->kernels[k], treatment);

		if (row && at.row == SIZE_MAX) {
			at.row = table_add_row(table);
			table_set(table, at.row, 0, "%s%s", treatment->name,
				  row->statistics ? "-stat" : "");
		}
		at.column = 1 + k;
		set_kernel(&at, row, columns->counted);
	}
}

int front_table_of_kernels(const struct summary *summary, bool counted,
			   const struct front_style *style, struct front_part *part)
{
	struct kernel_columns kernels = { .counted = counted,
					  .columns = { { "Treatment", 0, true } } };
	const struct run_data *data = summary->run->data;
	int code = columns_find(&kernels, summary, style, part);

	if (code < 0)
		return code;
	part->table = table_new(NULL, kernels.columns, 1 + kernels.count);
	for (size_t t = 0; t < data->treatment_count && part->table && kernels.count; t++)
		add_treatment(part->table, &kernels, &data->treatments[t], style);
	return part->table ? 0 : -ENOMEM;
}
