// SPDX-License-Identifier: GPL-2.0-or-later
#include "words/sums_table.h"

#include <string.h>
#include "common/cleanup.h"
#include "common/text_buffer.h"
#include "protocol/workloads.h"
#include "words/tables.h"

#define COST_COLUMNS 4
#define TRAFFIC_COLUMNS 8 /* more workloads than there are */

static const struct table_column cost_columns[COST_COLUMNS] = {
	{ "Configuration", 0, true },
	{ "Micro (ns)", 0, false },
	{ "", 0, false }, /* the workload's name */
	{ "Difference (ns)", 0, false },
};

/* One column for each workload that flows.  Names as we know them, not as stored. */
struct traffic_columns {
	const char *workloads[TRAFFIC_COLUMNS];
	size_t count;
};

/* Where nothing is predicted there is no third way. */
static struct traffic_columns traffic_columns_of(const struct report *report)
{
	struct traffic_columns traffic = { .count = 0 };

	for (size_t i = 0; i < report->response_count && traffic.count < TRAFFIC_COLUMNS; i++) {
		const struct workload_info *known = workload_find(report->responses[i].workload);

		if (known)
			traffic.workloads[traffic.count++] = known->name;
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
		    report_result_find(report, configuration, traffic->workloads[i]);

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

char *sums_legend(const struct report *report)
{
	const struct workload_info *direct = workload_of_kind(WORKLOAD_DIRECT);
	struct text_buffer text = { 0 };

	text_buffer_add(
	    &text,
	    "Micro: its cost of an event, times the hits of %s %s; %s: its direct cost; "
	    "their difference",
	    direct->words.article, direct->words.one, direct->name);
	if (traffic_columns_of(report).count)
		text_buffer_add(&text, "; and of each workload that flows what came less what its "
				       "response to known delays predicts, in points of its rate");
	text_buffer_add(&text, ". NO: 0 does not lie in the interval.");
	return text_buffer_take(&text);
}

static struct table *sums_new(const struct traffic_columns *traffic)
{
	struct table_column columns[COST_COLUMNS + TRAFFIC_COLUMNS] = {};
	const struct workload_info *direct = workload_of_kind(WORKLOAD_DIRECT);
	char operation[OPERATION_SIZE], article[OPERATION_SIZE];
	struct table *table;

	memcpy(columns, cost_columns, sizeof(cost_columns));
	columns[2].heading = direct->name;
	for (size_t i = 0; i < traffic->count; i++)
		columns[COST_COLUMNS + i].heading = traffic->workloads[i];
	table = table_new(NULL, columns, COST_COLUMNS + traffic->count);
	if (table)
		table_set_title(table, "DOES IT ADD UP? THE COST OF %s %s, %s WAYS",
				table_upper(article, sizeof(article), direct->words.article),
				table_upper(operation, sizeof(operation), direct->words.one),
				traffic->count ? "THREE" : "TWO");
	for (size_t i = 0; table && i < traffic->count; i++)
		table_set_heading(table, COST_COLUMNS + i, "%s (%%)", traffic->workloads[i]);
	return table;
}

struct table *table_sums(const struct report *report)
{
	struct traffic_columns traffic = traffic_columns_of(report);
	struct table *table = sums_new(&traffic);

	for (size_t i = 0; table && i < report->result_count; i++)
		if (report->results[i].sum.present)
			add_sum(table, report, &report->results[i], &traffic);
	return table;
}
