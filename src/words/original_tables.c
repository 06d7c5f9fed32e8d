// SPDX-License-Identifier: GPL-2.0-or-later
#include "words/original_tables.h"

#include <math.h>
#include <string.h>
#include "common/cleanup.h"
#include "estimate/responses.h"
#include "words/tables.h"

/* The original's layout: columns of 26, 18 and 18, then of 26 and 21. */
static const struct table_column original_columns[] = {
	{ "Configuration", 26, true },
	{ "Bitrate (Mbps)", 18, false },
	{ "Transfer (MB)", 18, false },
	{ "Samples", 0, true },
};

static const struct table_column impact_columns[] = {
	{ "Configuration", 26, true },
	{ "Bitrate Impact (%)", 21, false },
	{ "Transfer Impact (%)", 0, false },
};

static void set_deviation(struct table *table, size_t row, size_t column,
			  const struct report_metric *metric, bool utf8)
{
	if (metric->n == 0 || !isfinite(metric->mean))
		return;
	if (isfinite(metric->sd))
		table_set(table, row, column, "%.2f%s%.2f", metric->mean, utf8 ? "±" : "+-",
			  metric->sd);
	else
		table_set(table, row, column, "%.2f", metric->mean);
}

static bool is_of(const struct report_result *result, const char *workload)
{
	return strcmp(result->workload, workload) == 0 && result->role != ROLE_BASELINE_PAIR &&
	       !report_result_is_delay(result);
}

struct table *table_original(const struct report *report, const char *workload, bool utf8)
{
	struct table *table = table_of_workload(report, workload, NULL, original_columns,
						ARRAY_SIZE(original_columns));

	for (size_t i = 0; table && i < report->result_count; i++) {
		const struct report_result *result = &report->results[i];
		size_t row;

		if (!is_of(result, workload))
			continue;
		row = table_add_row(table);
		table_set(table, row, 0, "%s", result->configuration);
		set_deviation(table, row, 1, &result->metrics[METRIC_BITRATE_MBPS], utf8);
		set_deviation(table, row, 2, &result->metrics[METRIC_TRANSFER_MB], utf8);
		if (report_result_measured(result))
			table_set(table, row, 3, "%zu", result->samples);
		else
			table_set(table, row, 3, "%s", result->status);
	}
	return table;
}

static void set_percent(struct table *table, size_t row, size_t column, const struct effect *effect)
{
	if (report_effect_present(effect))
		table_set_interval(table, row, column, &effect->percent, 2);
}

static bool is_sequential(const struct report *report, const char *workload)
{
	for (size_t w = 0; w < report->workload_count; w++)
		if (strcmp(report->workloads[w].name, workload) == 0)
			return report->workloads[w].sequential;
	return false;
}

/*
 * Where no impact has an interval, what nothing at all made of the baseline says how large an
 * impact may be without meaning anything.
 */
static bool is_yardstick(const struct report *report, const struct report_result *result,
			 const char *workload)
{
	return result->role == ROLE_BASELINE_PAIR && strcmp(result->workload, workload) == 0 &&
	       is_sequential(report, workload);
}

struct table *table_original_impact(const struct report *report, const char *workload)
{
	struct table *table = table_of_workload(report, workload, "PERFORMANCE IMPACT vs BASELINE",
						impact_columns, ARRAY_SIZE(impact_columns));

	for (size_t i = 0; table && i < report->result_count; i++) {
		const struct report_result *result = &report->results[i];
		size_t row;

		if ((!is_of(result, workload) && !is_yardstick(report, result, workload)) ||
		    !report_effect_present(&result->effects[METRIC_BITRATE_MBPS]))
			continue;
		row = table_add_row(table);
		table_set(table, row, 0, "%s", result->configuration);
		set_percent(table, row, 1, &result->effects[METRIC_BITRATE_MBPS]);
		set_percent(table, row, 2, &result->effects[METRIC_TRANSFER_MB]);
	}
	return table;
}

bool original_has_figures(const struct report *report, const char *workload)
{
	for (size_t i = 0; i < report->result_count; i++) {
		const struct report_metric *bitrate =
		    &report->results[i].metrics[METRIC_BITRATE_MBPS];

		if (is_of(&report->results[i], workload) && bitrate->n && isfinite(bitrate->mean))
			return true;
	}
	return false;
}

static bool has_samples(const struct report *report, const char *workload)
{
	for (size_t i = 0; i < report->result_count; i++)
		if (is_of(&report->results[i], workload) && report->results[i].samples)
			return true;
	return false;
}

static void tell_why(const struct report *report, const struct report_workload *workload,
		     struct text_buffer *text)
{
	size_t excluded = workload->exclusion.excluded + workload->blocks_excluded;

	if (has_samples(report, workload->name))
		text_buffer_add(text, "its bitrate was not counted");
	else if (excluded)
		text_buffer_add(text, "%zu of %zu blocks were excluded", excluded,
				excluded + workload->blocks);
	else if (workload->visits_dropped)
		text_buffer_add(text, "%zu of %zu visits were dropped", workload->visits_dropped,
				workload->visits);
	else
		text_buffer_add(text, "the run ended before a window of it was whole");
}

void original_tell_missing(const struct report *report, const char *workload,
			   struct text_buffer *text)
{
	for (size_t w = 0; w < report->workload_count; w++) {
		if (strcmp(report->workloads[w].name, workload) != 0)
			continue;
		text_buffer_add(text, "%s: no bitrate and no transfer to show: ", workload);
		tell_why(report, &report->workloads[w], text);
		text_buffer_add(text, ". `bpftax report --full` has the reasons.");
	}
}
