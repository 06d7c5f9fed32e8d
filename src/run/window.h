/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_RUN_WINDOW_H
#define BPFTAX_RUN_WINDOW_H

/*
 * One window: the workload runs, settles, is measured, and stands still again.  Internal to
 * src/run.
 */

#include "run/course.h"

/*
 * Under whatever is attached: both ends of the workload run for the lengths given.  The host's
 * clocks are in the counters as well.  ret_counted_by, which may be NULL, becomes who had BPF
 * statistics on where we had them off ("" nobody).  0, or a negative errno when the target is gone.
 */
int window_run(struct course *course, const struct window_lengths *lengths,
	       struct counters *ret_counters, char ret_counted_by[COUNTED_BY_SIZE],
	       struct error *err);

#endif
