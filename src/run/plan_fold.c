// SPDX-License-Identifier: GPL-2.0-or-later
#include "run/plan_fold.h"

#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

bool visit_row_is_lost(const struct visit_row *row)
{
	return row->reason && !strcmp(row->reason, VISIT_LOST_REASON);
}

static void next_find(struct plan_fold *fold)
{
	while (fold->next < fold->plan->count && fold->ended[fold->next])
		fold->next++;
}

int plan_fold_init(struct plan_fold *fold, const struct plan *plan)
{
	*fold = (struct plan_fold){
		.plan = plan, .last_taken = plan->count, .begun_ns = NAN, .ended_ns = NAN
	};
	fold->ended = calloc(plan->count + 1, sizeof(*fold->ended));
	fold->taken = calloc(plan->count + 1, sizeof(*fold->taken));
	if (!fold->ended || !fold->taken) {
		plan_fold_release(fold);
		return -ENOMEM;
	}
	for (size_t i = 0; i < plan->count; i++)
		fold->ended[i] = plan->visits[i].cut;
	next_find(fold);
	return 0;
}

void plan_fold_release(struct plan_fold *fold)
{
	free(fold->ended);
	free(fold->taken);
	fold->ended = fold->taken = NULL;
}

/* Rows come in the order of the plan, so that most are found at once. */
static size_t index_of(const struct plan_fold *fold, const struct visit_row *row)
{
	const struct plan *plan = fold->plan;

	for (size_t i = 0; i < plan->count; i++) {
		size_t at = (fold->next + i) % plan->count;

		if (plan->visits[at].block == row->block &&
		    plan->visits[at].position == row->position)
			return at;
	}
	return plan->count;
}

const struct visit *plan_fold_visit(const struct plan_fold *fold, const struct visit_row *row)
{
	size_t index = index_of(fold, row);

	return index < fold->plan->count ? &fold->plan->visits[index] : NULL;
}

void plan_fold_leave_out(struct plan_fold *fold, size_t index)
{
	if (index < fold->plan->count)
		fold->ended[index] = true;
	next_find(fold);
}

void plan_fold_take_back(struct plan_fold *fold, size_t index, bool block)
{
	const struct plan *plan = fold->plan;

	for (size_t i = 0; i < plan->count; i++) {
		if (i != index && !(block && plan->visits[i].block == plan->visits[index].block))
			continue;
		fold->ended[i] = false;
		if (i < fold->next)
			fold->next = i;
	}
}

/* fmin() and fmax() take the other where one is NaN. */
void plan_fold_take(struct plan_fold *fold, const struct visit_row *row)
{
	size_t index = index_of(fold, row);

	fold->last_row = row->id;
	if (index == fold->plan->count)
		return;
	fold->begun_ns = fmin(fold->begun_ns, row->begun_ns);
	fold->ended_ns = fmax(fold->ended_ns, row->ended_ns);
	if (visit_row_is_lost(row))
		return;
	fold->taken[index] = true;
	fold->last_taken = index;
	fold->last_is_short = row->kept && row->samples < fold->plan->visits[index].window_count;
	plan_fold_leave_out(fold, index);
}

/* The visit of the block before that puts on the same; the visit itself when there is none. */
static size_t visit_before(const struct plan *plan, size_t index)
{
	const struct visit *visit = &plan->visits[index];

	for (size_t i = index; i-- > 0;)
		if (plan->visits[i].block + 1 == visit->block &&
		    plan->visits[i].treatment == visit->treatment &&
		    plan->visits[i].baseline == visit->baseline)
			return i;
	return index;
}

static bool may_be_missing(const struct plan_fold *fold, size_t index)
{
	size_t before = visit_before(fold->plan, index);

	return before != index && !fold->plan->visits[before].cut && !fold->taken[before];
}

static bool block_is_whole(const struct plan_fold *fold, unsigned int block)
{
	for (size_t i = 0; i < fold->plan->count; i++)
		if (fold->plan->visits[i].block == block && !fold->taken[i] &&
		    !may_be_missing(fold, i))
			return false;
	return !fold->last_is_short;
}

unsigned int plan_fold_open_block(const struct plan_fold *fold)
{
	const struct plan *plan = fold->plan;
	unsigned int block;

	if (fold->last_taken == plan->count)
		return 0;
	block = plan->visits[fold->last_taken].block;
	return plan->visits[fold->last_taken].cut || block_is_whole(fold, block) ? block + 1
										 : block;
}

void plan_fold_leave_out_before(struct plan_fold *fold, unsigned int block)
{
	for (size_t i = 0; i < fold->plan->count; i++)
		fold->ended[i] |= fold->plan->visits[i].block < block;
	next_find(fold);
}

/* All that were cut off lie before the next visit: a run goes on behind them. */
unsigned int plan_fold_blocks(const struct plan_fold *fold)
{
	const struct plan *plan = fold->plan;

	return (fold->next < plan->count ? plan->visits[fold->next].block : plan->blocks) -
	       plan->cut_blocks;
}

uint64_t plan_fold_measured_ns(const struct plan_fold *fold)
{
	double measured_ns = fold->ended_ns - fold->begun_ns;

	return measured_ns > 0 ? (uint64_t)measured_ns : 0;
}
