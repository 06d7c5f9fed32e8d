/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_STATS_SIGNED_RANK_H
#define BPFTAX_STATS_SIGNED_RANK_H

/*
 * Wilcoxon's signed-rank distribution: of V, the sum of those of the ranks 1..n that chance, a
 * fair coin for each, makes positive.
 *
 *	double level;
 *	uint64_t k = signed_rank_interval_rank(n, .95, &level);
 *	// Walsh averages k and M + 1 - k enclose the centre with probability `level`
 *
 * Exact (libRmath's psignrank and qsignrank, which count sums of ranks) up to
 * SIGNED_RANK_EXACT_MAXIMUM; the count takes n^3 / 4 steps and overflows doubles past n = 1,023.
 * Beyond it the normal distribution with the continuity correction and Edgeworth's next term,
 * from the fourth cumulant -n(n+1)(2n+1)(3n^2+3n-1)/240 (Fellingham and Stoker, JASA 59 (1964)
 * 899), within 1e-6 of the exact one already at that n.
 */

#include <stddef.h>
#include <stdint.h>

#define SIGNED_RANK_EXACT_MAXIMUM 300

/* P(V <= v) for n >= 1. */
double signed_rank_cdf(uint64_t v, size_t n);

/*
 * The rank k, counted from 1, for n >= 1 values whose interval W(k) .. W(M + 1 - k) of the sorted
 * Walsh averages has the level 1 - 2 P(V <= k - 1) nearest to the one wanted (the wider of two
 * that are equally near), and that level (Hollander, Wolfe and Chicken, 3.3).
 */
uint64_t signed_rank_interval_rank(size_t n, double level_wanted, double *ret_level);

#endif
