/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_RUN_BUDGET_H
#define BPFTAX_RUN_BUDGET_H

/*
 * What of a cell's budget (run/cell_budget.h) is which workload's.  Internal to src/run.
 *
 *	budget_share(&course);                     // again after the workload's start
 */

#include "run/course.h"

/* What is left of the cell's budget for workloads, without what its end takes; 0: nothing. */
double budget_left_s(const struct bench *bench);

/* What the workloads after this one weigh, where it weighs 1. */
double budget_weight_after(const struct course *course);

/*
 * The workload's share, by its weight, of what is left from now on: course->budget_ns, 0 where
 * samples, or blocks that are exact, give the length.
 */
void budget_share(struct course *course);

#endif
