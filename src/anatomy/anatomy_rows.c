// SPDX-License-Identifier: GPL-2.0-or-later
#include "anatomy/anatomy_rows.h"
#include "anatomy/function_name.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

static int compare_texts(const char *a, const char *b)
{
	return strcmp(a ? a : "", b ? b : "");
}

static int compare(const void *a, const void *b)
{
	const struct anatomy_row *one = a, *other = b;
	int order = compare_texts(one->function, other->function);

	return order ? order : compare_texts(one->module, other->module);
}

/* Without a frame: what the bare event has too, or what the name says. */
static enum layer layer_by_name(const struct code_function *function, const struct counts *bare)
{
	if (!function->name)
		return LAYER_unknown;
	if (bare->of[COUNT_instructions])
		return LAYER_trigger;
	if (function_is_program(function->name, function->module))
		return LAYER_program;
	return layer_is_entry(function->name) ? LAYER_entry : LAYER_unknown;
}

static void row_add(struct anatomy *anatomy, const struct code_function *function,
		    const struct counts *attached, const struct counts *bare)
{
	struct anatomy_row row = {
		.function = function->name,
		.module = function->module,
		.layer = layer_by_name(function, bare),
		.depth = -1,
		.counts = *attached,
	};

	counts_subtract(&row.counts, bare);
	if (counts_are_zero(&row.counts))
		return;
	counts_add(&anatomy->total, &row.counts);
	anatomy->rows[anatomy->row_count++] = row;
}

int anatomy_rows_make(struct anatomy *anatomy, const struct code_functions *functions,
		      const struct counts *attached, const struct counts *bare)
{
	anatomy->rows = calloc(functions->count + 1, sizeof(*anatomy->rows));
	if (!anatomy->rows)
		return -ENOMEM;
	for (size_t i = 0; i < functions->count; i++)
		row_add(anatomy, &functions->functions[i], &attached[i], &bare[i]);
	qsort(anatomy->rows, anatomy->row_count, sizeof(*anatomy->rows), compare);
	return 0;
}

struct anatomy_row *anatomy_row_find(const struct anatomy *anatomy, const char *function,
				     const char *module)
{
	for (size_t i = 0; i < anatomy->row_count; i++)
		if (anatomy->rows[i].function == function && anatomy->rows[i].module == module)
			return &anatomy->rows[i];
	return NULL;
}
