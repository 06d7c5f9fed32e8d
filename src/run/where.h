/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_RUN_WHERE_H
#define BPFTAX_RUN_WHERE_H

/*
 * Of a hook whose hits are not all within what is timed: where they happen, asked once for a
 * workload, and in the proof of each visit.  Internal to src/run.
 *
 *	elsewhere |= where_is_asked(&counters);      // of windows in which hits were counted
 *	...                                          // detached
 *	if (elsewhere)
 *		where_note(course, &hook, proof, &err);
 */

#include "run/attachment.h"
#include "run/course.h"

/* Whether hits were counted within what is timed, and not all are. */
bool where_is_asked(const struct counters *counters);

/*
 * Asks the agent, if it was not asked before, and puts "where" into the proof; nothing may be
 * attached.  What the kernel does not tell is {"reason"} there.  0 or a negative errno.
 */
int where_note(struct course *course, const struct hook *hook, json_t *proof, struct error *err);

#endif
