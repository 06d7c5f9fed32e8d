// SPDX-License-Identifier: GPL-2.0-or-later
#include "run/plan_fold.h"

#include <errno.h>
#include <math.h>
#include <stdlib.h>

int plan_fold_init(struct plan_fold *fold, const struct plan *plan)
{
	*fold = (struct plan_fold){ .plan = plan, .begun_ns = NAN, .ended_ns = NAN };
	fold->ended = calloc(plan->count + 1, sizeof(*fold->ended));
	return fold->ended ? 0 : -ENOMEM;
}

void plan_fold_release(struct plan_fold *fold)
{
	free(fold->ended);
	fold->ended = NULL;
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
	while (fold->next < fold->plan->count && fold->ended[fold->next])
		fold->next++;
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
	plan_fold_leave_out(fold, index);
}

unsigned int plan_fold_blocks(const struct plan_fold *fold)
{
	return fold->next < fold->plan->count ? fold->plan->visits[fold->next].block
					      : fold->plan->blocks;
}

uint64_t plan_fold_measured_ns(const struct plan_fold *fold)
{
	double measured_ns = fold->ended_ns - fold->begun_ns;

	return measured_ns > 0 ? (uint64_t)measured_ns : 0;
}
