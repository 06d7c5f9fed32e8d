// SPDX-License-Identifier: GPL-2.0-or-later
#include "estimate/sums.h"

#include <math.h>
#include "estimate/where.h"
#include "protocol/workloads.h"
#include "stats/response.h"

static struct interval interval_times(struct interval interval, double factor)
{
	return (struct interval){ interval.estimate * factor, interval.low * factor,
				  interval.high * factor };
}

static void sum_fill(const struct report *report, struct report_result *drain)
{
	const struct report_result *micro =
	    report_result_of_kind(report, drain->configuration, WORKLOAD_EVENT);
	const struct effect *direct = &drain->effects[METRIC_OPERATION_NS];
	const struct effect *event = micro ? &micro->effects[METRIC_EVENT_NS] : NULL;
	struct report_sum sum = { .present = true };

	if (!event || !report_effect_present(event) || !report_effect_present(direct) ||
	    isnan(direct->absolute.low) || !isfinite(where_hits(drain)))
		return;
	sum.micro_ns = interval_times(event->absolute, where_hits(drain));
	sum.difference = interval_difference(direct->absolute, sum.micro_ns);
	sum.agrees = sum.difference.low <= 0 && sum.difference.high >= 0;
	drain->sum = sum;
}

void sums_fill(struct report *report)
{
	for (size_t i = 0; i < report->result_count; i++)
		if (workload_kind_of(report->results[i].workload) == WORKLOAD_DIRECT &&
		    report->results[i].role == ROLE_TREATMENT)
			sum_fill(report, &report->results[i]);
}
