// SPDX-License-Identifier: GPL-2.0-or-later
#include "estimate/responses.h"
#include "common/cleanup.h"
#include "estimate/configurations.h"
#include "estimate/saturation.h"

#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

bool report_result_is_delay(const struct report_result *result)
{
	return result->record && configuration_is_delay(result->record);
}

const struct report_response *report_response_find(const struct report *report,
						   const char *workload)
{
	for (size_t i = 0; i < report->response_count; i++)
		if (!strcmp(report->responses[i].workload, workload))
			return &report->responses[i];
	return NULL;
}

const char *report_response_state(const struct report_response *response)
{
	if (!response->saturation_by)
		return "unknown";
	return response->saturation_ns.estimate > 0 ? "unsaturated" : "saturated";
}

bool report_response_costs_measured(const struct report_response *response)
{
	for (size_t i = 0; i < response->count; i++)
		if (isnan(response->points[i].cost_ns.low))
			return false;
	return true;
}

bool report_response_has_top(const struct report_response *response)
{
	for (size_t i = 0; i < response->count; i++)
		if (report_effect_present(&response->points[i].result->effects[METRIC_RATE_PPS]))
			return true;
	return false;
}

struct interval report_direct_cost_ns(const struct report *report, const char *configuration)
{
	const struct report_result *drain =
	    report_result_of_kind(report, configuration, WORKLOAD_DIRECT);

	if (!drain || !report_effect_present(&drain->effects[METRIC_OPERATION_NS]))
		return (struct interval){ NAN, NAN, NAN };
	return drain->effects[METRIC_OPERATION_NS].absolute;
}

static struct interval delay_cost_ns(const struct report *report,
				     const struct report_result *result)
{
	struct interval cost_ns = report_direct_cost_ns(report, result->configuration);

	if (isnan(cost_ns.estimate))
		cost_ns = (struct interval){ result->record->delay_ns, NAN, NAN };
	return cost_ns;
}

static int point_compare(const void *a, const void *b)
{
	const struct report_response_point *one = a, *other = b;
	double x = one->cost_ns.estimate, y = other->cost_ns.estimate;

	/* The baseline is where cost is counted from, whatever noise says of the shortest delay. */
	if (one->result->role != other->result->role)
		return one->result->role == ROLE_BASELINE ? -1 : 1;
	return (x > y) - (x < y);
}

static bool belongs(const struct report_result *result, const char *workload)
{
	return !strcmp(result->workload, workload) && report_result_measured(result) &&
	       (result->role == ROLE_BASELINE ? !result->record->statistics
					      : report_result_is_delay(result));
}

static int points_fill(const struct report *report, struct report_response *response)
{
	response->points = calloc(report->result_count + 1, sizeof(*response->points));
	if (!response->points)
		return -ENOMEM;
	for (size_t i = 0; i < report->result_count; i++) {
		const struct report_result *result = &report->results[i];

		if (!belongs(result, response->workload))
			continue;
		response->points[response->count++] = (struct report_response_point){
			.result = result,
			.cost_ns = result->role == ROLE_BASELINE ? (struct interval){ 0, 0, 0 }
								 : delay_cost_ns(report, result),
		};
	}
	qsort(response->points, response->count, sizeof(*response->points), point_compare);
	return 0;
}

/* The level of a metric over cost; the caller frees curve->points. */
static int level_curve(const struct report_response *response, enum metric metric,
		       struct response *curve)
{
	struct response_point *points = calloc(response->count + 1, sizeof(*points));

	if (!points)
		return -ENOMEM;
	for (size_t i = 0; i < response->count; i++)
		points[i] = (struct response_point){
			fmax(0, response->points[i].cost_ns.estimate),
			response->points[i].result->metrics[metric].interval,
		};
	*curve = (struct response){ points, response->count };
	return 0;
}

static int crossing_find(const struct report_response *response, enum metric metric, double level,
			 bool rising, struct interval *ret_crossing)
{
	struct response curve;
	int code = level_curve(response, metric, &curve);

	if (code < 0)
		return code;
	*ret_crossing = response_crossing(&curve, level, rising);
	free((void *)curve.points);
	return 0;
}

static int saturation_find(struct report_response *response)
{
	struct interval busy, sleeps;
	int code = crossing_find(response, METRIC_RECEIVER_BUSY, SATURATION_BUSY, true, &busy);

	if (!code)
		code = crossing_find(response, METRIC_SLEEPS_PER_OPERATION, SATURATION_SLEEPS,
				     false, &sleeps);
	if (code < 0)
		return code;
	if (isfinite(busy.estimate) && !(sleeps.estimate < busy.estimate)) {
		response->saturation_ns = busy;
		response->saturation_by = "busy";
	} else {
		response->saturation_ns = sleeps;
		response->saturation_by = isfinite(sleeps.estimate) ? "sleeps" : NULL;
	}
	return 0;
}

static double rate_of(const struct report_response_point *point)
{
	return point->result->role == ROLE_BASELINE
		   ? 0
		   : point->result->effects[METRIC_RATE_PPS].percent.estimate;
}

static size_t top_find(const struct report_response *response)
{
	size_t top = 0;

	for (size_t i = 1; i < response->count; i++)
		if (rate_of(&response->points[i]) > rate_of(&response->points[top]))
			top = i;
	return top;
}

int report_response_rates(const struct report_response *response, struct response *curve)
{
	struct response_point *points = calloc(response->count + 1, sizeof(*points));

	if (!points)
		return -ENOMEM;
	for (size_t i = 0; i < response->count; i++) {
		const struct report_result *result = response->points[i].result;

		points[i].cost = fmax(0, response->points[i].cost_ns.estimate);
		if (result->role != ROLE_BASELINE)
			points[i].value = result->effects[METRIC_RATE_PPS].percent;
	}
	*curve = (struct response){ points, response->count };
	return 0;
}

static void predict(const struct report *report, const struct response *curve,
		    struct report_result *result)
{
	const struct effect *measured = &result->effects[METRIC_RATE_PPS];
	struct interval cost_ns = report_direct_cost_ns(report, result->configuration);
	struct report_prediction prediction = { .percent = response_at(curve, cost_ns) };

	/* Of a cost off the curve an end of its interval may still lie on it: that is none. */
	if (isnan(prediction.percent.estimate) || isnan(prediction.percent.low) ||
	    !report_effect_present(measured) || isnan(measured->percent.low))
		return;
	prediction.present = true;
	prediction.difference = interval_difference(measured->percent, prediction.percent);
	prediction.agrees = prediction.difference.low <= 0 && prediction.difference.high >= 0;
	result->prediction = prediction;
}

static int predictions_fill(struct report *report, const struct report_response *response)
{
	struct response curve;
	int code = report_response_rates(response, &curve);

	if (code < 0)
		return code;
	for (size_t i = 0; i < report->result_count; i++) {
		struct report_result *result = &report->results[i];

		if (!strcmp(result->workload, response->workload) &&
		    result->role == ROLE_TREATMENT && !report_result_is_delay(result))
			predict(report, &curve, result);
	}
	free((void *)curve.points);
	return 0;
}

static int response_build(struct report *report, struct report_response *response)
{
	int code = points_fill(report, response);

	if (code < 0 || response->count < 2)
		return code;
	/* Every block of the baseline was excluded: there is nothing to respond from. */
	if (!report_metric_present(&response->points[0].result->metrics[METRIC_RECEIVER_BUSY])) {
		response->count = 0;
		return 0;
	}
	response->busy = response->points[0].result->metrics[METRIC_RECEIVER_BUSY].interval;
	response->top = top_find(response);
	code = saturation_find(response);
	return code < 0 ? code : predictions_fill(report, response);
}

int responses_build(struct report *report)
{
	report->responses = calloc(report->workload_count + 1, sizeof(*report->responses));
	if (!report->responses)
		return -ENOMEM;
	for (size_t w = 0; w < report->workload_count; w++) {
		struct report_response *response = &report->responses[report->response_count];
		int code;

		if (!metric_applies(METRIC_RATE_PPS, report->workloads[w].name))
			continue;
		*response = (struct report_response){ .workload = report->workloads[w].name };
		code = response_build(report, response);
		/* The baseline alone is no curve. */
		if (code == 0 && response->count >= 2)
			report->response_count++;
		else
			free(response->points);
		if (code < 0)
			return code;
	}
	return 0;
}

void responses_free(struct report *report)
{
	for (size_t i = 0; i < report->response_count; i++)
		free(report->responses[i].points);
	free(report->responses);
}
