// SPDX-License-Identifier: GPL-2.0-or-later
#include "words/sums_table.h"

#include <string.h>
#include "common/cleanup.h"
#include "protocol/workloads.h"

#define COST_COLUMNS 4
#define TRAFFIC_COLUMNS 8 /* more workloads than there are */

static const struct table_column cost_columns[COST_COLUMNS] = {
	{ "Configuration", 0, true },
	{ "Micro (ns)", 0, false },
	{ NULL, 0, false }, /* the workload's name */
	{ "Difference (ns)", 0, false },
};

struct traffic_heading {
	const char *workload, *heading;
};

static const struct traffic_heading traffic_headings[] = {
#define WORKLOAD(name, agent, receiver, kind, operation, settle_ms, window_ms, weight, metric,     \
		 summary, paragraph)                                                               \
	{ name, name " (%)" },
#include "protocol/workload_list.h"
#undef WORKLOAD
};

/* One column for each workload that flows. */
struct traffic_columns {
	const struct traffic_heading *headings[TRAFFIC_COLUMNS];
	size_t count;
};

static const struct traffic_heading *traffic_heading_find(const char *workload)
{
	for (size_t i = 0; i < ARRAY_SIZE(traffic_headings); i++)
		if (!strcmp(traffic_headings[i].workload, workload))
			return &traffic_headings[i];
	return NULL;
}

/* Where nothing is predicted there is no third way.  Names as we know them, not as stored. */
static struct traffic_columns traffic_columns_of(const struct report *report)
{
	struct traffic_columns traffic = { .count = 0 };

	for (size_t i = 0; i < report->response_count && traffic.count < TRAFFIC_COLUMNS; i++) {
		const struct traffic_heading *known =
		    traffic_heading_find(report->responses[i].workload);

		if (known)
			traffic.headings[traffic.count++] = known;
	}
	return traffic;
}

static void set_difference(struct table *table, size_t row, size_t column,
			   const struct interval *difference, int decimals, bool agrees)
{
	table_set(table, row, column, "%+.*f [%.*f, %.*f]%s", decimals, difference->estimate,
		  decimals, difference->low, decimals, difference->high, agrees ? "" : " NO");
}

static void set_traffic(struct table *table, size_t row, const struct report *report,
			const char *configuration, const struct traffic_columns *traffic)
{
	for (size_t i = 0; i < traffic->count; i++) {
		const struct report_result *result =
		    report_result_find(report, configuration, traffic->headings[i]->workload);

		if (result && result->prediction.present)
			set_difference(table, row, COST_COLUMNS + i, &result->prediction.difference,
				       1, result->prediction.agrees);
	}
}

static void add_sum(struct table *table, const struct report *report,
		    const struct report_result *drain, const struct traffic_columns *traffic)
{
	const struct report_sum *sum = &drain->sum;
	size_t row = table_add_row(table);

	table_set(table, row, 0, "%s", drain->configuration);
	table_set(table, row, 1, "%+.0f", sum->micro_ns.estimate);
	table_set(table, row, 2, "%+.0f", drain->effects[METRIC_OPERATION_NS].absolute.estimate);
	set_difference(table, row, 3, &sum->difference, 0, sum->agrees);
	set_traffic(table, row, report, drain->configuration, traffic);
}

static const char legend_two[] =
    "Micro: its cost of an event, times the hits of a datagram; udp-drain: its direct cost; their "
    "difference. NO: 0 does not lie in the interval.";
static const char legend_three[] =
    "Micro: its cost of an event, times the hits of a datagram; udp-drain: its direct cost; their "
    "difference; and of each workload that flows what came less what its response to known delays "
    "predicts, in points of its rate. NO: 0 does not lie in the interval.";

const char *sums_legend(const struct report *report)
{
	return traffic_columns_of(report).count ? legend_three : legend_two;
}

struct table *table_sums(const struct report *report)
{
	struct traffic_columns traffic = traffic_columns_of(report);
	struct table_column columns[COST_COLUMNS + TRAFFIC_COLUMNS] = {};
	struct table *table;

	memcpy(columns, cost_columns, sizeof(cost_columns));
	columns[2].heading = workload_of_kind(WORKLOAD_DIRECT)->name;
	for (size_t i = 0; i < traffic.count; i++)
		columns[COST_COLUMNS + i].heading = traffic.headings[i]->heading;
	table = table_new(traffic.count ? "DOES IT ADD UP? THE COST OF A DATAGRAM, THREE WAYS"
					: "DOES IT ADD UP? THE COST OF A DATAGRAM, TWO WAYS",
			  columns, COST_COLUMNS + traffic.count);
	for (size_t i = 0; table && i < report->result_count; i++)
		if (report->results[i].sum.present)
			add_sum(table, report, &report->results[i], &traffic);
	return table;
}
