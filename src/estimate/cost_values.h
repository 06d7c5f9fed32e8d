/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_ESTIMATE_COST_VALUES_H
#define BPFTAX_ESTIMATE_COST_VALUES_H

/*
 * What one run says about the cost of one configuration, as independent values: of a workload one a
 * block, of micro one a reload.  They are what its effect is estimated from.
 *
 *	CLEANUP(cost_values_release) struct cost_values values = { 0 };
 *
 *	if (cost_values_collect(report, result, METRIC_OPERATION_NS, &values) == 0)
 *		use(values.absolutes, values.count);
 */

#include "estimate/types.h"

struct cost_values {
	double *ratios;	   /* logarithms: of the effect's factor, or of a micro cost */
	double *absolutes; /* the cost, in the metric's unit */
	size_t count;	   /* of both; what is absent is NaN */
	bool exact;	   /* counted instructions: metric_is_exact() */
};

/* Of a measured result.  Returns 0 or -ENOMEM; release either way. */
int cost_values_collect(const struct report *report, const struct report_result *result,
			enum metric metric, struct cost_values *ret_values);
void cost_values_release(struct cost_values *values);

#endif
