// SPDX-License-Identifier: GPL-2.0-or-later
#include "estimate/per_hit.h"
#include "estimate/where.h"

bool report_per_hit(const struct report_result *result, struct interval *ret_cost)
{
	const struct effect *cost = &result->effects[report_primary_metric(result)];
	double hits = where_hits(result);

	if (workload_kind_of(result->workload) == WORKLOAD_EVENT || !report_effect_present(cost) ||
	    result->role != ROLE_TREATMENT || !(hits > 0))
		return false;
	*ret_cost = (struct interval){ cost->absolute.estimate / hits, cost->absolute.low / hits,
				       cost->absolute.high / hits };
	return true;
}
