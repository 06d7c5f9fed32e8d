/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_RUN_H
#define BPFTAX_RUN_H

/*
 * Carrying a study out in all of its cells: target, agent, plan, windows, store.
 *
 *	struct run_context context = { .store = store, .helpers = ..., .say = ... };
 *	struct run_outcome outcome;
 *
 *	cells_make(&study, &cells, &err);
 *	if (run_study(&study, &cells, &context, &outcome, &err) < 0)
 *		...
 *
 * Cells that count run at once, as many as study->jobs says; after them those that take time, one
 * by one.  What was measured before an error or a stop is in the store all the same, and
 * context->resume goes on from there: cells that are done are left alone, the block that was cut
 * off is left out and measured again, in another boot.
 */

#include "run/context.h"
#include "study/cell.h"

/*
 * Fills *ret_outcome in any case.  0, or a negative errno when the run could not begin or had to
 * end: the environment (no QEMU, the guest died), a hook that does not exist (ERROR_USAGE).  Of
 * several cells one that fails leaves the others to go on; when none could be measured, the error
 * is the first one's.
 */
int run_study(const struct study *study, const struct cell_list *cells,
	      const struct run_context *context, struct run_outcome *ret_outcome,
	      struct error *err);

#endif
