// SPDX-License-Identifier: GPL-2.0-or-later
#include "words/response_tables.h"
#include "words/tables.h"
#include "common/cleanup.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

static const struct table_column response_columns[] = {
	{ "Delay", 0, true },	 { "Cost (ns)", 0, false }, { "Rate (%)", 0, false },
	{ "CPU (%)", 0, false }, { "Sleeps", 0, false },    { "Selects", 0, false },
	{ "Busy %", 0, false },	 { "Drops", 0, false },
};

/* What a narrow terminal gets as a second table. */
static const struct table_column beside_columns[] = {
	{ "Delay", 0, true },	{ "Sleeps", 0, false }, { "Selects", 0, false },
	{ "Busy %", 0, false }, { "Drops", 0, false },
};

#define EFFECT_COLUMNS 4 /* of response_columns, the first */

/* In parentheses what was put in but not measured. */
static void set_cost(struct table *table, size_t row, const struct report_response_point *point)
{
	const struct interval *cost_ns = &point->cost_ns;

	if (point->result->role == ROLE_BASELINE)
		return;
	table_set(table, row, 1, isnan(cost_ns->low) ? "(%.0f)" : "%.0f", cost_ns->estimate);
}

static void set_effect(struct table *table, size_t row, size_t column, const struct effect *effect)
{
	if (report_effect_present(effect))
		table_set_interval(table, row, column, &effect->percent, 1);
}

static void set_level(struct table *table, size_t row, size_t column,
		      const struct report_metric *metric, double scale, int decimals)
{
	if (report_metric_present(metric))
		table_set(table, row, column, "%.*f", decimals, scale * metric->interval.estimate);
}

static size_t add_delay(struct table *table, const struct report_response_point *point)
{
	size_t row = table_add_row(table);

	if (point->result->role == ROLE_BASELINE)
		table_set(table, row, 0, "none");
	else
		table_set(table, row, 0, "%.0fns", point->result->record->delay_ns);
	return row;
}

static void set_effects(struct table *table, size_t row, const struct report_response_point *point)
{
	const struct report_result *result = point->result;

	set_cost(table, row, point);
	set_effect(table, row, 2, &result->effects[METRIC_RATE_PPS]);
	set_effect(table, row, 3, &result->effects[METRIC_OPERATION_CPU_NS]);
}

static void set_beside(struct table *table, size_t row, size_t column,
		       const struct report_response_point *point)
{
	const struct report_metric *metrics = point->result->metrics;

	set_level(table, row, column, &metrics[METRIC_SLEEPS_PER_OPERATION], 1, 3);
	set_level(table, row, column + 1, &metrics[METRIC_SELECTS_PER_OPERATION], 1, 3);
	set_level(table, row, column + 2, &metrics[METRIC_RECEIVER_BUSY], 100, 1);
	set_level(table, row, column + 3, &metrics[METRIC_DROPS_PER_OPERATION], 1, 3);
}

static struct table *response_new(const struct report_response *response, size_t columns)
{
	struct table *table = table_new(NULL, response_columns, columns);
	char operation[OPERATION_SIZE];

	if (table)
		table_set_title(table, "RESPONSE OF %s TO KNOWN DELAYS, PER %s", response->workload,
				table_operation(operation, sizeof(operation), response->workload));
	return table;
}

struct table *table_response(const struct report_response *response)
{
	struct table *table = response_new(response, ARRAY_SIZE(response_columns));

	for (size_t i = 0; table && i < response->count; i++) {
		size_t row = add_delay(table, &response->points[i]);

		set_effects(table, row, &response->points[i]);
		set_beside(table, row, EFFECT_COLUMNS, &response->points[i]);
	}
	return table;
}

struct table *table_response_effects(const struct report_response *response)
{
	struct table *table = response_new(response, EFFECT_COLUMNS);

	for (size_t i = 0; table && i < response->count; i++)
		set_effects(table, add_delay(table, &response->points[i]), &response->points[i]);
	return table;
}

struct table *table_response_beside(const struct report_response *response)
{
	struct table *table = table_new(NULL, beside_columns, ARRAY_SIZE(beside_columns));
	char operation[OPERATION_SIZE];

	if (table)
		table_set_title(table, "WHAT MOVED BESIDE IT IN %s, PER %s", response->workload,
				table_operation(operation, sizeof(operation), response->workload));
	for (size_t i = 0; table && i < response->count; i++)
		set_beside(table, add_delay(table, &response->points[i]), 1, &response->points[i]);
	return table;
}

static const struct table_column prediction_columns[] = {
	{ "Configuration", 0, true }, { "Predicted rate (%)", 0, false },
	{ "Measured (%)", 0, false }, { "Difference", 0, false },
	{ "Agree", 0, true },
};

static void add_prediction(struct table *table, const struct report_result *result)
{
	const struct report_prediction *prediction = &result->prediction;
	size_t row = table_add_row(table);

	table_set(table, row, 0, "%s", result->configuration);
	table_set_interval(table, row, 1, &prediction->percent, 1);
	table_set_interval(table, row, 2, &result->effects[METRIC_RATE_PPS].percent, 1);
	table_set_interval(table, row, 3, &prediction->difference, 1);
	table_set(table, row, 4, "%s", prediction->agrees ? "yes" : "NO");
}

struct table *table_predictions(const struct report *report, const char *workload)
{
	struct table *table = table_new(NULL, prediction_columns, ARRAY_SIZE(prediction_columns));

	if (table)
		table_set_title(table, "WHAT THE RESPONSE OF %s PREDICTS, AND WHAT CAME", workload);
	for (size_t i = 0; table && i < report->result_count; i++)
		if (report->results[i].prediction.present &&
		    !strcmp(report->results[i].workload, workload))
			add_prediction(table, &report->results[i]);
	return table;
}
