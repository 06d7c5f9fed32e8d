/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_ESTIMATE_SUMS_H
#define BPFTAX_ESTIMATE_SUMS_H

/*
 * Does it add up?  What one event costs by the micro measurement, times the hits of an operation,
 * has to be what udp-drain measures of the operation: two ways that share neither trigger nor
 * baseline.  And what the response curve predicts of that cost has to be what came of a workload
 * that flows: the third.  Where they part, one of them is wrong, or something else is true of the
 * hook.
 *
 *	sums_fill(report);                       // after the results
 *	table = table_sums(report);
 *
 * Pure.
 */

#include <stdbool.h>
#include "stats/estimate.h"

struct report;
struct table;

/* Of a udp-drain result. */
struct report_sum {
	bool present;
	struct interval micro_ns;   /* cost of an event times hits of an operation */
	struct interval difference; /* udp-drain less that, in ns */
	bool agrees;		    /* 0 lies in the difference's interval */
};

/* Fills the sums of the results that were measured both ways, in the same run. */
void sums_fill(struct report *report);

/*
 * A row for each, with the intervals of the differences: udp-drain less micro in ns, and for each
 * workload with a response what came less what was predicted, in points of its rate.  "NO" stands
 * behind those that 0 does not lie in.  No rows where the run had no micro.  NULL without memory.
 */
struct table *table_sums(const struct report *report);

/* What its columns are, for below it; a constant. */
const char *sums_legend(const struct report *report);

#endif
