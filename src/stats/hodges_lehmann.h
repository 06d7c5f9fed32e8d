/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_STATS_HODGES_LEHMANN_H
#define BPFTAX_STATS_HODGES_LEHMANN_H

/*
 * The Hodges-Lehmann estimate of the centre and its signed-rank interval.
 *
 * The estimate is the median of the Walsh averages (walsh.h), the interval two of their order
 * statistics, whose level is exact for every continuous distribution that is symmetric, as
 * differences within a block in random order are (Hodges and Lehmann, Ann. Math. Stat. 34 (1963)
 * 598; Lehmann, ibid. 1507).  Under Gaussian noise it needs 1.05 times the data of the mean,
 * where the median needs 1.57 times, and a tenth of outliers hardly moves it.
 *
 *	struct estimate e;
 *
 *	if (hodges_lehmann_estimate(values, count, &e) == 0)
 *		use(e.interval.estimate, e.interval.low, e.interval.high, e.level, e.method);
 *
 * Ties and zeros stay: with them the level is the least that the interval has.  NaNs do not
 * count.  Infinite values are values; where both infinities are there, a mean of the two is
 * undefined and with it the estimate: NaN, and the method says so.  Below
 * HODGES_LEHMANN_INTERVAL_MINIMUM values the whole range does not reach .95: no interval.
 *
 * Time is O(n log n) and memory O(n), for any n; signed_rank.h says from which n on the level
 * attained is an approximation.
 */

#include "stats/estimate.h"

#define HODGES_LEHMANN_INTERVAL_MINIMUM 6

/* An estimator_function: the level nearest to INTERVAL_LEVEL. */
int hodges_lehmann_estimate(const double *values, size_t count, struct estimate *ret_estimate);

/* The same with the level nearest to the one wanted, .9 to .99. */
int hodges_lehmann_at_level(const double *values, size_t count, double level_wanted,
			    struct estimate *ret_estimate);

#endif
