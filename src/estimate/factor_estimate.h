/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_ESTIMATE_FACTOR_ESTIMATE_H
#define BPFTAX_ESTIMATE_FACTOR_ESTIMATE_H

/*
 * From pairs to figures: what a factor adds, and with some of its pairs more than on average.
 * Private to factors.h.
 *
 * Nanoseconds of blocks: stats/contrast.h, p by the signed ranks of the blocks' values.  Reloads of
 * micro, and counts that are not the same in every block, are few: the mean and Student's t.
 * Counts that are the same: no estimate, the number.
 *
 *	struct factor_figure figure;
 *
 *	if (factor_figure_make(&pairs, NULL, report, &figure) == 0)
 *		use(figure.interval, figure.exact);
 */

#include "estimate/factor_pairs.h"

struct factor_figure {
	struct interval interval;
	bool exact;
	double p;     /* that it is 0; NaN: exact, or too few blocks */
	double mde80; /* in the unit of the values; NaN likewise */
	size_t blocks;
	double there;	    /* what the factor adds in the pairs here */
	double least, most; /* over these */
};

/* here: as contrast_values() takes it.  At least one pair.  Returns 0 or -ENOMEM. */
int factor_figure_make(const struct factor_pairs *pairs, const bool *here,
		       const struct report *report, struct factor_figure *ret_figure);

#endif
