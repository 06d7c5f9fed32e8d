/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_WORDS_OBJECT_MATRIX_H
#define BPFTAX_WORDS_OBJECT_MATRIX_H

/*
 * A table of programs by kernels that makes room: where the width does not hold the words in its
 * cells they become their marks, and kernels that still find no room go into a table of their own.
 *
 *	struct object_matrix matrix = { .summary = summary, .style = &style, .names = &names,
 *					.set = set_cost, .context = &notes };
 *
 *	for (size_t first = 0; first < names.count;)
 *		object_matrix_next(&matrix, &first, &table);
 */

#include "estimate/summary.h"
#include "words/front_part.h"
#include "words/kernel_names.h"

struct object_matrix {
	const struct summary *summary;
	const struct front_style *style;
	const struct kernel_names *names;
	/* Fills the cell; brief: as few letters as there are. */
	void (*set)(void *context, struct table *table, size_t row, size_t column,
		    const struct summary_row *of, bool brief);
	void *context;
};

/*
 * The table of the kernels from *first on; *first becomes that which the next begins with, or
 * names->count.  The caller frees the table; NULL: no memory.
 */
struct table *object_matrix_next(const struct object_matrix *matrix, size_t *first);

#endif
