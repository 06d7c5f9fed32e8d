/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_RUN_SHARED_H
#define BPFTAX_RUN_SHARED_H

/*
 * What the benches of a run share, each in a thread of its own where cells are measured at once:
 * the store's writer, the user's ear and eye, the wish to stop.  All of it is used under one lock.
 * Internal to src/run.
 *
 *	struct run run;
 *
 *	run_init(&run, &study, &cells, &context);
 *	...
 *	CLEANUP_UNLOCK struct run *locked = run_lock(&run);  // until the end of the block
 *	store_note_add(locked->context->store, ...);
 *	...
 *	run_release(&run);
 */

#include <pthread.h>
#include "common/cleanup.h"
#include "common/text_buffer.h"
#include "run/context.h"
#include "run/time_left.h"
#include "study/cell.h"
#include "study/delays.h"

/* Rows of the store by their names, so that every cell finds those that another one wrote. */
struct row_names {
	char **names;
	int64_t *ids;
	size_t count;
};

struct run {
	struct run_data *earlier;  /* of a run that goes on (run/earlier.h); NULL: it begins */
	const struct study *study; /* of all cells */
	const struct cell_list *cells;
	const struct run_context *context;
	pthread_mutex_t lock;
	uint64_t begun_ns; /* CLOCK_MONOTONIC */

	/* under the lock */
	struct run_record record;
	struct row_names treatments, configurations;
	struct run_outcome outcome;
	unsigned int visits;	 /* in the store by now */
	struct text_buffer held; /* lines of failures */
	char *held_reason;	 /* of all of them; NULL: something else was said */
	bool said;		 /* anything */
	struct time_left time;
	uint64_t
	    counted_ns; /* from the run's beginning to the first timed cell; 0: not there yet */
	size_t timed_begun;
	struct delays auto_delays; /* as the first cell found them; count 0: none has yet */
	bool emulated;		   /* accel = auto, and a cell found that KVM does not work */
};

/* 0 or -ENOMEM. */
int run_init(struct run *run, const struct study *study, const struct cell_list *cells,
	     const struct run_context *context);
void run_release(struct run *run);

struct run *run_lock(struct run *run);
void run_unlock(struct run **run);
#define CLEANUP_UNLOCK CLEANUP(run_unlock)

/* What the user asked for in the meantime. */
enum run_stop run_stop(struct run *run);

/* Tells the user one line. */
void run_say(struct run *run, const char *line);

/*
 * That a cell failed, and why.  As long as all have failed by the same, before anything else was
 * said, it is held back: where none can be had, the run's error is all there is to say.
 */
void run_say_failure(struct run *run, const char *line, const char *reason);
/* Says what is held back after all: where the run was stopped, no error of it does. */
void run_say_held(struct run *run);

/*
 * Tells how far it is; left_s is what the cell itself knows of its end (NaN: nothing), from which
 * the run's share and time left are filled in.
 */
void run_progress(struct run *run, const struct cell *cell, double left_s,
		  struct run_progress *progress);

/* Tells that there is more in the store, by this cell. */
void run_news(struct run *run, const struct cell *cell, bool block_ended);

/*
 * A cell begins, or has come to its end, whichever.  run_cell_begin() returns what it may spend
 * from now on: one that takes time its share of what is left of the run's, one that counts the
 * budget.
 */
uint64_t run_cell_begin(struct run *run, const struct cell *cell);
void run_cell_end(struct run *run, const struct cell *cell);

/*
 * Automatic delays are those of the first cell that asked for them, in every cell: what is not
 * measured under one setting cannot stand in one row.  run_delays_get(): whether they are there.
 */
bool run_delays_get(struct run *run, struct delays *ret_delays);
void run_delays_keep(struct run *run, const struct delays *delays);

/*
 * Where one cell found no working KVM the others do not look for it again: it is the host's, and
 * cells are compared.  accelerator: of a timed cell that was free to choose; may be NULL.
 */
void run_accelerator_keep(struct run *run, const char *accelerator);
bool run_emulated(struct run *run);

/* The row's id, or -1. */
int64_t row_names_find(const struct row_names *rows, const char *name);
int row_names_add(struct row_names *rows, const char *name, int64_t id);

#endif
