/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_RUN_WORKLOAD_ANATOMY_H
#define BPFTAX_RUN_WORKLOAD_ANATOMY_H

/*
 * What an operation of a workload is made of: operations that are recorded and not timed, beside
 * the windows of one visit of each treatment.  Internal to src/run.
 *
 *	visiting->hook.recorded = workload_is_recorded(visiting);     // before it is attached
 *	...
 *	workload_window_record(visiting, window, &err);               // behind each window
 *	...
 *	workload_anatomies_keep(visiting, &err);                      // when nothing is attached
 */

#include "run/visit.h"

/* One visit is enough of each treatment, as all are alike; baselines are none. */
bool workload_is_recorded(const struct visiting *visiting);

/* Where the visit is not recorded both do nothing.  0 or a negative errno. */
int workload_window_record(struct visiting *visiting, unsigned int window, struct error *err);

/*
 * Of a visit that holds so far; what cannot be said of it is told, and the next may do better.  Of
 * another what was recorded is dropped, so that the next one's begins afresh.
 */
int workload_anatomies_keep(struct visiting *visiting, struct error *err);

#endif
