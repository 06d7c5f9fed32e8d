/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_STATS_EXPECTED_H
#define BPFTAX_STATS_EXPECTED_H

/*
 * What a run would see that has not begun: its MDE80, from a few seconds of the same visits with
 * nothing to tell apart (A/A).
 *
 *	struct expectation expectation;
 *
 *	expectation_make(readings, count, 12, &expectation);           // blocks of 12 visits
 *	percent = expectation_percent(&expectation, 30);               // of 30 blocks
 *
 * Of the readings, in the order in which they were taken, three at a time stand for a block's
 * configuration and its two baselines.  They are taken as far apart as two visits of a block are on
 * average, (visits + 1) / 3, so that what drifts within a block shows as it will.  The estimate is
 * the run's own (pooled.h), its MDE the run's own (power.h); with the blocks it shrinks as
 * 1 / sqrt(blocks).
 */

#include <stddef.h>

struct expectation {
	size_t blocks; /* made of the readings */
	double mde80;  /* of so many, on the scale of the logarithm; NaN: too few readings */
};

/* block_visits is at least 3.  Readings are positive.  0 or -ENOMEM. */
int expectation_make(const double *readings, size_t count, size_t block_visits,
		     struct expectation *ret_expectation);

/* MDE80 of so many blocks; NaN where there is none, as of fewer blocks than an interval needs. */
double expectation_percent(const struct expectation *expectation, double blocks);

#endif
