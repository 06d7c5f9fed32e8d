// SPDX-License-Identifier: GPL-2.0-or-later
#include "run/plan_run.h"
#include "run/plan_fold.h"
#include "run/record.h"

#include <math.h>

/* The last of its block. */
static bool ends_block(const struct plan *plan, size_t index)
{
	return index + 1 == plan->count || !plan->visits[index + 1].position;
}

/* What is under way with a plan. */
struct plan_passage {
	struct course *course;
	struct plan_fold fold;
};

static void row_take(void *context, const struct visit_row *row)
{
	struct plan_passage *passage = context;

	plan_fold_take(&passage->fold, row);
}

/* Of visits that another process made: what they say of their treatments, too. */
static void row_take_over(void *context, const struct visit_row *row)
{
	struct plan_passage *passage = context;
	const struct visit *visit = plan_fold_visit(&passage->fold, row);
	struct treatment_outcome *outcome = visit ? course_outcome(passage->course, visit) : NULL;

	plan_fold_take(&passage->fold, row);
	if (outcome && row->kept)
		outcome_kept(outcome);
	else if (outcome)
		outcome_dropped(outcome, row->reason);
}

/* What is there already counts: its blocks, and the time that they took. */
static int passage_begin(struct plan_passage *passage, const struct plan *plan, struct error *err)
{
	struct course *course = passage->course;
	int done = plan_fold_init(&passage->fold, plan);

	if (done < 0)
		return error_errno(err, ERROR_ENVIRONMENT, -done, "no plan");
	done = record_visits(course->bench, course->workload, 0, row_take_over, passage, err);
	course->begun_ns -= plan_fold_measured_ns(&passage->fold);
	course->blocks_done = plan_fold_blocks(&passage->fold);
	return done;
}

/* Its row is in the store by now; or there is none, as it had to be left out. */
static int next_run(const struct protocol_ops *ops, void *state, struct plan_passage *passage,
		    struct error *err)
{
	struct course *course = passage->course;
	struct plan_fold *fold = &passage->fold;
	size_t index = fold->next;
	int done = visit_run(ops, state, course, &fold->plan->visits[index], err);

	if (!done)
		done = record_visits(course->bench, course->workload, fold->last_row, row_take,
				     passage, err);
	plan_fold_leave_out(fold, index);
	return done;
}

static void part_take(struct course *course, const struct plan_fold *fold)
{
	double gone = (double)fold->next * fold->plan->blocks / (double)fold->plan->count;

	course->block_part = fmax(0, gone - course->blocks_done);
}

static int visits_run(const struct protocol_ops *ops, void *state, struct plan_passage *passage,
		      struct error *err)
{
	struct course *course = passage->course;
	struct plan_fold *fold = &passage->fold;
	enum blocks_end end = BLOCKS_GO_ON;
	int done = 0;

	while (fold->next < fold->plan->count && !done && end == BLOCKS_GO_ON) {
		size_t index = fold->next;

		if (bench_stop(course->bench) != RUN_GO_ON)
			return 0;
		part_take(course, fold);
		done = next_run(ops, state, passage, err);
		if (!done)
			run_news(course->bench->run, course->bench->cell,
				 ends_block(fold->plan, index));
		if (done < 0 || !ops->block_ended || !ends_block(fold->plan, index))
			continue;
		course->blocks_done = plan_fold_blocks(fold);
		done = ops->block_ended(course, &end, err);
	}
	return done;
}

int plan_go_on(const struct protocol_ops *ops, void *state, struct course *course,
	       const struct plan *plan, struct error *err)
{
	struct plan_passage passage = { .course = course };
	int done = passage_begin(&passage, plan, err);

	if (!done)
		done = visits_run(ops, state, &passage, err);
	plan_fold_release(&passage.fold);
	return done;
}

/* With what the pilots tried, if there were any. */
static int plan_store(struct course *course, const struct plan *plan, json_t *window_pilot,
		      struct error *err)
{
	json_t *json = plan_to_json(plan, &course->bench->treatments, course->workload);
	int done;

	if (course->pilot)
		json_object_set(json, "pilot", course->pilot);
	if (window_pilot)
		json_object_set(json, "window_pilot", window_pilot);
	done = record_plan(course->bench, course->workload, json, err);
	json_decref(json);
	return done;
}

int plan_run(const struct protocol_ops *ops, void *state, struct course *course,
	     unsigned int blocks, json_t *window_pilot, struct error *err)
{
	struct bench *bench = course->bench;
	struct plan plan;
	int done = plan_make(bench->study, &bench->treatments, course->workload, blocks, &plan);

	if (done < 0)
		return error_errno(err, ERROR_ENVIRONMENT, -done, "no plan");
	course->blocks_planned = ops->block_ended
				     ? course->rule.planned
				     : (unsigned int)plan.count * bench->study->samples;
	done = plan_store(course, &plan, window_pilot, err);
	if (!done)
		done = plan_go_on(ops, state, course, &plan, err);
	plan_free(&plan);
	return done;
}
