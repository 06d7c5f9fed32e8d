/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_ESTIMATE_MICRO_H
#define BPFTAX_ESTIMATE_MICRO_H

/*
 * The micro measurement's figures: of each configuration over its reloads, with Student's t.  A
 * workload whose instructions were counted has the same: the cost of an operation over that of
 * its block's baselines.
 *
 *	micro_figures(measuring, &group, &result); // metrics, effects and result.micro
 *	table = table_micro(report, &options);   // the cheapest first
 */

#include "estimate/measure.h"
#include "formats/report.h"
#include "words/table.h"

#define MICRO_WORKLOAD "micro"

/* Fills metrics, effects and micro of a result whose proof is there.  0 or -ENOMEM. */
int micro_figures(const struct measuring *measuring, const struct group *group,
		  struct report_result *result);

/* Whether its cost is in instructions. */
bool micro_is_exact(const struct report_result *result);

/* Whether the report is of `bpftax micro`, and about nothing else. */
bool report_is_micro(const struct report *report);

/* Whether table_micro() is the table of this workload. */
bool workload_is_micro(const struct report *report, const char *workload);

/*
 * How many of the report's workloads are so; none where micro is there for the sake of workloads
 * whose own tables have its figures.
 */
size_t report_micro_workloads(const struct report *report);

/* What an event costs, the cheapest first.  bar_columns: of the bars, 0: none. */
struct table *table_micro(const struct report *report, unsigned int bar_columns, bool utf8);

/* The measured treatments, the cheapest first; the caller frees.  NULL without memory. */
const struct report_result **micro_sorted(const struct report *report, size_t *ret_count);

#endif
