// SPDX-License-Identifier: GPL-2.0-or-later
#include "run/plan_run.h"
#include "run/guest_again.h"
#include "run/plan_fold.h"
#include "run/plan_resume.h"
#include "run/record.h"

#include <math.h>
#include <stdio.h>

/* Guests that a baseline loses: what fails is not a treatment, or its wake. */
#define BARE_LOST_MOST 3

/* The last of its block. */
static bool ends_block(const struct plan *plan, size_t index)
{
	return index + 1 == plan->count || !plan->visits[index + 1].position;
}

/* What is under way with a plan. */
struct plan_passage {
	struct course *course;
	struct plan_fold fold;
	unsigned int bare_lost; /* guests, under no treatment, since the plan last got on */
};

static void row_take(void *context, const struct visit_row *row)
{
	struct plan_passage *passage = context;

	plan_fold_take(&passage->fold, row);
}

/* What was cut off has a row, and has not ended. */
static void row_pass(void *context, const struct visit_row *row)
{
	((struct plan_passage *)context)->fold.last_row = row->id;
}

/* Of visits that another process made: what they say of their treatments, too. */
static void row_take_over(void *context, const struct visit_row *row)
{
	struct plan_passage *passage = context;
	const struct visit *visit = plan_fold_visit(&passage->fold, row);
	struct treatment_outcome *outcome = visit ? course_outcome(passage->course, visit) : NULL;

	plan_fold_take(&passage->fold, row);
	if (!outcome || visit->cut || visit_row_is_lost(row))
		return;
	if (row->kept)
		outcome_kept(outcome);
	else
		outcome_dropped(outcome, row->reason);
}

/* No block is open: what was cut off was cut out of the plan (plan_resume.h). */
static void passage_take_up(struct plan_passage *passage)
{
	plan_fold_leave_out_before(&passage->fold, plan_fold_open_block(&passage->fold));
	plan_resume_outcomes(passage->course);
}

/* What is there already counts: its blocks, and the time that they took. */
static int passage_begin(struct plan_passage *passage, const struct plan *plan, struct error *err)
{
	struct course *course = passage->course;
	int done = plan_fold_init(&passage->fold, plan);

	if (done < 0)
		return error_errno(err, ERROR_ENVIRONMENT, -done, "no plan");
	done = record_visits(course->bench, course->workload, 0, row_take_over, passage, err);
	if (course->earlier_plan)
		passage_take_up(passage);
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
	if (done < 0)
		return done;
	/* What a lost guest can still take back is no step of the plan. */
	if (ops->alone || ends_block(fold->plan, index))
		passage->bare_lost = 0;
	plan_fold_leave_out(fold, index);
	return 0;
}

static void part_take(struct course *course, const struct plan_fold *fold)
{
	double gone = (double)fold->next * fold->plan->blocks / (double)fold->plan->count;

	course->block_part = fmax(0, gone - fold->plan->cut_blocks - course->blocks_done);
}

/* It may have come to its end before the run was cut off. */
static int end_ask_again(const struct protocol_ops *ops, const struct plan_passage *passage,
			 enum blocks_end *ret_end, struct error *err)
{
	struct course *course = passage->course;

	return course->earlier_plan && course->blocks_done && ops->block_ended
		   ? ops->block_ended(course, ret_end, err)
		   : 0;
}

static int visits_run(const struct protocol_ops *ops, void *state, struct plan_passage *passage,
		      struct error *err)
{
	struct course *course = passage->course;
	struct plan_fold *fold = &passage->fold;
	enum blocks_end end = BLOCKS_GO_ON;
	int done = end_ask_again(ops, passage, &end, err);

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

/* What ended it for good is not tried again. */
static const char *goes_on(const struct protocol_ops *ops, const struct treatment_outcome *outcome)
{
	if (outcome && outcome->closed)
		return ops->alone ? "the others go on" : "this block is made anew without it";
	return ops->alone ? "this visit is made anew" : "this block is made anew";
}

/* Told, stored as a note, and the reason of what has to be made again. */
static int loss_record(const struct protocol_ops *ops, struct course *course,
		       const struct visit *visit, const char *why, struct error *err)
{
	struct bench *bench = course->bench;
	char text[sizeof(err->text) + 256];
	int done;

	snprintf(text, sizeof(text),
		 "%s: in block %u, under %s, the guest was lost and is started again; %s: %s",
		 course->workload, visit->block + 1, bench_treatment(bench, visit)->name,
		 goes_on(ops, course_outcome(course, visit)), why);
	bench_say(bench, "%s", text);
	done = record_note(bench, text, err);
	return done < 0 ? done
			: record_visits_cut(bench, course->workload, visit->block, !ops->alone,
					    VISIT_LOST_REASON, err);
}

/* 0: the plan goes on with what was cut off; otherwise as it was. */
static int passage_again(const struct protocol_ops *ops, struct plan_passage *passage, int code,
			 struct error *err)
{
	struct course *course = passage->course;
	struct plan_fold *fold = &passage->fold;
	const struct visit *visit = &fold->plan->visits[fold->next];
	struct treatment_outcome *outcome = course_outcome(course, visit);
	struct error why = *err;
	int done;

	if (outcome)
		outcome_lost(outcome, why.text);
	else if (++passage->bare_lost == BARE_LOST_MOST)
		return code;
	done = loss_record(ops, course, visit, why.text, err);
	if (!done)
		done = record_visits(course->bench, course->workload, fold->last_row, row_pass,
				     passage, err);
	plan_fold_take_back(fold, fold->next, !ops->alone);
	return done < 0 ? done : guest_start_again(course, err);
}

static int visits_run_on(const struct protocol_ops *ops, void *state, struct plan_passage *passage,
			 struct error *err)
{
	const struct bench *bench = passage->course->bench;
	int done = visits_run(ops, state, passage, err);

	while (done < 0 && guest_is_lost(bench, done, err)) {
		done = passage_again(ops, passage, done, err);
		if (done < 0)
			return done;
		done = visits_run(ops, state, passage, err);
	}
	return done;
}

int plan_go_on(const struct protocol_ops *ops, void *state, struct course *course,
	       const struct plan *plan, struct error *err)
{
	struct plan_passage passage = { .course = course };
	int done = passage_begin(&passage, plan, err);

	if (!done)
		done = visits_run_on(ops, state, &passage, err);
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
	plan_resume_note(course, json);
	done = record_plan(course->bench, course->workload, json, err);
	json_decref(json);
	return done;
}

static int plan_begin(struct course *course, unsigned int blocks, json_t *window_pilot,
		      struct plan *ret_plan, struct error *err)
{
	const struct bench *bench = course->bench;
	int done = plan_make(bench->study, &bench->treatments, course->workload, blocks, ret_plan);

	if (done < 0)
		return error_errno(err, ERROR_ENVIRONMENT, -done, "no plan");
	done = plan_store(course, ret_plan, window_pilot, err);
	if (done < 0)
		plan_free(ret_plan);
	return done;
}

int plan_run(const struct protocol_ops *ops, void *state, struct course *course,
	     unsigned int blocks, json_t *window_pilot, struct error *err)
{
	struct bench *bench = course->bench;
	struct plan plan;
	int done = course->earlier_plan ? plan_resume_make(course, &plan, err)
					: plan_begin(course, blocks, window_pilot, &plan, err);

	if (done < 0)
		return done;
	course->blocks_planned = ops->block_ended
				     ? course->rule.planned
				     : (unsigned int)plan.count * bench->study->samples;
	done = plan_go_on(ops, state, course, &plan, err);
	plan_free(&plan);
	return done;
}
