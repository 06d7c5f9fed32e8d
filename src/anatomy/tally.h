/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_ANATOMY_TALLY_H
#define BPFTAX_ANATOMY_TALLY_H

/*
 * What the windows of one kind counted, function by function.
 *
 *	struct tally tally = { 0 };
 *
 *	tally_make(&recording, &functions, chosen, count, &tally);
 *	tally.medians[function].of[COUNT_loads];
 *	tally_release(&tally);
 *
 * Each number is the lower median over the windows, by itself: of windows that are alike it is
 * their number, and one that is not takes nothing away from the others.  How many windows are
 * medians in every number says how far they were alike.  Pure.
 */

#include <stddef.h>
#include "anatomy/code_functions.h"
#include "anatomy/counts.h"

struct tally {
	struct counts *medians; /* of each function */
	size_t windows, agreeing;
};

/* chosen: indices of the recording's windows, one at least.  0 or -ENOMEM. */
int tally_make(const struct recording *recording, const struct code_functions *functions,
	       const size_t *chosen, size_t count, struct tally *ret_tally);
void tally_release(struct tally *tally);

/* What one execution is, beside being one: of its window's count. */
struct counts tally_counts(const struct recording *recording,
			   const struct code_functions *functions,
			   const struct recorded_count *count);

#endif
