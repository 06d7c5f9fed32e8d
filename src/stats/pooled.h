/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_STATS_POOLED_H
#define BPFTAX_STATS_POOLED_H

/*
 * Hodges-Lehmann over several differences a block.
 *
 * A block has one reading y and two baselines.  y - (b1 + b2) / 2 is one number a block, but not
 * a symmetric one: where a window in ten is slowed, y is hit once and the mean of the baselines
 * twice, half as hard.  Estimators of the centre are then off, and their "95 %" intervals hold in
 * 80 to 90 % of the cases (docs/method.md).  y - b1 and y - b2 are symmetric each, whatever the
 * noise, because the order within a block is drawn at random.  So all of them are pooled: the
 * estimate is the median of their Walsh averages, as in hodges_lehmann.h.
 *
 * Differences of one block are not independent, as they share y.  The variance of the signed-rank
 * statistic is therefore taken from the sums of the signed ranks R over blocks, not from the ranks
 * one by one (Rosner, Glynn and Lee, Biometrics 62 (2006) 185):
 *
 *	variance = c N (N + 1) (2N + 1) / 24,	c = sum (sum R)^2 / sum sum R^2
 *
 * over N differences, R around the estimate.  Interval and p are by the normal approximation with
 * a Student quantile of N - 1 degrees of freedom, which is what simulation asks for: the level
 * named is nominal, its coverage is tested in tests/property from 6 blocks on.
 *
 *	double differences[2 * blocks];		// y - b1, y - b2 of block 0, then of block 1, ...
 *	struct estimate e;
 *	struct rank_test test;
 *
 *	pooled_estimate(&(struct pooled){ differences, blocks, 2 }, INTERVAL_LEVEL, &e);
 *	pooled_test(&(struct pooled){ differences, blocks, 2 }, 0, &test);
 *
 * NaN differences do not count; nor do blocks without any.  What is said of infinite and of few
 * values in hodges_lehmann.h holds here too, with n the blocks.
 */

#include "stats/estimate.h"
#include "stats/rank_test.h"

#define POOLED_INTERVAL_MINIMUM 6 /* blocks */

struct pooled {
	const double *differences; /* per_block of each block, one block after the other */
	size_t blocks, per_block;
};

/* Blocks that have any difference. */
size_t pooled_blocks(const struct pooled *pooled);

/* level_wanted is .9 to .99; .level of the estimate is the same.  Returns 0 or -ENOMEM. */
int pooled_estimate(const struct pooled *pooled, double level_wanted,
		    struct estimate *ret_estimate);

/*
 * The signed-rank test of the same: p < 1 - level just when the point lies outside the interval,
 * but for the step between two averages.  Conclude from the two-sided p: see below.  With fewer
 * than POOLED_INTERVAL_MINIMUM blocks every p is NaN.
 */
int pooled_test(const struct pooled *pooled, double point, struct rank_test *ret_test);

/*
 * What both of them begin with: who asks for more than one sorts and searches once.
 *
 *	CLEANUP(pooled_ranking_release) struct pooled_ranking ranking = { 0 };
 *
 *	if (pooled_rank(&pooled, &ranking) == 0) {
 *		pooled_estimate_ranked(&ranking, INTERVAL_LEVEL, &e);
 *		pooled_test_ranked(&ranking, 0, &test);
 *	}
 */
struct pooled_ranking {
	double *sorted;	  /* the differences that are there */
	size_t n, blocks; /* differences, and blocks that have any */
	double centre;	  /* the estimate; NaN where there is none */
	double sd;	  /* of the number of averages on one side of the centre */
};

/* Returns 0 or -ENOMEM; release either way. */
int pooled_rank(const struct pooled *pooled, struct pooled_ranking *ret_ranking);
void pooled_ranking_release(struct pooled_ranking *ranking);
void pooled_estimate_ranked(const struct pooled_ranking *ranking, double level_wanted,
			    struct estimate *ret_estimate);
void pooled_test_ranked(const struct pooled_ranking *ranking, double point,
			struct rank_test *ret_test);

/*
 * equivalence_p() of rank_test.h, on the first difference of each block alone.  What is pooled is
 * symmetric difference by difference, but not in the sums of blocks, where y counts twice: of the
 * two tails one is heavier.  Two-sided that cancels; a one-sided test at .05 was seen to err in
 * .057 of the cases with bursts.  An equivalence has to err in at most .05, so it is exact and
 * takes a sixth more width.
 */
int pooled_equivalence_p(const struct pooled *pooled, double low, double high, double *ret_p);

#endif
