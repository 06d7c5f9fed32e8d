// SPDX-License-Identifier: GPL-2.0-or-later
#include "words/response_tables.h"
#include "words/tables.h"
#include "common/cleanup.h"
#include "protocol/workloads.h"

#include <ctype.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

static const struct table_column effect_columns[] = {
	{ "Delay", 0, true },
	{ "Cost (ns)", 0, false },
	{ "Rate (%)", 0, false },
	{ "CPU (%)", 0, false },
};

#define EFFECT_COLUMNS ARRAY_SIZE(effect_columns)
#define COLUMNS_MAX (EFFECT_COLUMNS + WORKLOAD_COLUMNS_MAX)

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

/* The workload's own, from the column on. */
static void set_beside(struct table *table, size_t row, size_t column,
		       const struct report_response_point *point)
{
	const struct report_result *result = point->result;
	const struct workload_column *own = workload_columns(result->workload);

	for (; own->heading; own++)
		if (own->where & IN_RESPONSE)
			set_level(table, row, column++, &result->metrics[metric_find(own->metric)],
				  own->scale, own->decimals);
}

/* The first columns, and the workload's own behind them. */
static struct table *table_with_own(const struct report_response *response, size_t first)
{
	struct table_column columns[COLUMNS_MAX];
	const struct workload_column *own = workload_columns(response->workload);

	memcpy(columns, effect_columns, sizeof(effect_columns));
	for (; own->heading; own++)
		if (own->where & IN_RESPONSE)
			columns[first++] = (struct table_column){ own->heading, 0, false };
	return table_new(NULL, columns, first);
}

static struct table *response_new(const struct report_response *response, struct table *table)
{
	char operation[OPERATION_SIZE];

	if (table)
		table_set_title(table, "RESPONSE OF %s TO KNOWN DELAYS, PER %s", response->workload,
				table_operation(operation, sizeof(operation), response->workload));
	return table;
}

struct table *table_response(const struct report_response *response)
{
	struct table *table = response_new(response, table_with_own(response, EFFECT_COLUMNS));

	for (size_t i = 0; table && i < response->count; i++) {
		size_t row = add_delay(table, &response->points[i]);

		set_effects(table, row, &response->points[i]);
		set_beside(table, row, EFFECT_COLUMNS, &response->points[i]);
	}
	return table;
}

struct table *table_response_effects(const struct report_response *response)
{
	struct table *table =
	    response_new(response, table_new(NULL, effect_columns, EFFECT_COLUMNS));

	for (size_t i = 0; table && i < response->count; i++)
		set_effects(table, add_delay(table, &response->points[i]), &response->points[i]);
	return table;
}

struct table *table_response_beside(const struct report_response *response)
{
	struct table *table = table_with_own(response, 1);
	char operation[OPERATION_SIZE];

	if (table)
		table_set_title(table, "WHAT MOVED BESIDE IT IN %s, PER %s", response->workload,
				table_operation(operation, sizeof(operation), response->workload));
	for (size_t i = 0; table && i < response->count; i++)
		set_beside(table, add_delay(table, &response->points[i]), 1, &response->points[i]);
	return table;
}

char *response_legend(const char *workload)
{
	const struct operation_words *words = workload_words(workload);
	const struct workload_info *direct = workload_of_kind(WORKLOAD_DIRECT);
	CLEANUP(text_buffer_release) struct text_buffer counted = { 0 };
	struct text_buffer text = { 0 };

	words_of_columns(&counted, workload, IN_RESPONSE);
	text_buffer_add(&text,
			"Cost: one %s by %s with that delay on the hook; (in parentheses) what was "
			"put in, where %s did not measure it. ",
			direct->words.act, direct->name, direct->name);
	if (counted.length)
		text_buffer_add(&text, "%c%s per %s. ",
				toupper((unsigned char)*text_buffer_get(&counted)),
				text_buffer_get(&counted) + 1, words->one);
	text_buffer_add(
	    &text, "A receiver that idles gets faster when it is slowed, as it sleeps less and its "
		   "sender wakes it less; past saturation each nanosecond costs one.");
	text.failed |= counted.failed;
	return text_buffer_take(&text);
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
