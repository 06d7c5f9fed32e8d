/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_RUN_CELL_BUDGET_H
#define BPFTAX_RUN_CELL_BUDGET_H

/*
 * What of the run's budget is whose cell's: it is the time from the run's beginning to its end,
 * boots and pilots and what counts included.  Pure.  Internal to src/run.
 *
 *	bench->budget_ns = budget_of_cell_ns(budget_ns, counted_ns, elapsed_ns, cells_left);
 */

#include <stddef.h>
#include <stdint.h>

/*
 * What the next timed cell may spend: its part of what is left, the same for each of cells_left.
 * Cells that count take what they need (counted_ns), yet leave at least half of the budget.  Never
 * 0, which would be no budget: nothing left is one block all the same.
 */
uint64_t budget_of_cell_ns(uint64_t budget_ns, uint64_t counted_ns, uint64_t elapsed_ns,
			   size_t cells_left);

#endif
