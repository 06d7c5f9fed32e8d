/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_PLAN_H
#define BPFTAX_PLAN_H

/*
 * The plan: which treatment is attached when, decided before anything runs.
 *
 * A block visits every treatment once and the sham, which is the baseline, twice, in an order drawn
 * from the seed.  A visit is one attachment; in it one or two windows follow each other, statistics
 * off and on in random order, under the same link (so that the hits counted with statistics on
 * prove the window without).  Where the study has known delays, one visit more has a window for
 * each of them, in random order.  The mechanism that carries a sham is drawn from the study's.
 *
 *	struct plan plan;
 *
 *	plan_make(&study, &treatments, "udp-drain", 30, &plan);
 *	for (size_t i = 0; i < plan.count; i++)
 *		visit(&plan.visits[i]);
 *	plan_free(&plan);
 *
 * The same study and seed give the same plan, byte for byte; the random numbers are our own
 * (study/random.h), not libc's.
 */

#include <jansson.h>
#include "study/configuration.h"

struct visit {
	const char *workload; /* the caller's of plan_make() */
	unsigned int block;
	unsigned int position;	/* in the block, from 0 */
	unsigned int treatment; /* its id */
	unsigned int baseline;	/* which of a block's two shams; else 0 */
	bool cut;		/* of a block that was cut off: it is not visited any more */
	const char *carrier;	/* the sham's mechanism, pointing into the study; else NULL */
	unsigned int window_count;
	struct window_setting windows[DELAYS_MAX];
};

struct plan {
	struct visit *visits;
	size_t count;
	unsigned int blocks; /* those that were cut off among them */
	unsigned int cut_blocks;
};

/*
 * Plans `blocks` blocks of the switch protocol (or, for restart, one visit a configuration in the
 * order baseline, then as listed, then baseline; window_count is then 1 and each has study->samples
 * samples). treatments are the study's.  Seeded by study->seed and the workload's name.  Never
 * fails but for memory (-ENOMEM).
 */
int plan_make(const struct study *study, const struct treatment_list *treatments,
	      const char *workload, unsigned int blocks, struct plan *ret_plan);

void plan_free(struct plan *plan);

/*
 * A block was cut off: it is visited again, as it was planned, under the number behind its own, and
 * all blocks after it move by one.  A number that the plan has not is -EINVAL; -ENOMEM.
 */
int plan_block_again(struct plan *plan, unsigned int block);

/*
 * For the store: {"workload":..., "blocks":..., "visits":[[block, position, kind, ...], ...]}, and
 * "cut": the numbers of the blocks that were cut off, where there are any.
 */
json_t *plan_to_json(const struct plan *plan, const struct treatment_list *treatments,
		     const char *workload);

#endif
