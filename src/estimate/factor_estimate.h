/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_ESTIMATE_FACTOR_ESTIMATE_H
#define BPFTAX_ESTIMATE_FACTOR_ESTIMATE_H

/*
 * From pairs to figures: what a factor adds on average, and in some of its pairs more than that.
 * Private to factors.h.
 *
 * Nanoseconds of blocks: stats/combined.h, by jackknife from FACTOR_JACKKNIFE_BLOCKS blocks and two
 * pairs on, by the blocks' sums below.  Reloads of micro, and counts that are not the same in every
 * block, are few: the mean and Student's t.  Counts that are the same: no estimate, the number.
 *
 *	struct factor_figure figure;
 *
 *	if (factor_figure_make(&pairs, NULL, report, &figure) == 0)
 *		use(figure.interval, figure.exact);
 */

#include "estimate/factor_pairs.h"

#define FACTOR_JACKKNIFE_BLOCKS 40
#define FACTOR_SAME .05 /* instructions: what readings of a clock round off (metrics.h) */

struct factor_figure {
	struct interval interval;
	bool exact;
	double p;	/* that it is 0; NaN: exact, or too few blocks */
	double p_least; /* that so many blocks can give; 0: any */
	double error;	/* the standard one, in the unit of the values; NaN likewise */
	double freedom; /* degrees of, of that error; infinite: it is by ranks */
	size_t blocks;
	double there;	    /* what the factor adds in the pairs here */
	double least, most; /* over these */
};

/* here: which pairs are held against the mean of all; NULL: that mean itself.  At least one pair.
 *  Returns 0 or -ENOMEM. */
int factor_figure_make(struct factor_pairs *pairs, const bool *here, const struct report *report,
		       struct factor_figure *ret_figure);

#endif
