// SPDX-License-Identifier: GPL-2.0-or-later
#include "run/cells_run.h"
#include "run/cell_run.h"
#include "run/earlier.h"
#include "run/jobs.h"
#include "run/record.h"
#include "run/results.h"
#include "common/deadline.h"

#include <errno.h>
#include <stdlib.h>

/* What the threads take their cells from. */
struct queue {
	struct run *run;
	struct bench *benches;
	struct cell_end *ends;
	enum timing timing;
	size_t next; /* under the run's lock */
};

static void cell_carry_out(struct queue *queue, size_t index)
{
	struct bench *bench = &queue->benches[index];
	struct cell_end *end = &queue->ends[index];

	bench->entered_ns = deadline_now_ns() - earlier_measured_ns(queue->run, bench->record.id);
	bench->budget_ns = run_cell_begin(queue->run, bench->cell);
	end->code = cell_run(bench, &end->error);
	run_cell_end(queue->run, bench->cell);
	if (end->code < 0 && queue->run->cells->count > 1 && bench_stop(bench) == RUN_GO_ON)
		bench_say_failure(bench, end->error.text);
}

/* The next cell of the queue's timing; their number when there is none. */
static size_t queue_take(struct queue *queue)
{
	CLEANUP_UNLOCK struct run *run = run_lock(queue->run);
	const struct cell_list *cells = run->cells;

	while (queue->next < cells->count && (cells->cells[queue->next].timing != queue->timing ||
					      earlier_is_done(run, (unsigned int)queue->next)))
		queue->next++;
	return queue->next < cells->count ? queue->next++ : cells->count;
}

static void *queue_work(void *context)
{
	struct queue *queue = context;

	while (run_stop(queue->run) == RUN_GO_ON) {
		size_t index = queue_take(queue);

		if (index == queue->run->cells->count)
			break;
		cell_carry_out(queue, index);
	}
	return NULL;
}

/* This thread works as well; with no thread beside it, it does all. */
static void counted_run(struct queue *queue)
{
	size_t jobs = counted_jobs(queue->run->study, queue->run->cells), started = 0;
	pthread_t *threads = calloc(jobs + 1, sizeof(*threads));

	while (threads && started + 1 < jobs &&
	       !pthread_create(&threads[started], NULL, queue_work, queue))
		started++;
	queue_work(queue);
	for (size_t i = 0; i < started; i++)
		pthread_join(threads[i], NULL);
	free(threads);
}

/* Cells that were done when the run was cut off take none of its time; what they became counts. */
static void done_cells_end(struct run *run)
{
	for (size_t i = 0; i < run->cells->count; i++)
		if (earlier_is_done(run, (unsigned int)i)) {
			run_cell_begin(run, &run->cells->cells[i]);
			results_take_over(run, earlier_cell(run, (unsigned int)i)->id);
			run_cell_end(run, &run->cells->cells[i]);
		}
}

static void queues_run(struct queue *queue)
{
	done_cells_end(queue->run);
	queue->timing = TIMING_COUNTED;
	counted_run(queue);
	queue->timing = TIMING_TIMED;
	queue->next = 0;
	queue_work(queue);
}

int cells_run(struct run *run, struct cell_end *ret_ends, struct error *err)
{
	size_t count = run->cells->count;
	struct queue queue = { .run = run, .ends = ret_ends };
	int done = 0;

	queue.benches = calloc(count, sizeof(*queue.benches));
	if (!queue.benches)
		return error_set(err, ERROR_ENVIRONMENT, ENOMEM, "no memory");
	for (size_t i = 0; i < count && !done; i++) {
		bench_init(&queue.benches[i], run, &run->cells->cells[i]);
		done = record_cell_begin(&queue.benches[i], err);
	}
	if (!done)
		queues_run(&queue);
	for (size_t i = 0; i < count; i++)
		bench_release(&queue.benches[i]);
	free(queue.benches);
	return done;
}
