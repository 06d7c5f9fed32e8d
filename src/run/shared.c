// SPDX-License-Identifier: GPL-2.0-or-later
#include "run/shared.h"
#include "common/deadline.h"

#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

int run_init(struct run *run, const struct study *study, const struct cell_list *cells,
	     const struct run_context *context)
{
	*run = (struct run){
		.study = study, .cells = cells, .context = context, .begun_ns = deadline_now_ns()
	};
	run->fractions = calloc(cells->count + 1, sizeof(*run->fractions));
	pthread_mutex_init(&run->lock, NULL);
	return run->fractions ? 0 : -ENOMEM;
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
	row_names_free(&run->treatments);
	row_names_free(&run->configurations);
	free(run->fractions);
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

void run_say(struct run *run, const char *line)
{
	CLEANUP_UNLOCK struct run *locked = run_lock(run);
	const struct run_context *context = locked->context;

	if (context->say)
		context->say(context->context, line);
}

/* Of several cells as they go by now; that of one knows better (run/course.c). */
static double remaining_s(const struct run *run, const struct run_progress *progress)
{
	double elapsed_s = (double)(deadline_now_ns() - run->begun_ns) / 1e9;

	if (run->cells->count == 1)
		return progress->remaining_s;
	return progress->fraction > .02 ? elapsed_s * (1 - progress->fraction) / progress->fraction
					: NAN;
}

void run_progress(struct run *run, unsigned int cell, struct run_progress *progress)
{
	CLEANUP_UNLOCK struct run *locked = run_lock(run);
	const struct run_context *context = locked->context;
	double fraction = 0;

	locked->fractions[cell] = progress->fraction;
	for (size_t i = 0; i < locked->cells->count; i++)
		fraction += locked->fractions[i] / (double)locked->cells->count;
	progress->fraction = fraction;
	progress->remaining_s = remaining_s(locked, progress);
	if (context->progress)
		context->progress(context->context, progress);
}

void run_cell_done(struct run *run, const struct cell *cell, uint64_t spent_ns)
{
	CLEANUP_UNLOCK struct run *locked = run_lock(run);

	locked->fractions[cell->id] = 1;
	if (cell->timing != TIMING_TIMED)
		return;
	locked->timed_done++;
	locked->timed_spent_ns += spent_ns;
}

uint64_t run_budget_ns(struct run *run, const struct cell *cell)
{
	CLEANUP_UNLOCK struct run *locked = run_lock(run);
	uint64_t budget_ns = cell->study.budget_ns, left_ns;
	size_t cells_left = cells_count(locked->cells, TIMING_TIMED) - locked->timed_done;

	if (!budget_ns || cell->timing != TIMING_TIMED || !cells_left)
		return budget_ns;
	left_ns = budget_ns > locked->timed_spent_ns ? budget_ns - locked->timed_spent_ns : 0;
	/* Nothing left: one block all the same. */
	return left_ns / cells_left ? left_ns / cells_left : 1;
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
