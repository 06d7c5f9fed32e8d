/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_AGENT_WORKLOAD_NULL_H
#define BPFTAX_AGENT_WORKLOAD_NULL_H

/*
 * A workload that does nothing and counts what it would have done: for tests of the agent's
 * windows, which need neither a kernel nor time for it.  No study can name it.
 *
 *	struct workload workload = { .ops = &workload_null };
 *
 *	workload.ops->start(&workload, settings, &err); // {"operation_ns": 100, "fails": "thaw"}
 *	...
 *	assert(!strcmp(null_workload_steps(&workload), "thaw run:50 read run:1000 read freeze"));
 *
 * In run(length_ns) an operation passes for each operation_ns (1,000 when not said), of which
 * operation_ns is told from inside (nothing is where it is "silent"), one byte is received and two
 * nanoseconds of CPU are taken.  The step that "fails" names returns -EIO.
 */

#include "agent/workload/workload.h"

extern const struct workload_ops workload_null;

/* Adds a step that somebody else took meanwhile. */
void null_workload_note(struct workload *workload, const char *word);

/* What was done to it since it began, a word a step. */
const char *null_workload_steps(const struct workload *workload);

#endif
