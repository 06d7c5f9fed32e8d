// SPDX-License-Identifier: GPL-2.0-or-later
#include "formats/json_response.h"
#include "formats/json_fields.h"
#include "estimate/responses.h"

static json_t *interval_to_json(const struct interval *interval)
{
	json_t *object = json_object();

	json_put_interval(object, interval);
	return object;
}

static json_t *points_to_json(const struct report_response *response)
{
	json_t *array = json_array();

	for (size_t i = 0; i < response->count; i++) {
		json_t *point = json_object();

		json_put_text(point, "configuration", response->points[i].result->configuration);
		json_object_set_new(point, "cost_ns",
				    interval_to_json(&response->points[i].cost_ns));
		json_array_append_new(array, point);
	}
	return array;
}

static json_t *response_to_json(const struct report_response *response)
{
	json_t *object = json_object();

	json_put_text(object, "workload", response->workload);
	json_put_text(object, "state", report_response_state(response));
	json_object_set_new(object, "receiver_busy", interval_to_json(&response->busy));
	if (response->saturation_by) {
		json_object_set_new(object, "saturation_ns",
				    interval_to_json(&response->saturation_ns));
		json_put_text(object, "saturation_by", response->saturation_by);
	}
	if (report_response_has_top(response))
		json_put_text(object, "top", response->points[response->top].result->configuration);
	json_object_set_new(object, "points", points_to_json(response));
	return object;
}

void json_put_returned(json_t *object, const char *key, const struct interval *slope, size_t n)
{
	json_t *returned;

	if (!n)
		return;
	returned = json_object();
	json_put_number(returned, "slope", slope->estimate);
	json_put_number(returned, "low", slope->low);
	json_put_number(returned, "high", slope->high);
	json_object_set_new(returned, "n", json_integer((json_int_t)n));
	json_object_set_new(object, key, returned);
}

void json_put_delays_returned(json_t *object, const struct report *report)
{
	json_put_returned(object, "delays_returned", &report->delays_returned.interval,
			  report->delays_returned.n);
}

json_t *responses_to_json(const struct report *report)
{
	json_t *array;

	if (!report->response_count)
		return NULL;
	array = json_array();
	for (size_t i = 0; i < report->response_count; i++)
		json_array_append_new(array, response_to_json(&report->responses[i]));
	return array;
}

static void put_expected(json_t *effect, const struct interval *predicted,
			 const struct interval *difference, bool agrees)
{
	json_object_set_new(effect, "predicted", interval_to_json(predicted));
	json_object_set_new(effect, "difference", interval_to_json(difference));
	json_object_set_new(effect, "agrees", json_boolean(agrees));
}

void json_put_sum(json_t *effect, const struct report_sum *sum)
{
	if (sum->present)
		put_expected(effect, &sum->micro_ns, &sum->difference, sum->agrees);
}

void json_put_prediction(json_t *effect, const struct report_prediction *prediction)
{
	if (prediction->present)
		put_expected(effect, &prediction->percent, &prediction->difference,
			     prediction->agrees);
}
