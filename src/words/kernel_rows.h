/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_WORDS_KERNEL_ROWS_H
#define BPFTAX_WORDS_KERNEL_ROWS_H

/*
 * The rows of a table by kernel (kernel_tables.h): one for each configuration that a kernel of its
 * columns reports, and below it, where columns are folded, one for the ranges of the boots.
 */

#include "words/kernel_columns.h"
#include "words/table.h"

/* table: with a column for names, one for each kernel, and kernel_difference_has()'s. */
void kernel_rows_fill(struct table *table, const struct kernel_subject *subject,
		      const struct kernel_columns *columns);

#endif
