// SPDX-License-Identifier: GPL-2.0-or-later
#include "estimate/agreement.h"

#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include "common/cleanup.h"
#include "estimate/responses.h"
#include "estimate/workload_measure.h"
#include "stats/combined.h"
#include "stats/response.h"

#define BASELINES 2	   /* of a block */
#define NORMAL_95 1.959964 /* half of an interval in standard errors */

/* What the test is made of: the rows, and the points of the curve behind them. */
struct series_list {
	const struct report_result **results; /* not owned */
	double *weights;
	double *differences;
	size_t count, points, blocks;
};

static void series_list_release(struct series_list *list)
{
	free(list->results);
	free(list->weights);
	free(list->differences);
}

const struct agreement *agreement_find(const struct report *report, const char *workload)
{
	for (size_t i = 0; i < report->agreement_count; i++)
		if (!strcmp(report->agreements[i].workload, workload))
			return &report->agreements[i];
	return NULL;
}

static bool is_row(const struct report_result *result, const char *workload)
{
	return result->prediction.present && !strcmp(result->workload, workload);
}

static int list_results(const struct report *report, const struct report_response *response,
			struct series_list *list)
{
	list->results = calloc(response->count + report->result_count + 1, sizeof(*list->results));
	if (!list->results)
		return -ENOMEM;
	for (size_t i = 0; i < response->count; i++)
		list->results[list->points++] = response->points[i].result;
	list->count = list->points;
	for (size_t i = 0; i < report->result_count; i++)
		if (is_row(&report->results[i], response->workload))
			list->results[list->count++] = &report->results[i];
	return 0;
}

static int fill_series(const struct measuring *measuring, const struct report *report,
		       const struct report_result *result, double *ret_differences)
{
	CLEANUP(group_release) struct group group = { 0 };
	CLEANUP_FREE double *ratios = NULL;
	size_t configuration = (size_t)(result->record - report->data->configurations);
	int code = group_fill(measuring->samples, configuration, measuring->workload,
			      &measuring->context, &group);

	if (code < 0)
		return code;
	ratios = measure_block_ratios(measuring, &group, METRIC_RATE_PPS);
	if (!ratios)
		return -ENOMEM;
	memcpy(ret_differences, ratios,
	       BASELINES * measuring->samples->block_count * sizeof(*ratios));
	return 0;
}

/* The first point is the baseline, whose effect is none: its series stays empty. */
static int fill_differences(const struct report *report, const struct workload_measure *measure,
			    struct series_list *list)
{
	size_t stride = BASELINES * measure->samples.block_count;
	int code = 0;

	list->blocks = measure->samples.block_count;
	list->differences = calloc(list->count * stride + 1, sizeof(*list->differences));
	list->weights = calloc(list->count + 1, sizeof(*list->weights));
	if (!list->differences || !list->weights)
		return -ENOMEM;
	for (size_t i = 1; i < list->count && code == 0; i++)
		code = fill_series(measuring_of(&measure->plain, list->results[i]->record), report,
				   list->results[i], list->differences + i * stride);
	return code;
}

/* Adds the row's share to the weights of the points that its prediction comes from. */
static void weigh_point(const struct response *curve, double cost_ns, double share, double *weights)
{
	double of_right;
	size_t right = response_place(curve, cost_ns, &of_right);

	if (!right)
		return;
	weights[right] -= share * of_right;
	weights[right - 1] -= share * (1 - of_right);
}

/* Each row counts alike; the points of the curve as much as the rows' predictions rest on them. */
static void weigh(const struct report *report, const struct response *curve,
		  struct series_list *list)
{
	double share = 1 / (double)(list->count - list->points);

	for (size_t i = list->points; i < list->count; i++) {
		list->weights[i] = share;
		weigh_point(curve,
			    report_direct_cost_ns(report, list->results[i]->configuration).estimate,
			    share, list->weights);
	}
	/* The baseline is what all of them are held against: its effect is none. */
	list->weights[0] = 0;
}

static double value_at(const struct response *curve, double cost_ns)
{
	return response_at(curve, (struct interval){ cost_ns, NAN, NAN }).estimate;
}

/* Beyond its ends a curve says nothing; what the cost may be off by counts as far as it goes. */
static double within(const struct response *curve, double cost_ns)
{
	double last = curve->points[curve->count - 1].cost;

	return isnan(cost_ns) ? NAN : fmin(fmax(cost_ns, curve->points[0].cost), last);
}

/* By how much the mean prediction moves where every cost lies at one end of its interval. */
static double shift_of_costs(const struct report *report, const struct response *curve,
			     const struct series_list *list, bool low)
{
	double sum = 0;

	for (size_t i = list->points; i < list->count; i++) {
		struct interval cost_ns =
		    report_direct_cost_ns(report, list->results[i]->configuration);
		double shift = value_at(curve, within(curve, low ? cost_ns.low : cost_ns.high)) -
			       value_at(curve, cost_ns.estimate);

		sum += isfinite(shift) ? shift : 0;
	}
	return sum / (double)(list->count - list->points);
}

/* The costs are of other blocks; their errors may all be one, as they share their baselines. */
static double error_of_costs(const struct report *report, const struct response *curve,
			     const struct series_list *list)
{
	double low = shift_of_costs(report, curve, list, true);
	double high = shift_of_costs(report, curve, list, false);

	return fmax(fabs(low), fabs(high)) / NORMAL_95;
}

static size_t count_disagreeing(const struct series_list *list)
{
	size_t count = 0;

	for (size_t i = list->points; i < list->count; i++)
		count += !list->results[i]->prediction.agrees;
	return count;
}

static void add_agreement(struct report *report, const struct report_response *response,
			  const struct series_list *list, const struct combined_estimate *estimate)
{
	if (isnan(estimate->p))
		return;
	report->agreements[report->agreement_count++] = (struct agreement){
		.workload = response->workload,
		.rows = list->count - list->points,
		.disagreeing = count_disagreeing(list),
		.blocks = estimate->estimate.n,
		.difference = estimate->estimate.interval,
		.p = estimate->p,
		.agrees = estimate->p > AGREEMENT_P,
	};
}

static int test_rows(struct report *report, const struct report_response *response,
		     const struct response *curve, struct series_list *list)
{
	struct combined combined = { list->differences, list->weights, list->count,
				     list->blocks,	BASELINES,     percent_of_log_ratio };
	struct combined_estimate estimate;
	int code;

	weigh(report, curve, list);
	code = combined_by_jackknife(&combined, INTERVAL_LEVEL, error_of_costs(report, curve, list),
				     &estimate);
	if (code == 0)
		add_agreement(report, response, list, &estimate);
	return code;
}

static int agreement_build(struct report *report, const struct report_response *response,
			   struct series_list *list)
{
	CLEANUP(workload_measure_end) struct workload_measure measure = { 0 };
	struct response curve;
	int code =
	    workload_measure_begin(report->data, response->workload, &report->declared, &measure);

	if (code == 0)
		code = fill_differences(report, &measure, list);
	if (code == 0)
		code = report_response_rates(response, &curve);
	if (code)
		return code;
	code = test_rows(report, response, &curve, list);
	free((void *)curve.points);
	return code;
}

int agreements_build(struct report *report)
{
	int code = 0;

	report->agreements = calloc(report->response_count + 1, sizeof(*report->agreements));
	if (!report->agreements)
		return -ENOMEM;
	for (size_t i = 0; i < report->response_count && code == 0; i++) {
		CLEANUP(series_list_release) struct series_list list = { 0 };

		code = list_results(report, &report->responses[i], &list);
		if (code == 0 && list.count > list.points)
			code = agreement_build(report, &report->responses[i], &list);
	}
	return code;
}

void agreements_free(struct report *report)
{
	free(report->agreements);
}
