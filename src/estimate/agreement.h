/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_ESTIMATE_AGREEMENT_H
#define BPFTAX_ESTIMATE_AGREEMENT_H

/*
 * Do predictions and measurements of a workload agree together?
 *
 * Each program has a prediction of its own (responses.h), and whether it agrees; but all of them
 * are held against the same baselines and the same curve, so that twenty rows that lie on one side
 * are neither twenty proofs of it nor none.  Here is one test over all rows: of the mean of their
 * differences, whose error is found by leaving out the run's blocks one by one, so that what the
 * rows share, the curve's own error among it, counts once (docs/method.md).
 *
 *	agreements_build(report);		// after responses_build(); agreements_free() too
 *	for (size_t i = 0; i < report->agreement_count; i++)
 *		use(report->agreements[i].p);
 *
 * Pure.
 */

#include "estimate/types.h"

/* Above it they agree. */
#define AGREEMENT_P .05

struct agreement {
	const char *workload;
	size_t rows, disagreeing; /* predictions, and those that disagree by themselves */
	size_t blocks;
	struct interval
	    difference; /* measured - predicted, mean over the rows, in percent points */
	double p;
	bool agrees;
};

/* Fills report->agreements, one for each response that predicts anything.  0 or -ENOMEM. */
int agreements_build(struct report *report);
void agreements_free(struct report *report);

/* That of a workload, or NULL: nothing was predicted, or from too few blocks. */
const struct agreement *agreement_find(const struct report *report, const char *workload);

#endif
