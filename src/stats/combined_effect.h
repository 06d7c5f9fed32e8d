/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_STATS_COMBINED_EFFECT_H
#define BPFTAX_STATS_COMBINED_EFFECT_H

/*
 * A weighted sum of effects that were measured in the same blocks: what twenty configurations lost
 * on average beside what a curve through eight others says of them.
 *
 *	struct combined_effect combined = { differences, weights, series, blocks };
 *	struct combined_estimate e;
 *
 *	combined_effect_estimate(&combined, 0, &e);
 *	if (e.p <= .05)
 *		the sum is not 0;
 *
 * Each series is of a configuration, and its effect that of pooled.h in percent, so that the sum is
 * that of the effects reported.  Its error cannot be added up from theirs, as they share baselines
 * and blocks.  It is found by leaving the blocks out one by one (Tukey's jackknife: Miller,
 * Biometrika 61 (1974) 1; of a Hodges-Lehmann estimate it is consistent, as that is a smooth
 * functional where a median is none), of more than COMBINED_GROUPS_MOST in so many groups of
 * neighbours; interval and p by Student's t with a degree of freedom less than there are groups.
 */

#include "stats/estimate.h"

#define COMBINED_GROUPS_MOST 60
#define COMBINED_PER_BLOCK 2 /* differences of log values, to either baseline of the block */

struct combined_effect {
	const double *differences; /* [(series * blocks + block) * COMBINED_PER_BLOCK + i] */
	const double *weights;	   /* one a series; 0: it does not count */
	size_t series, blocks;
};

struct combined_estimate {
	struct interval percent; /* no low and high from fewer than 6 blocks */
	double p;		 /* that it is 0, two-sided; NaN: as above */
	size_t blocks;		 /* that any series has */
};

/*
 * other_error: a standard error of another source, in percent points, that is independent of the
 * blocks; 0: none.  Where a series with a weight has no effect all is NaN.  Returns 0 or -ENOMEM.
 */
int combined_effect_estimate(const struct combined_effect *combined, double other_error,
			     struct combined_estimate *ret_estimate);

#endif
