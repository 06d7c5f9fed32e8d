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

struct plan_fold {
	const struct plan *plan;
	bool *ended;		   /* of each visit: kept, dropped or left out */
	size_t next;		   /* the first that has not ended; plan->count: there is none */
	int64_t last_row;	   /* that was taken; 0: none */
	double begun_ns, ended_ns; /* of the first sample and the last; NaN: no sample yet */
};

/* 0 or -ENOMEM. */
int plan_fold_init(struct plan_fold *fold, const struct plan *plan);
void plan_fold_release(struct plan_fold *fold);

/* The visit of this row has ended; what the plan does not have is no visit of it. */
void plan_fold_take(struct plan_fold *fold, const struct visit_row *row);

/* A visit that leaves no row, as its treatment cannot be had. */
void plan_fold_leave_out(struct plan_fold *fold, size_t index);

/* The plan's visit of a row; NULL when it has none. */
const struct visit *plan_fold_visit(const struct plan_fold *fold, const struct visit_row *row);

/* How many blocks are whole, from the first on. */
unsigned int plan_fold_blocks(const struct plan_fold *fold);

/* From the beginning of the first sample to the end of the last; 0: there is none. */
uint64_t plan_fold_measured_ns(const struct plan_fold *fold);

#endif
