/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_RUN_PLAN_RESUME_H
#define BPFTAX_RUN_PLAN_RESUME_H

/*
 * A workload of a run that goes on (run/earlier.h): with the plan, the windows and the rule of its
 * blocks as they were stored.  A block that was cut off is left out and planned again; no block
 * spans two boots.  Internal to src/run.
 *
 *	plan_resume_ask(course, &err);              // course->earlier_plan: NULL, it begins anew
 *	if (course->earlier_plan)
 *		plan_resume_make(course, &plan, &err);
 */

#include "run/course.h"
#include "study/plan.h"

/* For plan_to_json()'s object: what the course has to have again when it goes on. */
void plan_resume_note(const struct course *course, json_t *plan);

/*
 * Whether the store has a plan for it, and then the course's windows and rule as they were.
 * -ENOTSUP, ERROR_USAGE: the plan of an older bpftax, which did not store them.
 */
int plan_resume_ask(struct course *course, struct error *err);

/* The plan that course->earlier_plan is; what was cut off since is cut, in the store too. */
int plan_resume_make(struct course *course, struct plan *ret_plan, struct error *err);

/* What the store says of treatments and delays that were closed, and of what has its anatomy. */
void plan_resume_outcomes(struct course *course);

#endif
