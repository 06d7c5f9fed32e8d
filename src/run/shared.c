// SPDX-License-Identifier: GPL-2.0-or-later
#include "run/shared.h"
#include "run/cell_budget.h"
#include "run/jobs.h"
#include "common/deadline.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

/* A number of blocks leaves no budget. */
static bool has_budget(const struct study *study)
{
	return study->budget_ns && !study->blocks && study->protocol == PROTOCOL_SWITCH;
}

static int time_init(struct run *run)
{
	const struct cell_list *cells = run->cells;
	double budget_s = has_budget(run->study) ? (double)run->study->budget_ns / 1e9 : 0;
	int code =
	    time_left_init(&run->time, cells->count, budget_s, counted_jobs(run->study, cells));

	for (size_t i = 0; i < cells->count && !code; i++)
		run->time.cells[i].counted = cells->cells[i].timing == TIMING_COUNTED;
	return code;
}

int run_init(struct run *run, const struct study *study, const struct cell_list *cells,
	     const struct run_context *context)
{
	*run = (struct run){
		.study = study, .cells = cells, .context = context, .begun_ns = deadline_now_ns()
	};
	pthread_mutex_init(&run->lock, NULL);
	return time_init(run);
}

static void row_names_free(struct row_names *rows)
{
	for (size_t i = 0; i < rows->count; i++)
		free(rows->names[i]);
	free(rows->names);
	free(rows->ids);
}

void run_release(struct run *run)
{
	run_data_free(run->earlier);
	row_names_free(&run->treatments);
	row_names_free(&run->configurations);
	time_left_release(&run->time);
	text_buffer_release(&run->held);
	free(run->held_reason);
	pthread_mutex_destroy(&run->lock);
}

struct run *run_lock(struct run *run)
{
	pthread_mutex_lock(&run->lock);
	return run;
}

void run_unlock(struct run **run)
{
	pthread_mutex_unlock(&(*run)->lock);
}

enum run_stop run_stop(struct run *run)
{
	CLEANUP_UNLOCK struct run *locked = run_lock(run);
	const struct run_context *context = locked->context;

	return context->stop ? context->stop(context->context) : RUN_GO_ON;
}

static void say(const struct run *run, const char *line)
{
	if (run->context->say)
		run->context->say(run->context->context, line);
}

static void held_say(struct run *run)
{
	if (run->held_reason)
		say(run, text_buffer_get(&run->held));
	free(run->held_reason);
	run->held_reason = NULL;
	run->said = true;
}

void run_say(struct run *run, const char *line)
{
	CLEANUP_UNLOCK struct run *locked = run_lock(run);

	held_say(locked);
	say(locked, line);
}

void run_say_held(struct run *run)
{
	CLEANUP_UNLOCK struct run *locked = run_lock(run);

	held_say(locked);
}

static bool may_hold(const struct run *run, const char *reason)
{
	return !run->said && (!run->held_reason || !strcmp(run->held_reason, reason));
}

void run_say_failure(struct run *run, const char *line, const char *reason)
{
	CLEANUP_UNLOCK struct run *locked = run_lock(run);

	if (!may_hold(locked, reason)) {
		held_say(locked);
		say(locked, line);
		return;
	}
	text_buffer_add(&locked->held, "%s%s", locked->held_reason ? "\n" : "", line);
	if (!locked->held_reason)
		locked->held_reason = strdup(reason);
}

static double run_now_s(const struct run *run)
{
	return (double)(deadline_now_ns() - run->begun_ns) / 1e9;
}

void run_progress(struct run *run, const struct cell *cell, double left_s,
		  struct run_progress *progress)
{
	CLEANUP_UNLOCK struct run *locked = run_lock(run);
	const struct run_context *context = locked->context;
	double now_s = run_now_s(locked);
	struct how_far how_far;
	char label[512];

	time_left_say(&locked->time, cell->id, now_s, left_s);
	how_far = time_left_look(&locked->time, now_s);
	progress->fraction = how_far.fraction;
	progress->remaining_s = how_far.left_s;
	if (locked->cells->count > 1)
		progress->cell = cell_label(label, sizeof(label), locked->cells, cell);
	if (context->progress)
		context->progress(context->context, progress);
}

void run_news(struct run *run, const struct cell *cell, bool block_ended)
{
	CLEANUP_UNLOCK struct run *locked = run_lock(run);
	const struct run_context *context = locked->context;
	const struct run_news news = {
		.run_id = locked->record.id,
		.counted = cell->timing == TIMING_COUNTED,
		.block_ended = block_ended,
	};

	if (context->news)
		context->news(context->context, &news);
}

/* Cells that are left take the same of what is left; the first timed one knows what counting took.
 */
static uint64_t timed_budget_ns(struct run *run, uint64_t budget_ns)
{
	uint64_t elapsed_ns = deadline_now_ns() - run->begun_ns;
	bool counts = cells_count(run->cells, TIMING_COUNTED);

	if (!run->timed_begun)
		run->counted_ns = counts ? elapsed_ns : 0;
	return budget_of_cell_ns(budget_ns, run->counted_ns, elapsed_ns,
				 cells_count(run->cells, TIMING_TIMED) - run->timed_begun++);
}

uint64_t run_cell_begin(struct run *run, const struct cell *cell)
{
	CLEANUP_UNLOCK struct run *locked = run_lock(run);
	uint64_t budget_ns = cell->study.budget_ns;

	time_left_begin(&locked->time, cell->id, run_now_s(locked));
	return !budget_ns || cell->timing != TIMING_TIMED ? budget_ns
							  : timed_budget_ns(locked, budget_ns);
}

void run_cell_end(struct run *run, const struct cell *cell)
{
	CLEANUP_UNLOCK struct run *locked = run_lock(run);

	time_left_end(&locked->time, cell->id, run_now_s(locked));
}

int64_t row_names_find(const struct row_names *rows, const char *name)
{
	for (size_t i = 0; i < rows->count; i++)
		if (!strcmp(rows->names[i], name))
			return rows->ids[i];
	return -1;
}

int row_names_add(struct row_names *rows, const char *name, int64_t id)
{
	char **names = reallocarray(rows->names, rows->count + 1, sizeof(*names));
	int64_t *ids = names ? reallocarray(rows->ids, rows->count + 1, sizeof(*ids)) : NULL;

	if (names)
		rows->names = names;
	if (!ids)
		return -ENOMEM;
	rows->ids = ids;
	names[rows->count] = strdup(name);
	if (!names[rows->count])
		return -ENOMEM;
	ids[rows->count++] = id;
	return 0;
}

bool run_delays_get(struct run *run, struct delays *ret_delays)
{
	CLEANUP_UNLOCK struct run *locked = run_lock(run);

	if (!locked->auto_delays.count)
		return false;
	*ret_delays = locked->auto_delays;
	return true;
}

void run_delays_keep(struct run *run, const struct delays *delays)
{
	CLEANUP_UNLOCK struct run *locked = run_lock(run);

	locked->auto_delays = *delays;
}

void run_accelerator_keep(struct run *run, const char *accelerator)
{
	CLEANUP_UNLOCK struct run *locked = run_lock(run);

	locked->emulated |= accelerator && !strcmp(accelerator, "tcg");
}

bool run_emulated(struct run *run)
{
	CLEANUP_UNLOCK struct run *locked = run_lock(run);

	return locked->emulated;
}
