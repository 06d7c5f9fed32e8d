/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_STATS_SORTED_H
#define BPFTAX_STATS_SORTED_H

/*
 * Data in order, which is all that estimators by ranks look at.
 *
 *	size_t n;
 *	CLEANUP_FREE double *sorted = sorted_copy(values, count, &n);
 *
 *	if (!sorted)
 *		return -ENOMEM;
 *	middle = sorted_middle(sorted, n);
 */

#include <stddef.h>

/*
 * The values that are not NaN, rising, equal ones as they were; the caller frees.  NULL when there
 * is no memory.  By radix (Knuth, The Art of Computer Programming 3, 5.2.5): O(n).
 */
double *sorted_copy(const double *values, size_t count, size_t *ret_n);

/* The same; ret_order, room for count numbers, says where each value was.  NULL: not wanted. */
double *sorted_copy_order(const double *values, size_t count, size_t *ret_n, size_t *ret_order);

/* For qsort(3), where there is no NaN and no room for a copy. */
int sorted_compare(const void *left, const void *right);

/* The middle one, or the mean of the middle two; NaN of nothing. */
double sorted_middle(const double *sorted, size_t n);

#endif
