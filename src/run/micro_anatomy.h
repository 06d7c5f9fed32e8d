/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_RUN_MICRO_ANATOMY_H
#define BPFTAX_RUN_MICRO_ANATOMY_H

/*
 * The anatomies of a reload, or of a visit of a workload, that was recorded (run/recorded.h): one
 * of each of its windows, into the store.  Internal to src/run.
 *
 *	if (anatomy_is_wanted(visiting))
 *		... has it recorded ...
 *	done = micro_anatomies_keep(visiting, &err);
 */

#include "run/visit.h"

/* The study wants them, and the treatment has none yet and can have some. */
bool anatomy_is_wanted(const struct visiting *visiting);

/*
 * The outcome says whether all windows have one now.  A recording of which nothing can be said is
 * told the user, and another reload may do better; but one that is too large is so each time.  0; a
 * negative errno of the target or the store.
 */
int micro_anatomies_keep(struct visiting *visiting, struct error *err);

#endif
