/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_RUN_RESULTS_H
#define BPFTAX_RUN_RESULTS_H

/*
 * What became of each configuration under a workload that has ended.  Internal to src/run.
 */

#include "run/course.h"

/* Adds the statuses to the run's outcome and to the store.  0 or a negative errno. */
int results_add(struct course *course, struct error *err);

/* The same of one that did not start: all that was to be measured in it has failed, for one reason.
 */
int results_refuse(struct course *course, const char *reason, struct error *err);

/* Of a run that goes on: what a cell (its row) that was done has in the store already. */
void results_take_over(struct run *run, int64_t cell);

#endif
