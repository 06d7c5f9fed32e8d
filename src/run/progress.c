// SPDX-License-Identifier: GPL-2.0-or-later
#include "run/progress.h"
#include "common/deadline.h"

#include <math.h>

/* Blocks take as long as those before them; samples of protocol = restart are counted. */
static double workload_fraction(const struct course *course)
{
	const struct blocks_rule *rule = &course->rule;
	uint64_t elapsed_ns = deadline_now_ns() - course->begun_ns;
	struct blocks_state state = { course->blocks_done, elapsed_ns, course->half_width_percent };
	double expected = blocks_expected(rule, &state);

	if (course->bench->study->protocol == PROTOCOL_RESTART)
		return course->blocks_planned
			   ? fmin(1, (double)course->blocks_done / course->blocks_planned)
			   : 0;
	if (rule->budget_ns && !(expected > 0))
		return fmin(1, (double)elapsed_ns / (double)rule->budget_ns);
	if (!(expected > 0))
		return 0;
	if (!rule->budget_ns ||
	    expected * (double)elapsed_ns < state.done * (double)rule->budget_ns)
		return fmin(1, state.done / expected);
	return fmin(1, (double)elapsed_ns / (double)rule->budget_ns);
}

/* The budget is the most; a number of blocks or a precision may need less. */
static double remaining_s(const struct course *course, double fraction)
{
	const struct study *study = course->bench->study;
	double elapsed_s = (double)(deadline_now_ns() - course->bench->begun_ns) / 1e9;
	double left_s = fraction > .02 ? elapsed_s * (1 - fraction) / fraction : NAN;
	double budget_left_s = (double)study->budget_ns / 1e9 - elapsed_s;

	if (!study->budget_ns || study->blocks || !course->budget_ns)
		return left_s;
	/* fmin() takes the other where one is NaN. */
	return fmax(0, study->precision_percent > 0 ? fmin(left_s, budget_left_s) : budget_left_s);
}

void course_progress(struct course *course, const char *configuration)
{
	double within = workload_fraction(course);
	double fraction = course->fraction_before + course->fraction_share * within;
	const struct bench *bench = course->bench;
	const struct cell_list *cells = bench->run->cells;
	bool restart = bench->study->protocol == PROTOCOL_RESTART;
	char label[512];
	struct run_progress progress = {
		.cell =
		    cells->count > 1 ? cell_label(label, sizeof(label), cells, bench->cell) : NULL,
		.workload = course->workload,
		.fraction = fraction,
		.remaining_s = remaining_s(course, fraction),
		.unit = restart ? "sample" : "block",
		.done = course->blocks_done,
		.configuration = configuration,
		.half_width_percent =
		    isfinite(course->half_width_percent) ? course->half_width_percent : NAN,
		.precision_percent = bench->study->precision_percent,
	};

	run_progress(bench->run, bench->cell->id, &progress);
}
