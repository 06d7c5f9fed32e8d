/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_ESTIMATE_FACTOR_PAIRS_H
#define BPFTAX_ESTIMATE_FACTOR_PAIRS_H

/*
 * What factors are estimated from: of each treatment the cost of an operation in every block, and
 * the pairs of treatments that differ in one factor alone.  Private to factors.h.
 *
 *	CLEANUP(factor_arms_release) struct factor_arms arms = { 0 };
 *	CLEANUP(factor_pairs_release) struct factor_pairs pairs = { 0 };
 *
 *	if (factor_arms_collect(report, "udp-drain", &arms) == 0)
 *		factor_pairs_collect(&arms, NULL, &pairs);	// of statistics
 */

#include "estimate/types.h"
#include "stats/combined.h"

/* A treatment with statistics off or on. */
struct factor_arm {
	const struct report_result *result; /* not owned */
	/*
	 * One a block, in the set's unit; NaN: absent.  Nanoseconds of blocks are as they would be
	 * at the machine's usual speed (stats/block_levels.h).  Owned by the arms.
	 */
	double *values;
};

struct factor_arms {
	struct factor_arm *arms;
	size_t count, blocks;
	double *room; /* of all values, and those of the two baselines behind them */
};

/*
 * The measured treatments of a workload, but for known delays and programs at scale; none of a run
 * without blocks.  Returns 0 or -ENOMEM; release either way.
 */
int factor_arms_collect(const struct report *report, const char *workload,
			struct factor_arms *ret_arms);
void factor_arms_release(struct factor_arms *arms);

/* The same treatment but for one thing. */
struct factor_pair {
	const struct report_result *with, *without; /* not owned */
};

struct factor_pairs {
	struct factor_pair *pairs;
	double *differences; /* with - without: [pair * blocks + block] */
	size_t count, blocks;
	struct combined_centres centres; /* of all pairs, once they were asked for */
};

/*
 * program: pairs of it and the reference program, of one mechanism and with statistics alike; NULL:
 * of statistics on and off.  A pair that less than three quarters of the blocks have would leave
 * few for all others, and is left out.  Returns 0 or -ENOMEM; release either way.
 */
int factor_pairs_collect(const struct factor_arms *arms, const char *program,
			 struct factor_pairs *ret_pairs);
void factor_pairs_release(struct factor_pairs *pairs);

/* Whether the configuration has the program that the others are held against. */
bool factor_is_reference(const struct configuration_record *configuration);

#endif
