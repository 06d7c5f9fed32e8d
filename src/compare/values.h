/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_COMPARE_VALUES_H
#define BPFTAX_COMPARE_VALUES_H

/* What one run says about one configuration, as independent values.  Private to src/compare. */

#include "estimate/types.h"

struct cost_values {
	double *ratios;	   /* logarithms: of the effect's factor, or of a micro cost */
	double *absolutes; /* the cost, in the metric's unit */
	size_t count;	   /* of both; what is absent is NaN */
	bool exact;	   /* counted instructions */
};

/* Of a measured result.  Returns 0 or -ENOMEM; release either way. */
int cost_values_collect(const struct report *report, const struct report_result *result,
			enum metric metric, struct cost_values *ret_values);
void cost_values_release(struct cost_values *values);

#endif
