// SPDX-License-Identifier: GPL-2.0-or-later
#include "run/blocks_end.h"
#include "run/record.h"
#include "common/cleanup.h"
#include "common/deadline.h"
#include "estimate/run_report.h"
#include "stats/stopping.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

static void cleanup_run_data(struct run_data **data)
{
	run_data_free(*data);
}

static int data_load(struct bench *bench, struct run_data **ret_data, struct error *err)
{
	CLEANUP_UNLOCK struct run *run = run_lock(bench->run);

	return store_cell_load(run->context->store, run->record.id, bench->record.id, ret_data,
			       err);
}

static void width_take(struct course *course, const struct report *report)
{
	for (size_t w = 0; w < report->workload_count; w++)
		if (!strcmp(report->workloads[w].name, course->workload))
			course->half_width_percent = report->workloads[w].half_width_percent;
}

/*
 * How far the intervals of the workload reach by now, as the report at the end will have them.  Of
 * its cell alone: the others' samples would take time, and change nothing.
 */
static int look(struct course *course, struct error *err)
{
	CLEANUP(cleanup_run_data) struct run_data *data = NULL;
	CLEANUP(cleanup_run_report) struct run_report *report = NULL;
	int done = data_load(course->bench, &data, err);

	if (!done)
		done = run_report_build(data, &report, err);
	if (!done)
		width_take(course, report->reports[0]);
	return done;
}

static struct blocks_state blocks_state_of(const struct course *course)
{
	return (struct blocks_state){
		.done = course->blocks_done,
		.elapsed_ns = deadline_now_ns() - course->begun_ns,
		.half_width_percent = course->half_width_percent,
	};
}

/* What ended it, for the report. */
static int end_note(struct course *course, enum blocks_end end, struct error *err)
{
	char text[256], reached[64] = "";
	double wanted = course->rule.precision_percent;

	if (wanted > 0 && isfinite(course->half_width_percent))
		snprintf(reached, sizeof(reached), ", with intervals of %.2g %% either way",
			 course->half_width_percent);
	if (end == BLOCKS_PRECISE)
		snprintf(text, sizeof(text),
			 "%s: ended after %u blocks by its precision: no interval is wider than "
			 "%.2g %% either way, where %g %% was wanted.",
			 course->workload, course->blocks_done, course->half_width_percent, wanted);
	else
		snprintf(text, sizeof(text), "%s: ended after %u blocks by %s%s%s.",
			 course->workload, course->blocks_done,
			 end == BLOCKS_ALL ? "their number" : "its budget", reached,
			 *reached ? " at the last look" : "");
	return record_note(course->bench, text, err);
}

/* After each block; the half-width is found every STOPPING_STRIDE of them, for the user to see. */
int blocks_end_ask(struct course *course, enum blocks_end *ret_end, struct error *err)
{
	struct blocks_state state;
	int done = 0;

	if (course->blocks_done % STOPPING_STRIDE == 0)
		done = look(course, err);
	state = blocks_state_of(course);
	*ret_end = blocks_decide(&course->rule, &state);
	if (!done && *ret_end != BLOCKS_GO_ON)
		done = end_note(course, *ret_end, err);
	return done;
}

int blocks_round_fits(struct course *course, enum blocks_end *ret_end, struct error *err)
{
	uint64_t elapsed_ns = deadline_now_ns() - course->begun_ns;
	unsigned int rounds = course->blocks_done;

	(void)err;
	if (course->budget_ns && rounds >= 2 &&
	    elapsed_ns + elapsed_ns / rounds > course->budget_ns)
		*ret_end = BLOCKS_BUDGET;
	return 0;
}
