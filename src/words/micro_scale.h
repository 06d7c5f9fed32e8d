/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_WORDS_MICRO_SCALE_H
#define BPFTAX_WORDS_MICRO_SCALE_H

/*
 * What micro says beside the cost of an event: how it grows with CPUs, with programs on the hook
 * and with functions that are hooked beside, and what it takes to attach.
 */

#include "estimate/types.h"
#include "words/table.h"

/* The same mechanism, program and statistics alone on one CPU; NULL: not measured. */
const struct report_result *micro_scale_base(const struct report *report,
					     const struct report_result *result);

/* Cost of an event over that of the base; NaN without one. */
double micro_scale_growth(const struct report *report, const struct report_result *result);

/* A row for each configuration at scale; no row when there is none.  NULL without memory. */
struct table *table_micro_scale(const struct report *report);

/* What loading, attaching and detaching take, medians over reloads, the cheapest first. */
struct table *table_micro_latency(const struct report *report);

#endif
