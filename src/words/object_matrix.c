// SPDX-License-Identifier: GPL-2.0-or-later
#include "words/object_matrix.h"

#include <stdlib.h>
#include "common/cleanup.h"

static const struct summary_row *row_of(const struct object_matrix *matrix, size_t name,
					const struct treatment_record *treatment)
{
	const struct summary_kernel *kernel =
	    &matrix->summary->kernels[matrix->names->kernels[name]];

	for (size_t r = 0; r < kernel->row_count; r++)
		if (kernel->rows[r].treatment == treatment)
			return &kernel->rows[r];
	return NULL;
}

static void add_program(const struct object_matrix *matrix, struct table *table, size_t first,
			const struct treatment_record *treatment, bool brief)
{
	size_t at = SIZE_MAX;

	for (size_t c = 1; c < table->column_count; c++) {
		const struct summary_row *row = row_of(matrix, first + c - 1, treatment);

		if (row && at == SIZE_MAX) {
			at = table_add_row(table);
			table_set(table, at, 0, "%s", treatment->name);
		}
		if (row)
			matrix->set(matrix->context, table, at, c, row, brief);
	}
}

static void set_heading(const struct object_matrix *matrix, struct table *table, size_t column,
			const char *name)
{
	CLEANUP_FREE char *escaped = matrix->style->escape ? matrix->style->escape(name) : NULL;

	table->failed |= matrix->style->escape && !escaped;
	table_set_heading(table, column, "%s", escaped ? escaped : name);
}

/* Of so many kernels. */
static struct table *table_of(const struct object_matrix *matrix, size_t first, size_t count,
			      bool brief)
{
	const struct run_data *data = matrix->summary->run->data;
	struct table_column *columns = calloc(count + 1, sizeof(*columns));
	struct table *table = NULL;

	for (size_t c = 0; columns && c <= count; c++)
		columns[c] = (struct table_column){ c ? "" : "Program", 0, !c };
	if (columns)
		table = table_new(NULL, columns, count + 1);
	free(columns);
	for (size_t c = 1; table && c <= count; c++)
		set_heading(matrix, table, c, matrix->names->names[first + c - 1]);
	for (size_t t = 0; table && t < data->treatment_count; t++)
		add_program(matrix, table, first, &data->treatments[t], brief);
	return table;
}

static bool fits(const struct object_matrix *matrix, const struct table *table)
{
	return !matrix->style->width || table_text_width(table) <= matrix->style->width;
}

struct table *object_matrix_next(const struct object_matrix *matrix, size_t *first)
{
	size_t count = matrix->names->count - *first;
	struct table *table = table_of(matrix, *first, count, false);

	if (table && !fits(matrix, table)) {
		table_free(table);
		table = table_of(matrix, *first, count, true);
	}
	while (table && count > 1 && !fits(matrix, table)) {
		table_free(table);
		table = table_of(matrix, *first, --count, true);
	}
	*first += count;
	return table;
}
