/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_COMPARE_COST_METRIC_H
#define BPFTAX_COMPARE_COST_METRIC_H

/*
 * In which metric the cost of a configuration is held against that of another run, and whether a
 * run has it.  Private to src/compare.
 */

#include "estimate/types.h"

/*
 * What the cost is, unless somebody asks for another metric: event_ns or event_instructions of
 * micro, operation_ns of udp-drain, operation_cpu_ns of all others.
 */
enum metric cost_metric_default(const struct run_data *data, const struct report_result *result);

/* -EINVAL (ERROR_USAGE) for a name that is no metric of a cost, with the nearest. */
int cost_metric_find(const char *name, enum metric *ret_metric, struct error *err);

/* Whether this run has no cost of the result in the metric; result: NULL where there is none. */
bool cost_is_missing(const struct report *report, const struct report_result *result,
		     enum metric metric);

/*
 * Why, as part of a sentence; "" where it has one.  The caller frees; NULL without memory.
 */
char *cost_missing_words(const struct report *report, const struct report_result *result,
			 enum metric metric);

/*
 * Whether a pattern of the shell fits CONFIGURATION, WORKLOAD/CONFIGURATION or, where there is a
 * cell, CELL/WORKLOAD/CONFIGURATION.
 */
bool cost_pattern_fits(const char *pattern, const char *cell, const char *workload,
		       const char *configuration);

#endif
