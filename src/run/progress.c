// SPDX-License-Identifier: GPL-2.0-or-later
#include "run/progress.h"
#include "run/budget.h"
#include "run/restart_length.h"
#include "common/deadline.h"
#include "protocol/workloads.h"

#include <math.h>

/* Samples are of a known length, and the first few do not change it. */
static double restart_left_s(const struct course *course)
{
	double left = course->blocks_planned - fmin(course->blocks_done, course->blocks_planned);
	double elapsed_s = (double)(deadline_now_ns() - course->begun_ns) / 1e9;

	if (!course->blocks_done)
		return left * (restart_sample_seconds(course->bench->study) + 1);
	return left * elapsed_s / course->blocks_done;
}

static double workload_left_s(const struct course *course)
{
	struct blocks_state state = {
		.done = course->blocks_done,
		.part = course->block_part,
		.elapsed_ns = deadline_now_ns() - course->begun_ns,
		.half_width_percent = course->half_width_percent,
	};

	return course->bench->study->protocol == PROTOCOL_RESTART
		   ? restart_left_s(course)
		   : blocks_left_s(&course->rule, &state);
}

/* Of the workloads that come after it, by what this one takes. */
static double later_s(const struct course *course, double left_s)
{
	double elapsed_s = (double)(deadline_now_ns() - course->begun_ns) / 1e9;

	return (elapsed_s + left_s) * budget_weight_after(course);
}

/* The budget is the most; a number of blocks or a precision may need less. */
static double cell_left_s(const struct course *course)
{
	const struct bench *bench = course->bench;
	double left_s = workload_left_s(course);
	double all_s = left_s + later_s(course, left_s);
	bool is_last = course->index + 1 >= bench->study->workloads.count;

	if (!course->budget_ns || bench->study->blocks)
		return all_s;
	if (is_last || bench->study->precision_percent > 0)
		return fmin(all_s, budget_left_s(bench));
	return budget_left_s(bench);
}

void course_progress(struct course *course, const char *configuration)
{
	const struct bench *bench = course->bench;
	bool restart = bench->study->protocol == PROTOCOL_RESTART;
	struct run_progress progress = {
		.workload = course->workload,
		.unit = restart ? "sample" : "block",
		.done = course->blocks_done,
		.configuration = configuration,
		.half_width_percent =
		    isfinite(course->told_width_percent) ? course->told_width_percent : NAN,
		.precision_percent = bench->study->precision_percent,
	};

	run_progress(bench->run, bench->cell, cell_left_s(course), &progress);
}
