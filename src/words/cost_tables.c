// SPDX-License-Identifier: GPL-2.0-or-later
#include "words/cost_tables.h"

#include <stdio.h>
#include <math.h>
#include <string.h>
#include "common/cleanup.h"
#include "estimate/responses.h"
#include "words/tables.h"
#include "protocol/workloads.h"

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

struct answer_column;

typedef void cell_setter(struct table *table, size_t row, size_t column,
			 const struct row_source *source, const struct answer_column *of);

/* What stands in a column, and of which of the two results. */
struct answer_column {
	struct table_column column;
	cell_setter *set;
	bool direct;	    /* of the direct workload, else of the one that flows */
	bool absolute;	    /* an effect in the metric's unit, else in percent */
	bool primary;	    /* the metric that the workload is judged by, instead of metric */
	enum metric metric; /* of set_effect and set_metric */
	const char *unit;   /* of the baseline's level; NULL: the metric's own */
	double scale;	    /* of set_metric */
	int decimals;
};

static const struct report_result *result_in(const struct row_source *source,
					     const struct answer_column *of)
{
	return of->direct ? source->drain : source->traffic;
}

/* In nanoseconds, or where they are counted in instructions. */
static enum metric metric_in(const struct row_source *source, const struct answer_column *of)
{
	const struct report_result *result = result_in(source, of);

	return of->primary && result ? report_primary_metric(result) : of->metric;
}

/* The baseline's own level, in its unit, where the other rows have an effect on it. */
static void set_level(struct table *table, size_t row, size_t column,
		      const struct report_metric *metric, const char *unit)
{
	if (metric)
		table_set(table, row, column, "%.0f %s", metric->interval.estimate, unit);
}

/* A cell that would be empty must not pass for one without an effect: it says "withheld". */
static void set_effect(struct table *table, size_t row, size_t column,
		       const struct row_source *source, const struct answer_column *of)
{
	const struct report_result *result = result_in(source, of);
	enum metric metric = metric_in(source, of);
	const struct effect *effect = effect_of(result, metric);

	if (source->role == ROLE_BASELINE && !effect)
		set_level(table, row, column, metric_of(result, metric),
			  of->unit ? of->unit : metric_unit_word(metric));
	else if (effect && of->absolute)
		table_set_interval(table, row, column, &effect->absolute,
				   ns_decimals(effect->absolute.estimate));
	else if (effect)
		table_set_interval(table, row, column, &effect->percent, 1);
	if (result && result->withheld[metric])
		table_set(table, row, column, "withheld");
}

static void set_metric(struct table *table, size_t row, size_t column,
		       const struct row_source *source, const struct answer_column *of)
{
	const struct report_metric *metric = metric_of(result_in(source, of), of->metric);

	if (metric)
		table_set(table, row, column, "%.*f", of->decimals,
			  of->scale * metric->interval.estimate);
}

static void set_hits(struct table *table, size_t row, size_t column,
		     const struct row_source *source, const struct answer_column *of)
{
	const struct report_result *result = source->traffic ? source->traffic : source->drain;

	(void)of;
	if (result && isfinite(result->hits_per_operation))
		table_set(table, row, column, "%.3f", result->hits_per_operation);
}

static void set_kernel(struct table *table, size_t row, size_t column,
		       const struct row_source *source, const struct answer_column *of)
{
	const struct report_metric *kernel = metric_of(source->drain, METRIC_KERNEL_REPORTED_NS);

	(void)of;
	if (!kernel)
		kernel = metric_of(source->traffic, METRIC_KERNEL_REPORTED_NS);
	if (kernel)
		table_set(table, row, column, "%.*f", ns_decimals(kernel->interval.estimate),
			  kernel->interval.estimate);
}

/* One word when both workloads agree, otherwise the trouble and where it is. */
static void set_status(struct table *table, size_t row, size_t column,
		       const struct row_source *source, const struct answer_column *of)
{
	const struct report_result *one = source->drain ? source->drain : source->traffic;
	const struct report_result *two = source->traffic ? source->traffic : source->drain;
	const struct report_result *trouble = report_result_measured(one) ? two : one;

	(void)of;
	if (strcmp(one->status, two->status) == 0)
		table_set(table, row, column, "%s", one->status);
	else
		table_set(table, row, column, "%s (%s)", trouble->status, trouble->workload);
}

/* The tables are ranges of it: all, the cost alone, and the rest alone, each with the name in
 * front. */
static const struct answer_column answer_columns[] = {
	{ { "Direct cost (ns)", 0, false },
	  set_effect,
	  .direct = true,
	  .absolute = true,
	  .metric = METRIC_OPERATION_NS },
	{ { "Rate (%)", 0, false }, set_effect, .metric = METRIC_RATE_PPS, .unit = "/s" },
	{ { "CPU/datagram (%)", 0, false },
	  set_effect,
	  .primary = true,
	  .metric = METRIC_OPERATION_CPU_NS },
	{ { "Sleeps", 0, false },
	  set_metric,
	  .metric = METRIC_SLEEPS_PER_OPERATION,
	  .scale = 1,
	  .decimals = 3 },
	{ { "Busy %", 0, false },
	  set_metric,
	  .metric = METRIC_RECEIVER_BUSY,
	  .scale = 100,
	  .decimals = 1 },
	{ { "Hits", 0, false }, set_hits },
	{ { "Kernel ns", 0, false }, set_kernel },
	{ { "Status", 0, true }, set_status },
};

#define ANSWER_COLUMNS ARRAY_SIZE(answer_columns)
#define COST_COLUMNS 3 /* the first */

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

static void fill_rows(const struct report *report, const char *traffic, struct table *table,
		      const struct answer_column *columns)
{
	const char *direct = report_workload_of_kind(report, WORKLOAD_DIRECT, 0);
	struct row_source source;
	size_t cursor = 0;

	while (table && next_source(report, direct, traffic, &cursor, &source)) {
		size_t row = table_add_row(table);

		table_set(table, row, 0, "%s", source.name);
		for (size_t c = 0; c + 1 < table->column_count; c++)
			columns[c].set(table, row, c + 1, &source, &columns[c]);
	}
}

/* So many columns from the first, behind the name. */
static struct table *table_of_columns(const struct report *report, const char *traffic,
				      const char *title, size_t first, size_t count)
{
	struct table_column columns[1 + ANSWER_COLUMNS] = { { "Configuration", 0, true } };
	struct table *table;

	for (size_t c = 0; c < count; c++)
		columns[1 + c] = answer_columns[first + c].column;
	table = table_of_workload(report, traffic, title, columns, 1 + count);
	fill_rows(report, traffic, table, &answer_columns[first]);
	return table;
}

/* What the rows are of: traffic, or what is measured directly. */
static char *operation_of(const struct report *report, const char *traffic, char *buffer)
{
	const char *direct = report_workload_of_kind(report, WORKLOAD_DIRECT, 0);
	const char *flows =
	    traffic ? traffic : report_workload_of_kind(report, WORKLOAD_TRAFFIC, 0);

	return table_operation(buffer, OPERATION_SIZE, flows ? flows : direct ? direct : "");
}

struct table *table_cost(const struct report *report, const char *traffic)
{
	char title[64 + OPERATION_SIZE], operation[OPERATION_SIZE];

	snprintf(title, sizeof(title), "WHAT TRACING COST, PER %s vs BASELINE",
		 operation_of(report, traffic, operation));
	return table_of_columns(report, traffic, title, 0, COST_COLUMNS);
}

struct table *table_beside(const struct report *report, const char *traffic)
{
	char title[64 + OPERATION_SIZE], operation[OPERATION_SIZE];

	snprintf(title, sizeof(title), "WHAT MOVED BESIDE IT, PER %s",
		 operation_of(report, traffic, operation));
	return table_of_columns(report, traffic, title, COST_COLUMNS,
				ANSWER_COLUMNS - COST_COLUMNS);
}

struct table *table_whole(const struct report *report, const char *traffic)
{
	char title[64 + OPERATION_SIZE], operation[OPERATION_SIZE];

	snprintf(title, sizeof(title), "WHAT TRACING COST, AND WHAT MOVED BESIDE IT, PER %s",
		 operation_of(report, traffic, operation));
	return table_of_columns(report, traffic, title, 0, ANSWER_COLUMNS);
}
