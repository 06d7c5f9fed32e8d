/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_WORDS_COST_TABLES_H
#define BPFTAX_WORDS_COST_TABLES_H

/*
 * What tracing cost, a row a configuration, and what moved beside it.
 *
 *	table = table_cost(report, traffic_workload(report, 0));
 *
 * traffic: the workload that throughput and CPU time are of; NULL: none.  NULL without memory.
 */

#include "estimate/types.h"
#include "words/table.h"

/*
 * What tracing cost: direct, in operations a second and in CPU time for each.  traffic is the
 * workload that the last two are of (NULL: none).
 */
struct table *table_cost(const struct report *report, const char *traffic);

/* What moved beside it: the workloads' own columns, hits, the kernel's own statistics, status. */
struct table *table_beside(const struct report *report, const char *traffic);

/* Both in one, for those who have the width. */
struct table *table_whole(const struct report *report, const char *traffic);

/* What stands in their columns; the caller frees, NULL without memory. */
char *answer_legend(const struct report *report, const char *traffic);

#endif
