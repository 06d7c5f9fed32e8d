// SPDX-License-Identifier: GPL-2.0-or-later
#include "run/blocks_end.h"
#include "run/record.h"
#include "common/cleanup.h"
#include "common/deadline.h"
#include "estimate/noise_outlook.h"
#include "estimate/precision.h"
#include "estimate/run_report.h"
#include "stats/pooled.h"
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

/* What the workload is going to tell at the end of its budget. */
static void outlook_take(struct course *course, const struct report *report)
{
	double elapsed_ns = (double)(deadline_now_ns() - course->begun_ns);
	double expected = course->blocks_done * (double)course->rule.budget_ns / elapsed_ns;

	course->outlook_percent =
	    noise_outlook_percent(report, course->workload, course->blocks_done, expected);
}

static void width_take(struct course *course, const struct report *report)
{
	for (size_t w = 0; w < report->workload_count; w++) {
		const struct report_workload *workload = &report->workloads[w];

		if (strcmp(workload->name, course->workload) != 0)
			continue;
		course->half_width_percent = workload->half_width_percent;
		course->told_width_percent = precision_told_percent(report, workload);
	}
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
	if (done)
		return done;
	width_take(course, report->reports[0]);
	outlook_take(course, report->reports[0]);
	return 0;
}

static struct blocks_state blocks_state_of(const struct course *course)
{
	return (struct blocks_state){
		.done = course->blocks_done,
		.elapsed_ns = deadline_now_ns() - course->begun_ns,
		.half_width_percent = course->half_width_percent,
	};
}

/* Ends it early, which only a budget does: a number of blocks or a precision was asked for. */
static bool is_hopeless(const struct course *course)
{
	return course->rule.budget_ns && !(course->rule.precision_percent > 0) &&
	       noise_outlook_is_hopeless(course->outlook_percent, course->blocks_done);
}

/* What holds all the same; a cell that counts may have failed. */
static const char *what_holds(const struct bench *bench)
{
	return cells_count(bench->run->cells, TIMING_COUNTED)
		   ? "What was counted, where it was, holds all the same"
		   : "Instructions hold on such a machine: --exact counts them";
}

static int noise_note(struct course *course, struct error *err)
{
	char text[512], why[256];

	if (isinf(course->outlook_percent))
		snprintf(why, sizeof(why),
			 "Others had its CPUs for so long that most of these blocks do not count");
	else
		snprintf(why, sizeof(why),
			 "Its two baselines, between which nothing differs, would not agree within "
			 "%.0f %% even at the end of its budget",
			 course->outlook_percent);
	snprintf(text, sizeof(text),
		 "%s: ended after %u blocks: this machine is too busy for it. %s. %s.",
		 course->workload, course->blocks_done, why, what_holds(course->bench));
	bench_say(course->bench, "%s", text);
	return record_note(course->bench, text, err);
}

/* A machine that is busy elsewhere has none to spare; a user should not take the lack for a result.
 */
static int too_few_note(struct course *course, struct error *err)
{
	char text[512];

	snprintf(text, sizeof(text),
		 "%s: its budget held %u of the %d blocks that an interval needs: its effects have "
		 "none. A machine that is less busy, or a longer --budget, has them. %s.",
		 course->workload, course->blocks_done, POOLED_INTERVAL_MINIMUM,
		 what_holds(course->bench));
	bench_say(course->bench, "%s", text);
	return record_note(course->bench, text, err);
}

/* What ended it, for the report. */
static int end_note(struct course *course, enum blocks_end end, struct error *err)
{
	char text[256], how[192];

	if (end == BLOCKS_NOISE)
		return noise_note(course, err);
	if (end == BLOCKS_BUDGET && course->blocks_done < POOLED_INTERVAL_MINIMUM)
		return too_few_note(course, err);
	snprintf(text, sizeof(text), "%s: %s", course->workload,
		 blocks_end_format(how, sizeof(how), &course->rule, end, course->blocks_done,
				   course->told_width_percent));
	return record_note(course->bench, text, err);
}

/* For the user to see, for a precision, and as long as noise might end it. */
static bool looks_now(const struct course *course)
{
	return course->blocks_done % stopping_stride(course->blocks_done) == 0 ||
	       (course->rule.budget_ns && course->blocks_done >= NOISE_OUTLOOK_FIRST_BLOCKS &&
		course->blocks_done < STOPPING_STRIDE);
}

int blocks_end_ask(struct course *course, enum blocks_end *ret_end, struct error *err)
{
	struct blocks_state state;
	int done = 0;

	if (looks_now(course))
		done = look(course, err);
	state = blocks_state_of(course);
	*ret_end = blocks_decide(&course->rule, &state);
	if (*ret_end == BLOCKS_GO_ON && is_hopeless(course))
		*ret_end = BLOCKS_NOISE;
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
