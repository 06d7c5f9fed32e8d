/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_RUN_START_H
#define BPFTAX_RUN_START_H

/*
 * A workload of the agent's, and where its sender is on the host that as well, from its start to
 * its end.  Internal to src/run.
 */

#include "run/course.h"

/* Frozen, with course->pilot and, in the cell's row, where its parts run.  0 or a negative errno.
 */
int workload_start(struct course *course, struct error *err);

/* Also of one that got half-way only.  err may be NULL: something failed before. */
int workload_stop(struct course *course, struct error *err);

#endif
