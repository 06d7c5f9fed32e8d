// SPDX-License-Identifier: GPL-2.0-or-later
#include "estimate/micro.h"

#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include "common/cleanup.h"
#include "stats/student.h"

bool micro_is_exact(const struct report_result *result)
{
	return strcmp(metric_unit_word(report_primary_metric(result)), "instructions") == 0;
}

/* A workload's operation in the baselines of the sample's block; NaN where they were not kept. */
static double baseline_of(const struct measuring *measuring, const struct kept_sample *sample)
{
	const struct baseline_values *values = &measuring->baselines[METRIC_OPERATION_INSTRUCTIONS];

	if (!values->first)
		return NAN;
	return (values->first[sample->block] + values->second[sample->block]) / 2;
}

static double bare(const struct measuring *measuring, const struct kept_sample *sample)
{
	double of_event = packed_counter(&sample->record->counters, COUNTER_event_bare_ns);

	return isnan(of_event) ? baseline_of(measuring, sample) : of_event;
}

/* micro compares chunks of one reload; a workload, windows of one block. */
static double added(const struct measuring *measuring, const struct kept_sample *sample)
{
	const struct packed_counters *counters = &sample->record->counters;
	double of_event = packed_counter(counters, COUNTER_event_ns);
	double of_operation = packed_counter(counters, COUNTER_operation_ns);
	double cost = isnan(of_event) ? of_operation - baseline_of(measuring, sample) : of_event;

	return metric_event_whole(cost, measuring->context.icount);
}

static double slope(const struct measuring *measuring, const struct kept_sample *sample)
{
	return metric_event_whole(packed_counter(&sample->record->counters, COUNTER_event_slope_ns),
				  measuring->context.icount);
}

/* One estimate over the reloads of configuration c. */
static int over_reloads(const struct measuring *measuring, const struct group *group,
			double (*value)(const struct measuring *measuring,
					const struct kept_sample *sample),
			struct estimate *ret_estimate)
{
	CLEANUP_FREE double *values = calloc(group->count + 1, sizeof(*values));

	if (!values)
		return -ENOMEM;
	for (size_t i = 0; i < group->count; i++)
		values[i] = value(measuring, &group->samples[i]);
	return student_estimate(values, group->count, ret_estimate);
}

/*
 * Whether the slope agrees with the cost: the line's interval has the estimate in it, or, where
 * reloads do not differ at all and no interval has a width, they are the same number.
 */
static bool slope_holds(const struct estimate *line, double cost)
{
	if (isnan(line->interval.low))
		return fabs(line->interval.estimate - cost) <= fabs(cost) / 100;
	return line->interval.low <= cost && cost <= line->interval.high;
}

static int fill_line(const struct measuring *measuring, const struct group *group, double cost,
		     struct report_micro *micro)
{
	struct estimate line;
	int code = over_reloads(measuring, group, slope, &line);

	if (code < 0)
		return code;
	micro->slope = line.interval;
	micro->holds = line.n > 0 && slope_holds(&line, cost);
	return 0;
}

static void fill_effect(const struct estimate *cost, double bare_median, struct effect *effect)
{
	double factor = 100 / bare_median;

	*effect = (struct effect){
		.absolute = cost->interval,
		.percent = { factor * cost->interval.estimate, factor * cost->interval.low,
			     factor * cost->interval.high },
		.level = cost->level,
		.n = cost->n,
		.p = NAN,
		.p_adjusted = NAN,
		.mde80_percent = NAN,
		.equivalence_p = NAN,
	};
	snprintf(effect->method, sizeof(effect->method), "paired median of chunks, %.80s reloads",
		 cost->method);
}

static void fill_chunks(const struct measuring *measuring, size_t c, struct report_micro *micro)
{
	micro->chunks = measure_sum(measuring, c, COUNTER_chunks);
	micro->agreeing = measure_sum(measuring, c, COUNTER_chunks_agreeing);
	micro->disturbed = measure_sum(measuring, c, COUNTER_chunks_disturbed);
}

/* Whether reloads gave the same figure is seen by the least and the most. */
static void fill_range(const struct measuring *measuring, const struct group *group,
		       struct report_micro *micro)
{
	micro->least = INFINITY;
	micro->most = -INFINITY;
	for (size_t i = 0; i < group->count; i++) {
		double cost = added(measuring, &group->samples[i]);

		micro->least = fmin(micro->least, cost);
		micro->most = fmax(micro->most, cost);
	}
}

static const char *trigger_of(const struct report_result *result)
{
	const char *trigger = json_string_value(json_object_get(result->proof, "trigger"));

	return trigger ? trigger : result->workload;
}

/* Estimates of metrics are means with Student's t here, where other workloads have medians. */
static int fill_metrics(const struct measuring *measuring, const struct group *group,
			struct report_result *result)
{
	int code = measure_metrics(measuring, group, -1, result->metrics);

	for (int m = METRIC_EVENT_NS; m <= METRIC_EVENT_INSTRUCTIONS && code == 0; m++) {
		struct report_metric *metric = &result->metrics[m];

		if (!report_metric_present(metric))
			continue;
		metric->interval.estimate = metric->mean;
		measure_student(group, m, metric);
	}
	return code;
}

int micro_figures(const struct measuring *measuring, const struct group *group,
		  struct report_result *result)
{
	struct estimate cost, base;
	int code = fill_metrics(measuring, group, result);

	if (code == 0)
		code = over_reloads(measuring, group, added, &cost);
	if (code == 0)
		code = over_reloads(measuring, group, bare, &base);
	if (code < 0 || cost.n == 0)
		return code;
	fill_effect(&cost, base.interval.estimate, &result->effects[report_primary_metric(result)]);
	fill_chunks(measuring, group->configuration, &result->micro);
	fill_range(measuring, group, &result->micro);
	program_variant_parse(result->record->program, &result->micro.variant);
	result->micro.trigger = trigger_of(result);
	result->micro.bare = base.interval.estimate;
	result->micro.present = true;
	return fill_line(measuring, group, cost.interval.estimate, &result->micro);
}

bool report_is_micro(const struct report *report)
{
	return report->workload_count == 1 &&
	       strcmp(report->workloads[0].name, MICRO_WORKLOAD) == 0;
}

bool workload_is_micro(const struct report *report, const char *workload)
{
	for (size_t i = 0; i < report->result_count; i++)
		if (report->results[i].micro.present &&
		    strcmp(report->results[i].workload, workload) == 0)
			return true;
	return strcmp(workload, MICRO_WORKLOAD) == 0;
}

size_t report_micro_workloads(const struct report *report)
{
	size_t counted = 0, timed = 0;

	for (size_t w = 0; w < report->workload_count; w++) {
		const char *workload = report->workloads[w].name;

		if (strcmp(workload, MICRO_WORKLOAD) == 0)
			timed++;
		else
			counted += workload_is_micro(report, workload);
	}
	return counted || timed == report->workload_count ? counted + timed : 0;
}

static double cost_of(const struct report_result *result)
{
	return result->effects[report_primary_metric(result)].absolute.estimate;
}

static int compare_cost(const void *left, const void *right)
{
	const struct report_result *a = *(const struct report_result *const *)left;
	const struct report_result *b = *(const struct report_result *const *)right;
	double x = cost_of(a), y = cost_of(b);

	if (x != y)
		return x < y ? -1 : 1;
	return strcmp(a->configuration, b->configuration);
}

const struct report_result **micro_sorted(const struct report *report, size_t *ret_count)
{
	const struct report_result **sorted = calloc(report->result_count + 1, sizeof(*sorted));
	size_t count = 0;

	for (size_t i = 0; sorted && i < report->result_count; i++)
		if (report->results[i].micro.present)
			sorted[count++] = &report->results[i];
	if (sorted)
		qsort(sorted, count, sizeof(*sorted), compare_cost);
	*ret_count = count;
	return sorted;
}

enum column { NAME, COST, INTERVAL, BARE, KERNEL, LINEAR, TRIGGER, BAR, COLUMNS };

static const struct table_column columns_ns[COLUMNS] = {
	{ "Configuration", 0, true },  { "ns/event", 0, false },
	{ "95 % interval", 0, false }, { "Bare ns", 0, false },
	{ "Kernel says", 0, false },   { "Linear", 0, false },
	{ "Trigger", 0, true },	       { "", 0, false },
};

static const struct table_column columns_instructions[COLUMNS] = {
	{ "Configuration", 0, true },
	{ "Instructions", 0, false },
	{ "Chunks that agree", 0, false },
	{ "Bare", 0, false },
	{ "Kernel says", 0, false },
	{ "Linear", 0, false },
	{ "Trigger", 0, true },
	{ "", 0, false },
};

/* Whole instructions are printed as such; three decimals show what a loop's end adds. */
static void set_instructions(struct table *table, size_t row, size_t column, double value)
{
	if (value == floor(value))
		table_set(table, row, column, "%.0f", value);
	else
		table_set(table, row, column, "%.3f", value);
}

static void set_spread(struct table *table, size_t row, const struct report_result *result,
		       bool exact)
{
	const struct interval *interval = &result->effects[report_primary_metric(result)].absolute;
	const struct report_micro *micro = &result->micro;

	if (exact)
		table_set(table, row, INTERVAL, "%.0f of %.0f", micro->agreeing, micro->chunks);
	else if (isfinite(interval->low))
		table_set(table, row, INTERVAL, "[%.2f, %.2f]", interval->low, interval->high);
}

static void set_bar(struct table *table, size_t row, double share, unsigned int columns, bool utf8)
{
	char bar[3 * 200 + 1] = "";
	size_t length = (size_t)lround(fmax(share, 0) * columns);

	for (size_t i = 0; i < length && i < 200; i++)
		strcat(bar, utf8 ? "█" : "#");
	table_set(table, row, BAR, "%s", bar);
}

static void fill_row(struct table *table, const struct report_result *result)
{
	bool exact = micro_is_exact(result);
	const struct report_metric *kernel = &result->metrics[METRIC_KERNEL_REPORTED_NS];
	size_t row = table_add_row(table);

	table_set(table, row, NAME, "%s", result->configuration);
	if (exact && result->micro.least < result->micro.most)
		table_set(table, row, COST, "%.0f to %.0f", floor(result->micro.least),
			  ceil(result->micro.most));
	else if (exact)
		set_instructions(table, row, COST, cost_of(result));
	else
		table_set(table, row, COST, "%.2f", cost_of(result));
	set_spread(table, row, result, exact);
	table_set(table, row, BARE, exact ? "%.3f" : "%.2f", result->micro.bare);
	if (report_metric_present(kernel))
		table_set(table, row, KERNEL, "%.1f", kernel->interval.estimate);
	if (isfinite(result->micro.slope.estimate))
		table_set(table, row, LINEAR, "%s", result->micro.holds ? "yes" : "NO");
	if (result->micro.trigger)
		table_set(table, row, TRIGGER, "%s", result->micro.trigger);
}

struct table *table_micro(const struct report *report, unsigned int bar_columns, bool utf8)
{
	size_t count;
	CLEANUP_FREE const struct report_result **sorted = micro_sorted(report, &count);
	bool exact = sorted && count && micro_is_exact(sorted[0]);
	struct table *table =
	    table_new("WHAT AN EVENT COSTS, OVER THE BARE TRIGGER",
		      exact ? columns_instructions : columns_ns, bar_columns ? COLUMNS : BAR);

	if (!sorted) {
		table_free(table);
		return NULL;
	}
	for (size_t i = 0; table && i < count; i++) {
		fill_row(table, sorted[i]);
		if (bar_columns)
			set_bar(table, i, cost_of(sorted[i]) / cost_of(sorted[count - 1]),
				bar_columns, utf8);
	}
	return table;
}
