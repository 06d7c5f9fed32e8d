/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_WORDS_KERNEL_COLUMNS_H
#define BPFTAX_WORDS_KERNEL_COLUMNS_H

/*
 * The columns of a table by kernel (kernel_tables.h): which kernels, and how they are headed in the
 * room that there is.
 *
 *	struct kernel_columns columns;
 *
 *	kernel_columns_take(&subject, headings, 0, &columns);
 *	columns.layout = kernel_columns_can_be_short(&columns) ? KERNEL_SHORT : KERNEL_FOLDED;
 *	begin = kernel_columns_heading(&columns, columns.layout, 0, &length);
 */

#include "words/kernel_subject.h"

#define KERNELS_MAX 24 /* in one table */

/* How a table makes room: each takes less of the width than the one before. */
enum kernel_layout {
	KERNEL_WIDE,
	KERNEL_FOLDED, /* the range of the boots below their mean */
	KERNEL_SHORT,  /* and headings without what all of them have in common */
};

struct kernel_columns {
	size_t groups[KERNELS_MAX]; /* of the run */
	const char *headings[KERNELS_MAX];
	size_t count;
	enum kernel_layout layout;
};

/*
 * From the group `first` on, as many kernels of the subject as there are and one table may have.
 * headings: of all groups of the run; the columns point to them.
 */
void kernel_columns_take(const struct kernel_subject *subject, char *const *headings, size_t first,
			 struct kernel_columns *ret_columns);

/* Whether short headings still tell the kernels apart. */
bool kernel_columns_can_be_short(const struct kernel_columns *columns);

/*
 * The heading of column k in the room that the layout has, *ret_length letters from what is
 * returned on: "6.12" of "debian-6.12-cloud".
 */
const char *kernel_columns_heading(const struct kernel_columns *columns, enum kernel_layout layout,
				   size_t k, size_t *ret_length);

#endif
