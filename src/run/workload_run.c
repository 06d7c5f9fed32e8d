// SPDX-License-Identifier: GPL-2.0-or-later
#include "run/workload_run.h"
#include "run/budget.h"
#include "run/course_blocks.h"
#include "run/micro.h"
#include "run/notes.h"
#include "run/plan_resume.h"
#include "run/plan_run.h"
#include "run/record.h"
#include "run/restart.h"
#include "run/results.h"
#include "run/start.h"
#include "run/switch.h"
#include "run/window_fit.h"
#include "run/window_pilot.h"
#include "common/deadline.h"
#include "protocol/workloads.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

/* Where nobody chose them, as many blocks as an interval needs find room in the budget. */
static int lengths_fit(struct course *course, struct error *err)
{
	const struct window_lengths usual = course->lengths;
	const struct block_length block = course_block_length(course);

	if (course->bench->study->window_ns || !course->rule.budget_ns)
		return 0;
	course->lengths = window_fit(&usual, &block, course->rule.budget_ns);
	return course->lengths.window_ns < usual.window_ns ? note_short_windows(course, err) : 0;
}

static int lengths_find(struct course *course, json_t **ret_pilot, struct error *err)
{
	int done;

	course->rule = course_blocks_rule(course);
	course->lengths = course_usual_lengths(course);
	done = window_pilot(course, course_measuring_ns(course), ret_pilot, err);
	if (done < 0)
		return done;
	return *ret_pilot ? note_window(course, *ret_pilot, err) : lengths_fit(course, err);
}

/*
 * A loaded receiver that did not start, whatever the agent says of it: the reader of the note has
 * its words.  One that was asked for by name has failed, and the other workloads go on; alone it
 * ends the run.  An agent that says nothing any more ends it too.
 */
static bool may_leave_out(const struct course *course, int code)
{
	const struct study *study = course->bench->study;
	bool has_others = !study->workloads_named || study->workloads.count > 1;

	return code == -EREMOTEIO && has_others && workload_is_loaded(course->workload);
}

/* Says so, then and in the report; the run goes on without it. */
static int leave_out(struct course *course, const struct error *why, struct error *err)
{
	char text[sizeof(why->text) + 256];

	snprintf(text, sizeof(text),
		 "%s was left out: %s. The other workloads go on. As a rule it can be had where "
		 "nobody else uses this machine's CPUs: try again when they are idle.",
		 course->workload, why->text);
	bench_say(course->bench, "%s", text);
	return record_note(course->bench, text, err);
}

/* Stopped all the same: it may have got half-way. */
static int left_out_end(struct course *course, struct error *err)
{
	struct error why = *err;
	int done = workload_stop(course, err);

	if (!done)
		done = leave_out(course, &why, err);
	if (!done && course->bench->study->workloads_named)
		done = results_refuse(course, why.text, err);
	return done < 0 ? done : WORKLOAD_LEFT_OUT;
}

/* Everything between the workload's start and its end. */
static int blocks_run(struct course *course, struct error *err)
{
	bool restart = course->bench->study->protocol == PROTOCOL_RESTART;
	json_t *pilot = NULL;
	int done = note_load(course, err);

	if (!done)
		done = note_traffic(course, err);
	if (!done)
		done = plan_resume_ask(course, err);
	if (!done && !course->earlier_plan)
		done = lengths_find(course, &pilot, err);
	if (!done)
		done = plan_run(restart ? &protocol_restart : &protocol_switch, NULL, course,
				course_blocks_plan(course), pilot, err);
	json_decref(pilot);
	return done;
}

static int started_run(struct course *course, struct error *err)
{
	int done = workload_start(course, err), stopped;

	if (done < 0 && may_leave_out(course, done))
		return left_out_end(course, err);
	course->begun_ns = deadline_now_ns();
	budget_share(course); /* the start took of it */
	if (!done)
		done = blocks_run(course, err);
	stopped = workload_stop(course, done ? NULL : err);
	return done < 0 ? done : stopped;
}

/* The agent starts and ends what it triggers with each reload. */
static int micro_run(struct course *course, struct error *err)
{
	struct micro micro;
	int done = micro_init(&micro, course->bench);

	if (done < 0)
		return error_set(err, ERROR_ENVIRONMENT, ENOMEM, "no memory");
	course->rule =
	    (struct blocks_rule){ .planned = micro.effort.reloads, .budget_ns = course->budget_ns };
	done = plan_resume_ask(course, err);
	if (!done)
		done = plan_run(&protocol_micro, &micro, course, micro.effort.reloads, NULL, err);
	micro_release(&micro);
	return done;
}

int workload_run(struct course *course, struct error *err)
{
	bool is_event = workload_kind_of(course->workload) == WORKLOAD_EVENT;
	int done = is_event ? micro_run(course, err) : started_run(course, err);

	if (!done)
		done = note_withheld(course, err);
	return done ? done : results_add(course, err);
}
