/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_REPORT_MICRO_H
#define BPFTAX_REPORT_MICRO_H

/*
 * The micro measurement's figures: of each configuration over its reloads, with Student's t.
 * Private to src/report.
 *
 *	micro_figures(measuring, c, &result);    // metrics, effects and result.micro
 *	table = table_micro(report, &options);   // the cheapest first
 */

#include "report/measure.h"
#include "report/report.h"
#include "report/table.h"

#define MICRO_WORKLOAD "micro"

/* Fills metrics, effects and micro of a result whose proof is there.  0 or -ENOMEM. */
int micro_figures(const struct measuring *measuring, size_t c, struct report_result *result);

/* event_ns or event_instructions, whichever this run has. */
enum metric micro_metric(const struct report_result *result);

/* Whether the report is about nothing else. */
bool report_is_micro(const struct report *report);

/* What an event costs, the cheapest first.  bar_columns: of the bars, 0: none. */
struct table *table_micro(const struct report *report, unsigned int bar_columns, bool utf8);

/* The measured treatments, the cheapest first; the caller frees.  NULL without memory. */
const struct report_result **micro_sorted(const struct report *report, size_t *ret_count);

#endif
