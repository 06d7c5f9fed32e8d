/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_RUN_GUEST_AGAIN_H
#define BPFTAX_RUN_GUEST_AGAIN_H

/*
 * A guest that was lost in the middle of a plan (QEMU killed, a panic, an agent that does not
 * answer, a workload that broke) is started again, and with it what ran in it.  Internal to
 * src/run.
 *
 *	done = visits_run(...);
 *	if (done < 0 && guest_is_lost(bench, done, &err))
 *		done = guest_start_again(course, &err);
 */

#include "run/course.h"

/*
 * Whether an error says that, and not that the store or the user wants no more.  A machine that was
 * not booted for the study is never started again.
 */
bool guest_is_lost(const struct bench *bench, int code, const struct error *err);

/* With the course's workload, frozen.  0 or a negative errno. */
int guest_start_again(struct course *course, struct error *err);

#endif
