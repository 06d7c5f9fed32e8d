/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_RUN_VIEW_H
#define BPFTAX_RUN_VIEW_H

/*
 * What a user sees of a run that goes on, and how it is stopped: lines, progress, the page as far
 * as it is known on a terminal, elsewhere each exact figure in a line as soon as it is there.
 *
 *	struct run_view view;
 *
 *	run_view_begin(&view, &study, &context, &err);      // with context.store open
 *	run_study(&study, &cells, &context, &outcome, &err);
 *	run_view_end(&view);                                // what was drawn in place is taken away
 *	run_view_release(&view);
 */

#include "cli/progress.h"
#include "cli/stop_signals.h"
#include "run/context.h"
#include "study/study.h"

/* A treatment whose exact figures were told. */
struct told_figure {
	int64_t cell, treatment;
};

struct run_view {
	struct progress progress;
	struct stop_signals signals;
	struct store *store;
	bool looks; /* at what is stored by now */
	struct told_figure *told;
	size_t told_count;
	uint64_t next_look_ns;
};

/* Fills the context's functions; signals are caught from now on.  0 or a negative errno. */
int run_view_begin(struct run_view *view, const struct study *study, struct run_context *context,
		   struct error *err);
void run_view_end(struct run_view *view);
void run_view_release(struct run_view *view);

#endif
