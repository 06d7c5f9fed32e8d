/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_ESTIMATE_MICRO_ROWS_H
#define BPFTAX_ESTIMATE_MICRO_ROWS_H

/*
 * Which results of a report have the micro measurement's figures, and in which order they are told.
 *
 *	size_t count;
 *	CLEANUP_FREE const struct report_result **rows = micro_sorted(report, &count);
 */

#include "estimate/types.h"

/* Whether the report is of `bpftax micro`, and about nothing else. */
bool report_is_micro(const struct report *report);

/* Whether table_micro() is the table of this workload. */
bool workload_is_micro(const struct report *report, const char *workload);

/*
 * How many of the report's workloads are so; none where micro is there for the sake of workloads
 * whose own tables have its figures.
 */
size_t report_micro_workloads(const struct report *report);

/* The measured treatments, the cheapest first; the caller frees.  NULL without memory. */
const struct report_result **micro_sorted(const struct report *report, size_t *ret_count);

#endif
