/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_RUN_CELLS_RUN_H
#define BPFTAX_RUN_CELLS_RUN_H

/*
 * The cells of a run: those that count at once, in a thread each, then those that take time one by
 * one, as nothing may run beside them.  Internal to src/run.
 */

#include "run/shared.h"

/* How a cell went. */
struct cell_end {
	int code; /* 0 or a negative errno */
	struct error error;
};

/*
 * ret_ends has one for each cell; one that was not begun, as the user stopped the run, is 0.  A
 * negative errno when the run could not begin: no cell's row could be written.
 */
int cells_run(struct run *run, struct cell_end *ret_ends, struct error *err);

#endif
