/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_RUN_CELL_RUN_H
#define BPFTAX_RUN_CELL_RUN_H

/*
 * One cell of a run from its target's start to its end, all workloads of it.  Internal to src/run.
 */

#include "run/bench.h"

/*
 * The bench's row is there (record_cell_begin()); it says at the end what became of the cell.  0
 * when it was measured to its end or the user stopped it, or a negative errno.
 */
int cell_run(struct bench *bench, struct error *err);

#endif
