/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_WORDS_TABLES_H
#define BPFTAX_WORDS_TABLES_H

/*
 * Which tables a report has and what stands in their cells; text and Markdown print them.
 * Cells are ASCII but for the plus-minus sign.  NULL without memory.
 */

#include "estimate/types.h"
#include "words/table.h"

/* The original study's tables, under its headings: bitrate and transfer as mean and deviation. */
struct table *table_original(const struct report *report, const char *workload, bool utf8);
struct table *table_original_impact(const struct report *report, const char *workload);

/*
 * What tracing cost: direct, in received datagrams and in CPU per datagram.  traffic is the
 * workload that the last two are of (NULL: none).
 */
struct table *table_cost(const struct report *report, const char *traffic);

/* What moved beside it: sleeps, busy share, hits, the kernel's own statistics, status. */
struct table *table_beside(const struct report *report, const char *traffic);

/* Both in one, for those who have the width. */
struct table *table_whole(const struct report *report, const char *traffic);

/*
 * "+3.6 [2.5, 4.7]" into a cell; without the brackets where there is no interval, and nothing
 * without an estimate.
 */
void table_set_interval(struct table *table, size_t row, size_t column,
			const struct interval *interval, int decimals);

/* Whether anything but baselines and known delays was measured: else those tables say nothing. */
bool report_has_programs(const struct report *report);

/* What follows from it, a sentence for each configuration and workload; no row where none does. */
struct table *table_verdicts(const struct report *report);

/* The report's workloads in which traffic flows, from 0; NULL after the last. */
const char *traffic_workload(const struct report *report, size_t which);

#endif
