/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_WORDS_KERNEL_DIFFERENCE_H
#define BPFTAX_WORDS_KERNEL_DIFFERENCE_H

/*
 * The last column of a table by kernel (kernel_tables.h): of two kernels that count, by how much
 * the second costs more.
 *
 *	if (kernel_difference_has(&subject, &columns))
 *		kernel_difference_set(&at, &subject, "fentry-null");
 */

#include "words/kernel_columns.h"
#include "words/kernel_figure.h"

/*
 * Whether the subject counts and is of two kernels, of which the second is in these columns: the
 * difference stands beside it.  What is not exact differs between two boots by more than most
 * kernels do.
 */
bool kernel_difference_has(const struct kernel_subject *subject,
			   const struct kernel_columns *columns);

/* Nothing where one of the two has no figure; that they cannot be compared, where they cannot. */
void kernel_difference_set(const struct kernel_place *at, const struct kernel_subject *subject,
			   const char *configuration);

#endif
