// SPDX-License-Identifier: GPL-2.0-or-later
#include "words/cost_tables.h"

#include <ctype.h>
#include <math.h>
#include <string.h>
#include "common/cleanup.h"
#include "estimate/responses.h"
#include "words/tables.h"
#include "words/withheld.h"
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

/* A cell that would be empty must not pass for one without an effect: it says why it is. */
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
		table_set(table, row, column, "%s", withheld_word(result->withheld[metric]));
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

/* What it cost, then the workloads' own columns, then what is said of all of them. */
static const struct answer_column cost_columns[] = {
	{ { "Direct cost (ns)", 0, false },
	  set_effect,
	  .direct = true,
	  .absolute = true,
	  .metric = METRIC_OPERATION_NS },
	{ { "Rate (%)", 0, false }, set_effect, .metric = METRIC_RATE_PPS, .unit = "/s" },
	{ { "CPU", 0, false }, /* with the operation: see name_operation() */
	  set_effect,
	  .primary = true,
	  .metric = METRIC_OPERATION_CPU_NS },
};

static const struct answer_column common_columns[] = {
	{ { "Hits", 0, false }, set_hits },
	{ { "Body ns", 0, false }, set_kernel },
	{ { "Status", 0, true }, set_status },
};

#define COST_COLUMNS ARRAY_SIZE(cost_columns)
#define COMMON_COLUMNS ARRAY_SIZE(common_columns)
#define ANSWER_COLUMNS_MAX (COST_COLUMNS + 2 * WORKLOAD_COLUMNS_MAX + COMMON_COLUMNS)

/* The tables are ranges of it: all, the cost alone, and the rest alone, each with the name in
 * front. */
struct answer_columns {
	struct answer_column columns[ANSWER_COLUMNS_MAX];
	size_t count;
};

static void add_columns(struct answer_columns *to, const struct answer_column *columns,
			size_t count)
{
	memcpy(&to->columns[to->count], columns, count * sizeof(*columns));
	to->count += count;
}

/* Of the direct workload, or of the one that flows. */
static void add_own_columns(struct answer_columns *to, const char *workload, bool direct)
{
	for (const struct workload_column *own = workload_columns(workload); own->heading; own++)
		if (own->where & IN_ANSWER)
			to->columns[to->count++] = (struct answer_column){
				{ own->heading, 0, false }, set_metric,
				.direct = direct,	    .metric = metric_find(own->metric),
				.scale = own->scale,	    .decimals = own->decimals
			};
}

/* Without traffic, what traffic would have: absent, in the columns that a reader knows. */
static const char *flowing(const char *traffic)
{
	return traffic ? traffic : workload_of_kind(WORKLOAD_TRAFFIC)->name;
}

static void answer_columns_make(const struct report *report, const char *traffic,
				struct answer_columns *ret_columns)
{
	*ret_columns = (struct answer_columns){ .count = 0 };
	add_columns(ret_columns, cost_columns, COST_COLUMNS);
	add_own_columns(ret_columns, flowing(traffic), false);
	add_own_columns(ret_columns, report_workload_of_kind(report, WORKLOAD_DIRECT, 0), true);
	add_columns(ret_columns, common_columns, COMMON_COLUMNS);
}

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

/* What the rows are of: traffic, or what is measured directly. */
static const char *workload_of_rows(const struct report *report, const char *traffic)
{
	return traffic ? traffic : report_workload_of_kind(report, WORKLOAD_DIRECT, 0);
}

/* Behind the name: "CPU/datagram (%)". */
static void name_operation(struct table *table, const struct answer_column *columns,
			   const char *workload)
{
	for (size_t c = 0; table && c + 1 < table->column_count; c++)
		if (columns[c].primary)
			table_set_heading(table, c + 1, "%s/%s (%%)", columns[c].column.heading,
					  workload_words(workload)->one);
}

/* So many columns from the first, behind the name. */
static struct table *table_of_columns(const struct report *report, const char *traffic,
				      const char *title, const char *against,
				      const struct answer_column *from, size_t count)
{
	struct table_column columns[1 + ANSWER_COLUMNS_MAX] = { { "Configuration", 0, true } };
	const char *workload = workload_of_rows(report, traffic);
	char operation[OPERATION_SIZE];
	struct table *table;

	for (size_t c = 0; c < count; c++)
		columns[1 + c] = from[c].column;
	table = table_of_workload(report, traffic, NULL, columns, 1 + count);
	if (table)
		table_set_title(table, "%s, PER %s%s", title,
				table_operation(operation, sizeof(operation), workload), against);
	name_operation(table, from, workload);
	fill_rows(report, traffic, table, from);
	return table;
}

struct table *table_cost(const struct report *report, const char *traffic)
{
	struct answer_columns columns;

	answer_columns_make(report, traffic, &columns);
	return table_of_columns(report, traffic, "WHAT TRACING COST", " vs BASELINE",
				columns.columns, COST_COLUMNS);
}

struct table *table_beside(const struct report *report, const char *traffic)
{
	struct answer_columns columns;

	answer_columns_make(report, traffic, &columns);
	return table_of_columns(report, traffic, "WHAT MOVED BESIDE IT", "",
				&columns.columns[COST_COLUMNS], columns.count - COST_COLUMNS);
}

struct table *table_whole(const struct report *report, const char *traffic)
{
	struct answer_columns columns;

	answer_columns_make(report, traffic, &columns);
	return table_of_columns(report, traffic, "WHAT TRACING COST, AND WHAT MOVED BESIDE IT", "",
				columns.columns, columns.count);
}

/* "sleeps of the receiver, " */
static void add_counted(struct text_buffer *text, const char *workload, const char *whose)
{
	CLEANUP(text_buffer_release) struct text_buffer counted = { 0 };

	words_of_columns(&counted, workload, IN_ANSWER);
	if (counted.length)
		text_buffer_add(text, "%s of %s, ", text_buffer_get(&counted), whose);
	text->failed |= counted.failed;
}

char *answer_legend(const struct report *report, const char *traffic)
{
	const char *direct = report_workload_of_kind(report, WORKLOAD_DIRECT, 0);
	const char *timed = direct ? direct : workload_of_kind(WORKLOAD_DIRECT)->name;
	const struct operation_words *words = workload_words(flowing(traffic));
	CLEANUP(text_buffer_release) struct text_buffer counted = { 0 };
	struct text_buffer text = { 0 };

	add_counted(&counted, flowing(traffic), "the receiver");
	add_counted(&counted, direct, direct ? direct : "");
	text_buffer_add(&counted, "%shits of the program%s", counted.length ? "and " : "",
			counted.length ? "," : "");
	text_buffer_add(&text,
			"Direct cost: one %s by %s. Rate: %s %s per second. A baseline's row has "
			"the levels themselves. %c%s per %s; body: what the kernel's statistics "
			"say its body alone took.",
			workload_words(timed)->act, timed, words->many, words->done,
			toupper((unsigned char)*text_buffer_get(&counted)),
			text_buffer_get(&counted) + 1, words->one);
	text.failed |= counted.failed;
	return text_buffer_take(&text);
}
