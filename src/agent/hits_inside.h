/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_AGENT_HITS_INSIDE_H
#define BPFTAX_AGENT_HITS_INSIDE_H

/*
 * How often the attached program runs within the part of an operation that is timed: a hook in
 * another context (a softirq, the sender) has its hits elsewhere, and what they cost is in no
 * figure of that part.
 *
 *	statistics_switch(&statistics, true, false, &err);
 *	hits_inside_count(&workload, &attachment, &counters, &err);
 *
 * Statistics have to be on, and the workload is let run some operations more than those measured.
 */

#include "agent/attachment.h"
#include "agent/workload/workload.h"

/*
 * Puts hits_inside and inside_operations into the counters; leaves them absent where the workload
 * times no part.  0 or a negative errno.
 */
int hits_inside_count(struct workload *workload, const struct attachment *attachment,
		      struct counters *counters, struct error *err);

#endif
