/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_RUN_MICRO_ANATOMY_H
#define BPFTAX_RUN_MICRO_ANATOMY_H

/*
 * The anatomies of a reload, or of a visit of a workload, that was recorded (run/recorded.h): one
 *of each of its windows, into the store.  Internal to src/run.
 *
 *	done = micro_anatomies_keep(visiting, &kept, &err);
 */

#include "run/visit.h"

/*
 * *ret_kept: whether all windows have one now; a recording of which nothing can be said is told the
 * user, and another reload may do better.  0; a negative errno of the target or the store.
 */
int micro_anatomies_keep(struct visiting *visiting, bool *ret_kept, struct error *err);

#endif
