/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_STATS_WALSH_H
#define BPFTAX_STATS_WALSH_H

/*
 * Walsh averages: the M = n (n + 1) / 2 means (x_i + x_j) / 2, i <= j, of n values.
 *
 * Their median is the Hodges-Lehmann estimate, their order statistics its interval, and the
 * number of them on either side of a point the signed-rank statistic (Hollander, Wolfe and
 * Chicken, Nonparametric Statistical Methods, 3rd ed., 3.2 and 3.3; Tukey 1949).  They are never
 * written down: one pass over the sorted values counts those up to a bound, so that memory is
 * O(n) and time O(n) a step however large n is.
 *
 *	uint64_t M = walsh_total(n);
 *	double least = walsh_select(sorted, n, 1), greatest = walsh_select(sorted, n, M);
 *	uint64_t not_above_0 = walsh_count(sorted, n, 0);
 *
 * sorted holds n rising values, none NaN, and not both infinities: their mean is undefined.
 */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* M.  n is below 2^32. */
uint64_t walsh_total(size_t n);

/* How many are <= bound. */
uint64_t walsh_count(const double *sorted, size_t n, double bound);

/*
 * The rank-th smallest, exactly; rank counts from 1 to M.  As in Johnson and Mizoguchi, SIAM J.
 * Comput. 7 (1978) 147, averages are counted on either side of a bound until few are left, which
 * are then sorted; the bounds are interpolated, a dozen passes for most data, and halved where
 * that does not help, at most 96.
 */
double walsh_select(const double *sorted, size_t n, uint64_t rank);

/* The middle one, or the mean of the middle two: the Hodges-Lehmann estimate.  n is at least 1. */
double walsh_median(const double *sorted, size_t n);

/* How many of sorted (itself too) have with sorted[i] an average <= bound: n counts, in O(n). */
void walsh_partners(const double *sorted, size_t n, double bound, size_t *ret_counts);

/* Whether every average exists: not so when both infinities are there. */
bool walsh_defined(const double *sorted, size_t n);

#endif
