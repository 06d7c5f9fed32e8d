/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_STATS_POOLED_MEDIAN_H
#define BPFTAX_STATS_POOLED_MEDIAN_H

/*
 * The median of several differences a block: the second opinion beside pooled.h.
 *
 * Wider than Hodges-Lehmann, but it holds its ground where half of the data are spoilt, where the
 * other does with 29 %.  As differences of one block share a reading, the sign statistic varies
 * c N / 4, with c = sum (sum s)^2 / sum sum s^2 over the signs s around the median (signs in
 * clusters: Larocque, Nevalainen and Oja, Biometrika 94 (2007) 267); the interval is
 * X(k) .. X(N + 1 - k), k by the normal approximation with Student's quantile, as there.
 *
 *	pooled_median_estimate(&pooled, INTERVAL_LEVEL, &second);
 *	if (estimates_disagree(&first, &second))
 *		print both;
 */

#include "stats/pooled.h"

/* Returns 0 or -ENOMEM.  Few, absent and infinite values as in pooled.h. */
int pooled_median_estimate(const struct pooled *pooled, double level_wanted,
			   struct estimate *ret_estimate);

/* The same where they are ranked already. */
void pooled_median_ranked(const struct pooled *pooled, const struct pooled_ranking *ranking,
			  double level_wanted, struct estimate *ret_estimate);

#endif
