// SPDX-License-Identifier: GPL-2.0-or-later
#include "compare/compare.h"

#include <errno.h>
#include <math.h>
#include <string.h>
#include "common/cleanup.h"
#include "common/text.h"
#include "compare/differences.h"
#include "compare/values.h"
#include "stats/effect.h"
#include "stats/shift.h"

#define MICRO "micro"
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

static enum metric default_metric(const struct report_result *result)
{
	if (strcmp(result->workload, MICRO) == 0)
		return report_metric_present(&result->metrics[METRIC_EVENT_INSTRUCTIONS])
			   ? METRIC_EVENT_INSTRUCTIONS
			   : METRIC_EVENT_NS;
	return strcmp(result->workload, "udp-drain") == 0 ? METRIC_OPERATION_NS
							  : METRIC_OPERATION_CPU_NS;
}

static int find_metric(const char *name, enum metric *ret_metric, struct error *err)
{
	const char *names[METRIC_COUNT];
	const char *nearest;

	for (int m = 0; m < METRIC_COUNT; m++) {
		names[m] = metric_infos[m].compared ? metric_infos[m].name : NULL;
		if (names[m] && strcmp(names[m], name) == 0) {
			*ret_metric = m;
			return 0;
		}
	}
	nearest = text_nearest(name, names, METRIC_COUNT);
	return error_set(err, ERROR_USAGE, EINVAL, "no metric '%.40s'%s%s%s", name,
			 nearest ? "; did you mean '" : " that is compared", nearest ? nearest : "",
			 nearest ? "'?" : "");
}

/* "unsupported: CONFIG_X is not set" becomes where, and the reason. */
static const char *why_missing(const struct report_result *result, enum metric metric,
			       bool sequential)
{
	if (!result)
		return "it is not in this run";
	if (!report_result_measured(result))
		return result->reason ? result->reason : result->status;
	if (sequential)
		return "one configuration after the other (protocol restart): no interval holds";
	if (!report_effect_present(&result->effects[metric]))
		return "it has no such metric";
	return NULL;
}

static bool is_sequential(const struct report *report, const char *workload)
{
	for (size_t w = 0; w < report->workload_count; w++)
		if (strcmp(report->workloads[w].name, workload) == 0)
			return report->workloads[w].sequential;
	return false;
}

static void find_missing(const struct compare *compare, const struct report_result *a,
			 const struct report_result *b, struct comparison *row)
{
	row->missing = why_missing(a, row->metric, is_sequential(compare->a, row->workload));
	row->missing_where = "A";
	if (row->missing)
		return;
	row->missing = why_missing(b, row->metric, is_sequential(compare->b, row->workload));
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
		.metric = wanted != NO_METRIC ? wanted : default_metric(either),
		.before = NAN,
		.after = NAN,
		.absolute = { .interval = { NAN, NAN, NAN } },
		.percent = { .interval = { NAN, NAN, NAN } },
	};
	row->unit = row->metric == METRIC_EVENT_INSTRUCTIONS ? "instructions"
							     : metric_infos[row->metric].unit;
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
	return code < 0 ? code : differences_add(compare);
}

int compare_build(const struct report *a, const struct report *b, const char *metric,
		  struct compare **ret_compare, struct error *err)
{
	CLEANUP(cleanup_compare) struct compare *compare = calloc(1, sizeof(*compare));
	enum metric wanted = NO_METRIC;
	int code = differences_refuse(a->data, b->data, err);

	if (code == 0 && metric)
		code = find_metric(metric, &wanted, err);
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
