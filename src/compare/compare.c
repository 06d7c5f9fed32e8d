// SPDX-License-Identifier: GPL-2.0-or-later
#include "compare/compare.h"

#include <errno.h>
#include <math.h>
#include <string.h>
#include "common/cleanup.h"
#include "common/text.h"
#include "compare/cost_metric.h"
#include "compare/differences.h"
#include "estimate/cost_values.h"
#include "stats/effect.h"
#include "stats/shift.h"

#define NO_METRIC METRIC_COUNT

void compare_free(struct compare *compare)
{
	if (!compare)
		return;
	text_words_free(compare->differences, compare->difference_count);
	free(compare->rows);
	free(compare);
}

static void cleanup_compare(struct compare **compare)
{
	compare_free(*compare);
}

const char *verdict_name(enum verdict verdict)
{
	static const char *const names[] = { "", "pass", "FAIL", "inconclusive" };

	return names[verdict];
}

static void find_missing(const struct compare *compare, const struct report_result *a,
			 const struct report_result *b, struct comparison *row)
{
	row->missing = cost_missing(compare->a, a, row->metric);
	row->missing_where = "A";
	if (row->missing)
		return;
	row->missing = cost_missing(compare->b, b, row->metric);
	row->missing_where = row->missing ? "B" : NULL;
}

/* A cost is over the bare event of its trigger: that of another is another cost. */
static bool same_trigger(const struct report_result *a, const struct report_result *b)
{
	const char *one = a->micro.trigger, *other = b->micro.trigger;

	return one == other || (one && other && strcmp(one, other) == 0);
}

static void row_fill(const struct compare *compare, enum metric wanted,
		     const struct report_result *a, const struct report_result *b,
		     struct comparison *row)
{
	const struct report_result *either = a ? a : b;

	*row = (struct comparison){
		.configuration = either->configuration,
		.workload = either->workload,
		.metric = wanted != NO_METRIC
			      ? wanted
			      : cost_metric_default((a ? compare->a : compare->b)->data, either),
		.before = NAN,
		.after = NAN,
		.absolute = { .interval = { NAN, NAN, NAN } },
		.percent = { .interval = { NAN, NAN, NAN } },
	};
	row->unit = metric_unit_word(row->metric);
	find_missing(compare, a, b, row);
	if (!row->missing && !same_trigger(a, b))
		row->missing = "another trigger made the events";
	if (row->missing)
		return;
	row->before = a->effects[row->metric].absolute.estimate;
	row->after = b->effects[row->metric].absolute.estimate;
}

static void add_row(struct compare *compare, enum metric metric, const struct report_result *a,
		    const struct report_result *b)
{
	const struct report_result *either = a ? a : b;
	struct comparison *row = &compare->rows[compare->count];

	/* What a baseline costs is nothing. */
	if (either->role != ROLE_TREATMENT)
		return;
	row_fill(compare, metric, a, b, row);
	compare->count++;
	compare->compared += !row->missing;
}

/* The rows of A in its order, then those that only B has. */
static int add_rows(struct compare *compare, enum metric metric)
{
	const struct report *a = compare->a, *b = compare->b;

	compare->rows = calloc(a->result_count + b->result_count + 1, sizeof(*compare->rows));
	if (!compare->rows)
		return -ENOMEM;
	for (size_t i = 0; i < a->result_count; i++) {
		const struct report_result *result = &a->results[i];

		add_row(compare, metric, result,
			report_result_find(b, result->configuration, result->workload));
	}
	for (size_t i = 0; i < b->result_count; i++) {
		const struct report_result *result = &b->results[i];

		if (!report_result_find(a, result->configuration, result->workload))
			add_row(compare, metric, NULL, result);
	}
	return 0;
}

static double percent_of(double log_ratio)
{
	return isnan(log_ratio) ? NAN : percent_of_log_ratio(log_ratio);
}

static bool all_finite(const struct cost_values *values)
{
	for (size_t i = 0; i < values->count; i++)
		if (isfinite(values->absolutes[i]) && !isfinite(values->ratios[i]))
			return false;
	return true;
}

static int shift_of(const double *a, const double *b, const struct cost_values *values_a,
		    const struct cost_values *values_b, double level, struct estimate *ret)
{
	if (values_a->exact && values_b->exact)
		return shift_exact(a, values_a->count, b, values_b->count, ret);
	return shift_estimate(a, values_a->count, b, values_b->count, level, ret);
}

static int estimate_values(const struct cost_values *a, const struct cost_values *b, double level,
			   struct comparison *row)
{
	struct estimate ratio;
	int code = shift_of(a->absolutes, b->absolutes, a, b, level, &row->absolute);

	if (code < 0 || !all_finite(a) || !all_finite(b))
		return code;
	code = shift_of(a->ratios, b->ratios, a, b, level, &ratio);
	if (code < 0)
		return code;
	row->percent = ratio;
	row->percent.interval = (struct interval){
		percent_of(ratio.interval.estimate),
		percent_of(ratio.interval.low),
		percent_of(ratio.interval.high),
	};
	return 0;
}

static int estimate_row(const struct compare *compare, struct comparison *row)
{
	CLEANUP(cost_values_release) struct cost_values a = { 0 };
	CLEANUP(cost_values_release) struct cost_values b = { 0 };
	double level = 1 - (1 - INTERVAL_LEVEL) / (double)compare->compared;
	int code = cost_values_collect(
	    compare->a, report_result_find(compare->a, row->configuration, row->workload),
	    row->metric, &a);

	if (code == 0)
		code = cost_values_collect(
		    compare->b, report_result_find(compare->b, row->configuration, row->workload),
		    row->metric, &b);
	return code < 0 ? code : estimate_values(&a, &b, level, row);
}

static int build_all(struct compare *compare, enum metric metric)
{
	int code = add_rows(compare, metric);

	for (size_t i = 0; i < compare->count && code == 0; i++)
		if (!compare->rows[i].missing)
			code = estimate_row(compare, &compare->rows[i]);
	return code < 0 ? code
			: differences_list(compare->a->data, compare->b->data,
					   &compare->differences, &compare->difference_count);
}

int compare_build(const struct report *a, const struct report *b, const char *metric,
		  struct compare **ret_compare, struct error *err)
{
	CLEANUP(cleanup_compare) struct compare *compare = calloc(1, sizeof(*compare));
	enum metric wanted = NO_METRIC;
	int code = differences_refuse(a->data, b->data, err);

	if (code == 0 && metric)
		code = cost_metric_find(metric, &wanted, err);
	if (code < 0)
		return code;
	code = -ENOMEM;
	if (compare) {
		compare->a = a;
		compare->b = b;
		code = build_all(compare, wanted);
	}
	if (code < 0)
		return error_errno(err, ERROR_ENVIRONMENT, -code, "cannot compare the runs");
	if (compare->compared == 0 && metric)
		return error_set(err, ERROR_USAGE, EINVAL,
				 "no configuration has '%s' in both runs, with an interval",
				 metric);
	*ret_compare = take_pointer(compare);
	return 0;
}
