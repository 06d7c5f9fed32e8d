/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_STATS_COMBINED_H
#define BPFTAX_STATS_COMBINED_H

/*
 * A weighted sum of centres that were measured in the same blocks: what statistics add on average
 * over ten treatments; what they add to fentry more than to others; what twenty configurations lost
 * on average, less what a curve through eight others says of them.
 *
 *	double differences[series * blocks];	// of series 0 in every block, then of series 1, ...
 *	struct combined combined = { .differences = differences, .weights = weights,
 *				     .series = series, .blocks = blocks, .per_block = 1 };
 *	struct combined_estimate e;
 *
 *	combined_by_blocks(&combined, .95, &e);		// or
 *	combined_by_jackknife(&combined, .95, 0, &e);
 *	if (e.p <= .05)
 *		the sum is not 0;
 *
 * The centres' errors cannot be added up, as they share blocks, and often a reading.  Two ways:
 *
 * By blocks.  A block's value is the weighted sum of its differences; of these the Hodges-Lehmann
 * estimate, with an interval by signed ranks.  Where each difference is symmetric about what it
 * estimates, as of two windows in random order, so is the sum, and the interval holds whatever the
 * noise and however few the blocks.  But one disturbed window spoils the block for all series.
 *
 * By jackknife.  The sum of the series' Hodges-Lehmann centres, each over all blocks; its error by
 * leaving the blocks out one by one (Tukey's jackknife: Miller, Biometrika 61 (1974) 1;
 * consistent for Hodges-Lehmann, which is a smooth functional where the median is none), of more
 * than COMBINED_GROUPS_MOST in so many groups of neighbours; Student's t with COMBINED_FREEDOM
 * times a degree of freedom less than there are groups.  A disturbed window is one value of its
 * series.  It needs no symmetry of the sum, only that every centre is right.
 *
 * How many degrees of freedom a variance estimate V has is 2 / Var(log V) (Satterthwaite, Biom.
 * Bull. 2 (1946) 110): for the variance of n normal values n - 1.  That of a Hodges-Lehmann centre
 * is 1 / (12 n (int f^2)^2), f being the density, so what is estimated of it is int f^2, whose
 * influence function is 2 (f(x) - int f^2) (Hettmansperger and McKean, Robust Nonparametric
 * Statistical Methods, 2nd ed., 1.4 and 3.7):
 *
 *	Var(log V) = 16 (int f^3 / (int f^2)^2 - 1) / n = 16 (2 / sqrt(3) - 1) / n, f normal,
 *
 * so that it has 1 / (8 (2 / sqrt(3) - 1)) = .808 times as many.
 *
 * docs/method.md has the coverage of both, and which is used where.
 */

#include "stats/estimate.h"

#define COMBINED_BLOCKS_LEAST 6
#define COMBINED_FREEDOM .808 /* of a degree less than there are groups: above */
#define COMBINED_GROUPS_MOST 60
#define COMBINED_GROUPS_OF_MANY 20 /* of more than COMBINED_BLOCKS_MANY blocks: it takes time */
#define COMBINED_BLOCKS_MANY 1000

struct combined {
	const double *differences; /* [(series * blocks + block) * per_block + i]; NaN: absent */
	const double *weights;	   /* one a series; 0: it does not count */
	size_t series, blocks;
	size_t per_block; /* by blocks: 1 */
	/* What becomes of a centre before it is weighted, as percent of a logarithm; NULL: nothing.
	 */
	double (*scale)(double centre);
};

struct combined_estimate {
	struct estimate estimate; /* n: blocks.  No low and high from fewer than 6 */
	double p;		  /* that it is 0, two-sided; NaN: as above */
	double freedom;		  /* degrees of, where it is Student's; infinite: it is by ranks */
};

/* The weighted sum of each block's differences; NaN where a series with a weight has none. */
void combined_block_sums(const struct combined *combined, double *ret_sums);

/*
 * Blocks that lack a series with a weight do not count.  The interval is interpolated between the
 * two pairs of Walsh averages whose levels enclose the one wanted, by the logarithm of the tails
 * (as Hettmansperger and Sheather, Stat. Prob. Letters 4 (1986) 75, interpolate the sign test's),
 * as the nearest level at 6 blocks is .9375.  No scale.  Returns 0 or -ENOMEM.
 */
int combined_by_blocks(const struct combined *combined, double level,
		       struct combined_estimate *ret_estimate);

/*
 * other_error: a standard error of another source, independent of the blocks, in the unit of the
 * sum; 0: none.  Where a series with a weight has no centre all is NaN.  Returns 0 or -ENOMEM.
 */
int combined_by_jackknife(const struct combined *combined, double level, double other_error,
			  struct combined_estimate *ret_estimate);

/*
 * The same where several sums of the same series are wanted: what takes time is done once.
 *
 *	combined_leave_out(&combined, &centres);
 *	for (...)
 *		combined_of_centres(&centres, weights, .95, 0, &e);
 *	combined_centres_release(&centres);
 */
struct combined_centres {
	double *all;	 /* one a series, scaled; 0 where its weight was 0 */
	double *without; /* [series * groups + group]: without the blocks of the group */
	size_t series, groups, blocks;
};

/* Of the series that have a weight.  Returns 0 or -ENOMEM; release either way. */
int combined_leave_out(const struct combined *combined, struct combined_centres *ret_centres);
void combined_centres_release(struct combined_centres *centres);
/* weights: of series that had one.  Returns 0 or -ENOMEM. */
int combined_of_centres(const struct combined_centres *centres, const double *weights, double level,
			double other_error, struct combined_estimate *ret_estimate);

#endif
