/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_RUN_EARLIER_H
#define BPFTAX_RUN_EARLIER_H

/*
 * What the store has of a run that goes on: its rows, and what they say of each cell.  A run that
 * begins has none (run->earlier is NULL), and every question has the answer of an empty store.
 * Internal to src/run.
 *
 *	earlier_load(run, context->resume, &err);
 *	if (!earlier_is_done(run, cell->id))
 *		measure(cell);
 */

#include "run/shared.h"

/*
 * Makes the run the one with this id: its record, its treatments and configurations, the delays
 * that its first cell found.  It counts an interruption more from then on.  ERROR_USAGE, -EINVAL:
 * the study has other cells than the run.
 */
int earlier_load(struct run *run, const char *id, struct error *err);

/* The row of a cell, or NULL. */
const struct cell_record *earlier_cell(const struct run *run, unsigned int number);

/* What was recorded of a cell's machine (run/environment.h); borrowed, or NULL. */
const json_t *earlier_environment(const struct run *run, unsigned int number);

/* Whether a cell came to its end. */
bool earlier_is_done(const struct run *run, unsigned int number);

/* Whether a sentence was said before the run was cut off. */
bool earlier_has_note(const struct run *run, const char *text);

/* How long a cell was measured, by its last sample. */
uint64_t earlier_measured_ns(const struct run *run, int64_t cell);

/*
 * -EINVAL, ERROR_USAGE: another kernel answers than the one that the cell was begun on; its samples
 * do not belong together.  machine: what the agent says of it.
 */
int earlier_kernel_check(const struct run *run, unsigned int number, const json_t *machine,
			 struct error *err);

#endif
