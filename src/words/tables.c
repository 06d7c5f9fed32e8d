// SPDX-License-Identifier: GPL-2.0-or-later
#include "words/tables.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>
#include "common/cleanup.h"
#include "protocol/workloads.h"
#include "words/verdict.h"
#include "estimate/responses.h"

/* The report's workloads of a kind, from 0; NULL after the last. */
static const char *workload_nth_of_kind(const struct report *report, enum workload_kind kind,
					size_t which)
{
	for (size_t w = 0; w < report->workload_count; w++)
		if (workload_kind_of(report->workloads[w].name) == kind && !which--)
			return report->workloads[w].name;
	return NULL;
}

bool report_has_programs(const struct report *report)
{
	for (size_t i = 0; i < report->result_count; i++)
		if (report->results[i].role == ROLE_TREATMENT &&
		    !report_result_is_delay(&report->results[i]))
			return true;
	return false;
}

const char *traffic_workload(const struct report *report, size_t which)
{
	return workload_nth_of_kind(report, WORKLOAD_TRAFFIC, which);
}

/* With one workload its name is said in the sentences; of several, each table says its own. */
static struct table *table_of(const struct report *report, const char *traffic, const char *title,
			      const struct table_column *columns, size_t count)
{
	struct table *table = table_new(title, columns, count);

	if (table && traffic && traffic_workload(report, 1))
		table_set_subject(table, traffic);
	return table;
}

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

struct table *table_original(const struct report *report, const char *workload, bool utf8)
{
	struct table *table =
	    table_of(report, workload, NULL, original_columns, ARRAY_SIZE(original_columns));

	for (size_t i = 0; table && i < report->result_count; i++) {
		const struct report_result *result = &report->results[i];
		size_t row;

		if (strcmp(result->workload, workload) != 0 || result->role == ROLE_BASELINE_PAIR ||
		    report_result_is_delay(result))
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

void table_set_interval(struct table *table, size_t row, size_t column,
			const struct interval *interval, int decimals)
{
	if (!isfinite(interval->estimate))
		return;
	if (isfinite(interval->low) && isfinite(interval->high))
		table_set(table, row, column, "%+.*f [%.*f, %.*f]", decimals, interval->estimate,
			  decimals, interval->low, decimals, interval->high);
	else
		table_set(table, row, column, "%+.*f", decimals, interval->estimate);
}

static void set_percent(struct table *table, size_t row, size_t column, const struct effect *effect,
			int decimals)
{
	if (report_effect_present(effect))
		table_set_interval(table, row, column, &effect->percent, decimals);
}

struct table *table_original_impact(const struct report *report, const char *workload)
{
	struct table *table = table_of(report, workload, "PERFORMANCE IMPACT vs BASELINE",
				       impact_columns, ARRAY_SIZE(impact_columns));

	for (size_t i = 0; table && i < report->result_count; i++) {
		const struct report_result *result = &report->results[i];
		size_t row;

		if (strcmp(result->workload, workload) != 0 || result->role == ROLE_BASELINE_PAIR ||
		    report_result_is_delay(result) ||
		    !report_effect_present(&result->effects[METRIC_BITRATE_MBPS]))
			continue;
		row = table_add_row(table);
		table_set(table, row, 0, "%s", result->configuration);
		set_percent(table, row, 1, &result->effects[METRIC_BITRATE_MBPS], 2);
		set_percent(table, row, 2, &result->effects[METRIC_TRANSFER_MB], 2);
	}
	return table;
}

/* The two results of a configuration that a row of the answer is made of; either may be NULL. */
struct row_source {
	const char *name;
	enum role role;
	const struct report_result *drain, *traffic;
};

static const struct report_metric *metric_of(const struct report_result *result, enum metric metric)
{
	if (!result || !report_metric_present(&result->metrics[metric]))
		return NULL;
	return &result->metrics[metric];
}

static const struct effect *effect_of(const struct report_result *result, enum metric metric)
{
	if (!result || !report_effect_present(&result->effects[metric]))
		return NULL;
	return &result->effects[metric];
}

/* Whole nanoseconds where the tenths are noise. */
static int ns_decimals(double value_ns)
{
	return fabs(value_ns) < 100 ? 1 : 0;
}

/* The baseline's own level, in its unit, where the other rows have an effect on it. */
static void set_level(struct table *table, size_t row, size_t column,
		      const struct report_metric *metric, const char *unit)
{
	if (metric)
		table_set(table, row, column, "%.0f %s", metric->interval.estimate, unit);
}

static bool is_level_row(const struct row_source *source, enum metric metric)
{
	const struct report_result *result =
	    metric == METRIC_OPERATION_NS ? source->drain : source->traffic;

	return source->role == ROLE_BASELINE && !effect_of(result, metric);
}

/* A cell that would be empty, and must not pass for one without an effect. */
static void set_withheld(struct table *table, size_t row, size_t column,
			 const struct report_result *result, enum metric metric)
{
	if (result && result->withheld[metric])
		table_set(table, row, column, "withheld");
}

/* In nanoseconds, or where they are counted in instructions. */
static enum metric cpu_metric(const struct row_source *source)
{
	return source->traffic ? report_primary_metric(source->traffic) : METRIC_OPERATION_CPU_NS;
}

static void set_direct(struct table *table, size_t row, size_t column,
		       const struct row_source *source)
{
	const struct effect *effect = effect_of(source->drain, METRIC_OPERATION_NS);

	if (is_level_row(source, METRIC_OPERATION_NS))
		set_level(table, row, column, metric_of(source->drain, METRIC_OPERATION_NS), "ns");
	else if (effect)
		table_set_interval(table, row, column, &effect->absolute,
				   ns_decimals(effect->absolute.estimate));
	set_withheld(table, row, column, source->drain, METRIC_OPERATION_NS);
}

static void set_rate(struct table *table, size_t row, size_t column,
		     const struct row_source *source)
{
	const struct effect *effect = effect_of(source->traffic, METRIC_RATE_PPS);

	if (is_level_row(source, METRIC_RATE_PPS))
		set_level(table, row, column, metric_of(source->traffic, METRIC_RATE_PPS), "/s");
	else if (effect)
		set_percent(table, row, column, effect, 1);
	set_withheld(table, row, column, source->traffic, METRIC_RATE_PPS);
}

static void set_cpu(struct table *table, size_t row, size_t column, const struct row_source *source)
{
	enum metric metric = cpu_metric(source);
	const struct effect *effect = effect_of(source->traffic, metric);

	if (is_level_row(source, metric))
		set_level(table, row, column, metric_of(source->traffic, metric),
			  metric_unit_word(metric));
	else if (effect)
		set_percent(table, row, column, effect, 1);
	set_withheld(table, row, column, source->traffic, metric);
}

static void set_sleeps(struct table *table, size_t row, size_t column,
		       const struct row_source *source)
{
	const struct report_metric *sleeps =
	    metric_of(source->traffic, METRIC_SLEEPS_PER_OPERATION);

	if (sleeps)
		table_set(table, row, column, "%.3f", sleeps->interval.estimate);
}

static void set_busy(struct table *table, size_t row, size_t column,
		     const struct row_source *source)
{
	const struct report_metric *busy = metric_of(source->traffic, METRIC_RECEIVER_BUSY);

	if (busy)
		table_set(table, row, column, "%.1f", 100 * busy->interval.estimate);
}

static void set_hits(struct table *table, size_t row, size_t column,
		     const struct row_source *source)
{
	const struct report_result *result = source->traffic ? source->traffic : source->drain;

	if (result && isfinite(result->hits_per_operation))
		table_set(table, row, column, "%.3f", result->hits_per_operation);
}

static void set_kernel(struct table *table, size_t row, size_t column,
		       const struct row_source *source)
{
	const struct report_metric *kernel = metric_of(source->drain, METRIC_KERNEL_REPORTED_NS);

	if (!kernel)
		kernel = metric_of(source->traffic, METRIC_KERNEL_REPORTED_NS);
	if (kernel)
		table_set(table, row, column, "%.*f", ns_decimals(kernel->interval.estimate),
			  kernel->interval.estimate);
}

/* One word when both workloads agree, otherwise the trouble and where it is. */
static void set_status(struct table *table, size_t row, size_t column,
		       const struct row_source *source)
{
	const struct report_result *one = source->drain ? source->drain : source->traffic;
	const struct report_result *two = source->traffic ? source->traffic : source->drain;
	const struct report_result *trouble = report_result_measured(one) ? two : one;

	if (strcmp(one->status, two->status) == 0)
		table_set(table, row, column, "%s", one->status);
	else
		table_set(table, row, column, "%s (%s)", trouble->status, trouble->workload);
}

/*
 * The columns of the answer.  One list; the tables are ranges of it: all, the cost alone, and the
 * rest alone, each with the name in front.
 */
#define NAME_COLUMN                                                                                \
	{                                                                                          \
		"Configuration", 0, true                                                           \
	}
#define COST_COLUMNS                                                                               \
	{ "Direct cost (ns)", 0, false }, { "Rate (%)", 0, false },                                \
	{                                                                                          \
		"CPU/datagram (%)", 0, false                                                       \
	}
#define BESIDE_COLUMNS                                                                             \
	{ "Sleeps", 0, false }, { "Busy %", 0, false }, { "Hits", 0, false },                      \
	    { "Kernel ns", 0, false },                                                             \
	{                                                                                          \
		"Status", 0, true                                                                  \
	}

static const struct table_column cost_columns[] = { NAME_COLUMN, COST_COLUMNS };
static const struct table_column beside_columns[] = { NAME_COLUMN, BESIDE_COLUMNS };
static const struct table_column whole_columns[] = { NAME_COLUMN, COST_COLUMNS, BESIDE_COLUMNS };

typedef void cell_setter(struct table *, size_t row, size_t column, const struct row_source *);

static cell_setter *const setters[] = { set_direct, set_rate, set_cpu,	  set_sleeps,
					set_busy,   set_hits, set_kernel, set_status };

#define COST_FIRST 0
#define BESIDE_FIRST 3

static bool next_source(const struct report *report, const char *direct, const char *traffic,
			size_t *cursor, struct row_source *source)
{
	while (*cursor < report->result_count) {
		const struct report_result *result = &report->results[(*cursor)++];
		const struct report_result *drain =
		    direct ? report_result_find(report, result->configuration, direct) : NULL;
		const struct report_result *flow =
		    traffic ? report_result_find(report, result->configuration, traffic) : NULL;

		/* Each configuration once, where its first result stands; delays have a table. */
		if (result != (drain ? drain : flow) || report_result_is_delay(result))
			continue;
		*source = (struct row_source){ result->configuration, result->role, drain, flow };
		return true;
	}
	return false;
}

static struct table *fill_table(const struct report *report, const char *traffic,
				struct table *table, size_t first)
{
	const char *direct = workload_nth_of_kind(report, WORKLOAD_DIRECT, 0);
	struct row_source source;
	size_t cursor = 0;

	while (table && next_source(report, direct, traffic, &cursor, &source)) {
		size_t row = table_add_row(table);

		table_set(table, row, 0, "%s", source.name);
		for (size_t column = 1; column < table->column_count; column++)
			setters[first + column - 1](table, row, column, &source);
	}
	return table;
}

struct table *table_cost(const struct report *report, const char *traffic)
{
	return fill_table(report, traffic,
			  table_of(report, traffic, "WHAT TRACING COST, PER DATAGRAM vs BASELINE",
				   cost_columns, ARRAY_SIZE(cost_columns)),
			  COST_FIRST);
}

struct table *table_beside(const struct report *report, const char *traffic)
{
	return fill_table(report, traffic,
			  table_of(report, traffic, "WHAT MOVED BESIDE IT, PER DATAGRAM",
				   beside_columns, ARRAY_SIZE(beside_columns)),
			  BESIDE_FIRST);
}

static const struct table_column verdict_columns[] = {
	{ "Configuration", 0, true },
	{ "Workload", 0, true },
	{ "Verdict", 0, true },
};

struct table *table_verdicts(const struct report *report)
{
	struct table *table = table_new("VERDICTS", verdict_columns, ARRAY_SIZE(verdict_columns));

	for (size_t i = 0; table && i < report->result_count; i++) {
		const struct report_result *result = &report->results[i];
		CLEANUP_FREE char *sentence = verdict_sentence(report, result);
		size_t row;

		table->failed |= !sentence;
		if (!sentence || !*sentence)
			continue;
		row = table_add_row(table);
		table_set(table, row, 0, "%s", result->configuration);
		table_set(table, row, 1, "%s", result->workload);
		table_set(table, row, 2, "%s", sentence);
	}
	return table;
}

struct table *table_whole(const struct report *report, const char *traffic)
{
	return fill_table(report, traffic,
			  table_of(report, traffic,
				   "WHAT TRACING COST, AND WHAT MOVED BESIDE IT, PER DATAGRAM",
				   whole_columns, ARRAY_SIZE(whole_columns)),
			  COST_FIRST);
}
