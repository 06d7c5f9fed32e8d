// SPDX-License-Identifier: GPL-2.0-or-later
#include "estimate/micro.h"

#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "common/cleanup.h"
#include "estimate/micro_rows.h"
#include "stats/student.h"

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

	return metric_event_whole(cost, packed_counter(counters, COUNTER_events),
				  measuring->context.icount);
}

void micro_costs(const struct measuring *measuring, const struct group *group, double *ret_costs)
{
	for (size_t i = 0; i < group->count; i++)
		ret_costs[i] = added(measuring, &group->samples[i]);
}

static double slope(const struct measuring *measuring, const struct kept_sample *sample)
{
	const struct packed_counters *counters = &sample->record->counters;

	return metric_event_whole(packed_counter(counters, COUNTER_event_slope_ns),
				  packed_counter(counters, COUNTER_events),
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

/* An object calls its programs what it likes: of these a row's name alone has an @ of ours. */
static struct program_variant variant_of(const struct configuration_record *record)
{
	struct program_variant variant = { .threads = 1, .programs = 1, .functions = 1 };
	const char *name = record->name;

	program_variant_parse(record->of_object ? name + strcspn(name, "@") : record->program,
			      &variant);
	return variant;
}

/* Of a pattern only the proof knows how many there were. */
static unsigned int functions_of(const struct report_result *result)
{
	const json_t *functions = json_object_get(result->proof, "functions");

	return functions ? (unsigned int)json_integer_value(functions) : 1;
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
	if (code || cost.n == 0)
		return code;
	fill_effect(&cost, base.interval.estimate, &result->effects[report_primary_metric(result)]);
	fill_chunks(measuring, group->configuration, &result->micro);
	fill_range(measuring, group, &result->micro);
	result->micro.variant = variant_of(result->record);
	result->micro.functions = functions_of(result);
	result->micro.trigger = trigger_of(result);
	result->micro.instead =
	    json_string_value(json_object_get(result->proof, "trigger_instead"));
	event_paths_make(json_object_get(result->proof, "singles"), &result->micro.paths);
	result->micro.bare = base.interval.estimate;
	result->micro.present = true;
	return fill_line(measuring, group, cost.interval.estimate, &result->micro);
}
