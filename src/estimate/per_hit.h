/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_ESTIMATE_PER_HIT_H
#define BPFTAX_ESTIMATE_PER_HIT_H

/*
 * What one run of a program costs where it does not run once for each operation: the cost of an
 * operation over its hits.
 *
 *	struct interval cost;
 *
 *	if (report_per_hit(result, &cost))
 *		use(cost.estimate, metric_unit_word(report_primary_metric(result)));
 */

#include "estimate/types.h"

/*
 * The cost of a hit, in the unit of the result's primary metric.  False where there is none: no
 * effect, no hits, or an event of micro, which is a hit itself.
 */
bool report_per_hit(const struct report_result *result, struct interval *ret_cost);

#endif
