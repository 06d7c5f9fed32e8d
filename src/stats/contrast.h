/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_STATS_CONTRAST_H
#define BPFTAX_STATS_CONTRAST_H

/*
 * What the two readings of a pair differ by, over several kinds of pairs that every block has: on
 * average, and with some kinds by how much more than on average.
 *
 *	double differences[kinds * blocks];	// of kind 0 in every block, then of kind 1, ...
 *	struct contrast contrast = { differences, kinds, blocks };
 *	bool here[kinds];
 *
 *	contrast_values(&contrast, NULL, values);	// one a block: the mean over the kinds
 *	contrast_values(&contrast, here, values);	// those here, less the mean over all
 *	contrast_estimate(values, blocks, .95, &e);
 *
 * The two readings of a pair follow each other in random order, so that each difference is
 * symmetric about what it estimates, whatever the noise; so is a block's value, made of its
 * differences, and its interval needs no other assumption (hodges_lehmann.h).
 *
 * Kinds may differ in what they estimate, m.  A mean over kinds would let one disturbed window
 * spoil a block, and a centre that is not moved by it would not be their mean.  So each difference
 * is taken relative to its own kind's centre over all blocks (Hodges-Lehmann), a block's value is
 * the Hodges-Lehmann centre of these, and the mean of all m is added: without noise of that sort
 * it is the mean.  Blocks that lack a kind have no value.
 */

#include <stdbool.h>
#include "stats/estimate.h"

struct contrast {
	const double *differences; /* [kind * blocks + block]; NaN: absent */
	size_t kinds, blocks;
};

/*
 * here: which kinds are held against the mean of all; NULL: that mean itself.  At least one of
 * them.  Writes a value a block, NaN where a kind is absent.  Returns 0 or -ENOMEM.
 */
int contrast_values(const struct contrast *contrast, const bool *here, double *ret_values);

/* The centres over the blocks of each kind, NaN where there is none.  0 or -ENOMEM. */
int contrast_centres(const struct contrast *contrast, double *ret_centres);

/*
 * The Hodges-Lehmann estimate of values, its interval interpolated between the two pairs of Walsh
 * averages whose levels enclose the one wanted (as Hettmansperger and Sheather, Stat. Prob.
 * Letters 4 (1986) 75, do it for the sign test): the nearest level at 6 blocks would be .9375.
 * No interval from fewer than 6.  Returns 0 or -ENOMEM.
 */
int contrast_estimate(const double *values, size_t count, double level,
		      struct estimate *ret_estimate);

#endif
