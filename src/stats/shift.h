/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_STATS_SHIFT_H
#define BPFTAX_STATS_SHIFT_H

/*
 * How far the values of one sample lie above those of another that is independent of it.
 *
 * The estimate is the median of all differences b - a (Hodges and Lehmann, Ann. Math. Statist. 34
 * (1963), 598), the interval is bounded by two of them, by the distribution of Wilcoxon's rank sum
 * (Hollander, Wolfe and Chicken, Nonparametric Statistical Methods, 3rd ed., 4.3).  It holds for
 * any continuous distribution, which Welch's t does not, and one disturbed block does not move it.
 * The rank sum is exact below SHIFT_EXACT_LIMIT values a side, normal with a correction above.
 *
 *	shift_estimate(before, 12, after, 12, .95, &e);     // e.interval: of after - before
 */

#include "stats/estimate.h"

#define SHIFT_EXACT_LIMIT 50

/*
 * Values that are not finite do not count.  Where so few values reach the level with no pair of
 * differences there is no low and no high, and the method says so.  Returns 0 or -ENOMEM.
 */
int shift_estimate(const double *a, size_t a_count, const double *b, size_t b_count, double level,
		   struct estimate *ret_estimate);

/*
 * For values without a random error, instructions that were counted: low and high are the least and
 * the greatest difference.
 */
int shift_exact(const double *a, size_t a_count, const double *b, size_t b_count,
		struct estimate *ret_estimate);

#endif
