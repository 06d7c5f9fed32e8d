/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_COMPARE_KERNEL_LEVEL_H
#define BPFTAX_COMPARE_KERNEL_LEVEL_H

/*
 * What one configuration costs on one kernel, and from where to where that may be, all boots
 * together: what a bound on a cost is held against.
 *
 *	const struct cost_key key = { "micro", "fentry-null", METRIC_EVENT_INSTRUCTIONS };
 *	struct estimate level = kernel_level(run, group, &key);
 *
 *	if (level.n && level.interval.high <= 135)
 *		...
 *
 * Of what is counted the interval goes from the least to the most of all reloads and boots, of what
 * is timed from the lowest to the highest end of the boots' own intervals.  Pure.
 */

#include "compare/kernel_values.h"

/* n: of blocks or reloads; 0, and NaN, where the kernel has no such cost. */
struct estimate kernel_level(const struct run_report *run, size_t group,
			     const struct cost_key *key);

#endif
