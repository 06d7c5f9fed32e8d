/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_RUN_PLAN_FOLD_H
#define BPFTAX_RUN_PLAN_FOLD_H

/*
 * How far a plan is, from the rows of the store alone: which of its visits has not ended yet, how
 * many blocks are whole, and how long they took.  So that a run goes on from whatever is there.
 * Pure.  Internal to src/run.
 *
 *	struct plan_fold fold;
 *
 *	plan_fold_init(&fold, &plan);
 *	store_visits_ended(store, run, &place, plan_fold_take, &fold, &err);
 *	while (fold.next < plan.count) {
 *		visit(&plan.visits[fold.next]);
 *		...                                     // its row is taken, or
 *		plan_fold_leave_out(&fold, fold.next);  // there is none
 *	}
 *	plan_fold_release(&fold);
 */

#include "store/store.h"
#include "study/plan.h"

/*
 * Why visits are dropped that went with a guest (run/guest_again.h).  They are no visits of the
 * plan: what they were to do is done again, by whatever process.
 */
#define VISIT_LOST_REASON "the guest was lost in this block"

bool visit_row_is_lost(const struct visit_row *row);

struct plan_fold {
	const struct plan *plan;
	bool *ended;		   /* of each visit: kept, dropped or left out */
	bool *taken;		   /* of each visit: it has a row */
	size_t last_taken;	   /* plan->count: none */
	bool last_is_short;	   /* the last row has fewer samples than its visit has windows */
	size_t next;		   /* the first that has not ended; plan->count: there is none */
	int64_t last_row;	   /* that was taken; 0: none */
	double begun_ns, ended_ns; /* of the first sample and the last; NaN: no sample yet */
};

/* 0 or -ENOMEM. */
int plan_fold_init(struct plan_fold *fold, const struct plan *plan);
void plan_fold_release(struct plan_fold *fold);

/*
 * The visit of this row has ended; what the plan does not have is no visit of it, and what was lost
 * with its guest only took time.
 */
void plan_fold_take(struct plan_fold *fold, const struct visit_row *row);

/* A visit that leaves no row, as its treatment cannot be had. */
void plan_fold_leave_out(struct plan_fold *fold, size_t index);

/* A visit that is to be made again, or all of its block. */
void plan_fold_take_back(struct plan_fold *fold, size_t index, bool block);

/* The plan's visit of a row; NULL when it has none. */
const struct visit *plan_fold_visit(const struct plan_fold *fold, const struct visit_row *row);

/*
 * Of a plan that somebody else went through: the first block that was not, the number of blocks
 * where all were.  Blocks follow each other, so that those before the last row's are whole whatever
 * they lack; of its own block a visit may only be missing whose treatment had no row in the block
 * before either, as it cannot be had.
 */
unsigned int plan_fold_open_block(const struct plan_fold *fold);

/* All blocks before this one have ended. */
void plan_fold_leave_out_before(struct plan_fold *fold, unsigned int block);

/* How many blocks are whole, from the first on, but for those that were cut off. */
unsigned int plan_fold_blocks(const struct plan_fold *fold);

/* From the beginning of the first sample to the end of the last; 0: there is none. */
uint64_t plan_fold_measured_ns(const struct plan_fold *fold);

#endif
