// SPDX-License-Identifier: GPL-2.0-or-later
#include "report/sums.h"
#include "report/model.h"
#include "report/table.h"
#include "report/tables.h"
#include "common/cleanup.h"
#include "stats/response.h"

#include <math.h>

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
	    isnan(direct->absolute.low) || !isfinite(drain->hits_per_operation))
		return;
	sum.micro_ns = interval_times(event->absolute, drain->hits_per_operation);
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

static const struct table_column columns[] = {
	{ "Configuration", 0, true },	{ "Micro x hits (ns)", 0, false },
	{ "udp-drain (ns)", 0, false }, { "Difference (ns)", 0, false },
	{ "Agree", 0, true },
};

static void add_sum(struct table *table, const struct report_result *result)
{
	size_t row = table_add_row(table);

	table_set(table, row, 0, "%s", result->configuration);
	table_set_interval(table, row, 1, &result->sum.micro_ns, 0);
	table_set_interval(table, row, 2, &result->effects[METRIC_OPERATION_NS].absolute, 0);
	table_set_interval(table, row, 3, &result->sum.difference, 0);
	table_set(table, row, 4, "%s", result->sum.agrees ? "yes" : "NO");
}

struct table *table_sums(const struct report *report)
{
	struct table *table = table_new("DOES IT ADD UP? DIRECT COST OF A DATAGRAM, TWO WAYS",
					columns, ARRAY_SIZE(columns));

	for (size_t i = 0; table && i < report->result_count; i++)
		if (report->results[i].sum.present)
			add_sum(table, &report->results[i]);
	return table;
}
