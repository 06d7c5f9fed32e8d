// SPDX-License-Identifier: GPL-2.0-or-later
#include "estimate/results.h"

#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include "common/cleanup.h"
#include "estimate/cut_hits.h"
#include "estimate/micro.h"
#include "estimate/micro_rows.h"
#include "estimate/where.h"

#define NEVER_REACHED "the run ended before it was measured"

static const struct result_record *find_record(const struct run_data *data, int64_t configuration,
					       const char *workload)
{
	for (size_t i = 0; i < data->result_count; i++)
		if (data->results[i].configuration == configuration &&
		    strcmp(data->results[i].workload, workload) == 0)
			return &data->results[i];
	return NULL;
}

/* Cell and proof of what was kept, from the visits of configuration c. */
static void fill_origin(const struct run_data *data, const struct workload_samples *samples,
			size_t c, struct report_result *result)
{
	const struct kept_sample *first = samples->samples + samples->first[c];

	result->samples = samples->first[c + 1] - samples->first[c];
	if (result->samples == 0)
		return;
	result->cell = run_data_cell(data, first->visit->cell);
	result->proof = first->visit->proof;
	result->hook = *first->visit->hook ? first->visit->hook : NULL;
}

/* The same attachment with statistics the other way: it shares the visits of configuration c. */
static size_t find_sibling(const struct run_data *data, size_t c)
{
	for (size_t s = 0; s < data->configuration_count; s++)
		if (configuration_is_sibling(&data->configurations[s], &data->configurations[c]))
			return s;
	return SIZE_MAX;
}

static double hits_per_operation(const struct measuring *measuring, size_t c)
{
	const struct workload_samples *samples = measuring->samples;
	double hits = 0, operations = 0;

	for (size_t i = samples->first[c]; i < samples->first[c + 1]; i++) {
		const struct packed_counters *counters = &samples->samples[i].record->counters;
		double of_sample = packed_counter(counters, COUNTER_hits);
		double operations_of_sample = packed_counter(counters, COUNTER_hit_operations);

		if (isnan(of_sample) || isnan(operations_of_sample))
			continue;
		hits += hits_of_operations(of_sample, operations_of_sample,
					   measuring->context.calls_cut);
		operations += operations_of_sample;
	}
	return operations > 0 ? hits / operations : NAN;
}

/* Hits are counted in its own windows, or else in those with statistics under the same link. */
static void fill_hits(const struct run_data *data, const struct measuring *measuring, size_t c,
		      struct report_result *result)
{
	size_t source = c;

	if (isnan(measure_sum(measuring, c, COUNTER_hits))) {
		size_t sibling = find_sibling(data, c);

		source = sibling == SIZE_MAX ? c : sibling;
	}
	result->hits = measure_sum(measuring, source, COUNTER_hits);
	result->misses = measure_sum(measuring, source, COUNTER_misses);
	result->hits_per_operation = hits_per_operation(measuring, source);
}

static void fill_status(const struct run_data *data, struct report_result *result)
{
	const struct result_record *record =
	    find_record(data, result->record->id, result->workload);

	if (record) {
		result->status = record->status;
		result->reason = record->reason;
		result->hits_source = record->hits_source;
		result->receiver = record->receiver;
		result->look = record->look;
	} else if (result->samples > 0) {
		result->status = "measured"; /* a run that was cut off; its visits are proved */
	} else if (data->goes_on) {
		result->status = STATUS_TO_COME;
	} else {
		result->status = "failed";
		result->reason = NEVER_REACHED;
	}
}

/* One exact number an operation, to be held against the baseline's by subtraction. */
static bool is_counted(const struct measuring *measuring)
{
	return measuring->context.icount &&
	       workload_kind_of(measuring->workload) == WORKLOAD_DIRECT;
}

/* One after the other, the baseline is the one at the beginning; the other one is its A/A. */
static bool first_alone(const struct measuring *measuring, const struct group *group)
{
	return measuring->sequential && group->configuration == measuring->baseline;
}

/* Levels are what they are; nothing of the program is in what is timed. */
static int outside_figures(const struct measuring *measuring, const struct group *group,
			   struct report_result *result)
{
	int code = measure_metrics(measuring, group, -1, result->metrics);

	if (code == 0 && !is_counted(measuring))
		code = measure_effects(measuring, group, result->effects);
	where_withhold(result);
	return code;
}

/* What is no measurement has no figures: an absent effect must not look like none. */
static int fill_figures(const struct measuring *measuring, const struct group *group,
			struct report_result *result)
{
	int code;

	if (!report_result_measured(result))
		return 0;
	if (where_is_outside(result))
		return outside_figures(measuring, group, result);
	if (workload_kind_of(measuring->workload) == WORKLOAD_EVENT)
		return micro_figures(measuring, group, result);
	if (is_counted(measuring) && result->role == ROLE_TREATMENT)
		return micro_figures(measuring, group, result);
	code = measure_metrics(measuring, group, first_alone(measuring, group) ? 0 : -1,
			       result->metrics);
	if (code == 0 && group->configuration != measuring->baseline)
		code = measure_effects(measuring, group, result->effects);
	return code;
}

static int build_result(const struct run_data *data, const struct measuring *measuring,
			const struct group *group, struct report_result *ret_result)
{
	size_t c = group->configuration;
	struct report_result result = {
		.record = &data->configurations[c],
		.configuration = data->configurations[c].name,
		.workload = measuring->workload,
	};

	result.role = configuration_is_baseline(result.record) ? ROLE_BASELINE : ROLE_TREATMENT;
	fill_origin(data, measuring->samples, c, &result);
	fill_hits(data, measuring, c, &result);
	fill_status(data, &result);
	where_fill(data, measuring, c, &result);
	if (first_alone(measuring, group))
		result.samples = measure_count(group, 0);
	*ret_result = result;
	return fill_figures(measuring, group, ret_result);
}

static int build_baseline_pair(const struct measuring *measuring, const struct group *group,
			       const struct report_result *baseline,
			       struct report_result *ret_result)
{
	struct report_result pair = {
		.role = ROLE_BASELINE_PAIR,
		.configuration = BASELINE_PAIR_NAME,
		.record = baseline->record,
		.workload = baseline->workload,
		.cell = baseline->cell,
		.receiver = baseline->receiver,
		.status = baseline->status,
		.reason = baseline->reason,
		.samples = measure_count(group, 1),
		.hits = NAN,
		.misses = NAN,
		.hits_per_operation = NAN,
		.where = { .hits_inside = NAN, .cpu = NAN },
	};
	int code;

	*ret_result = pair;
	if (!report_result_measured(&pair))
		return 0;
	code = measure_metrics(measuring, group, 1, ret_result->metrics);
	if (code == 0 && measuring->sequential)
		return measure_baselines_apart(measuring, group, ret_result->effects);
	return code < 0 ? code : measure_baseline_pair(measuring, ret_result->effects);
}

/* Room for one more result, or NULL. */
static struct report_result *next_result(struct report *report)
{
	struct report_result *larger =
	    reallocarray(report->results, report->result_count + 1, sizeof(*larger));

	if (!larger)
		return NULL;
	report->results = larger;
	return &larger[report->result_count++];
}

/* Nothing is said of what the workload neither reached nor gave a result; micro has no baselines.
 */
static bool is_reported(const struct run_data *data, const struct measuring *measuring, size_t c)
{
	return measuring->samples->first[c + 1] > measuring->samples->first[c] ||
	       find_record(data, data->configurations[c].id, measuring->workload) ||
	       (measuring->samples->visit_count > 0 &&
		workload_kind_of(measuring->workload) != WORKLOAD_EVENT);
}

/* The result of a configuration; of the baseline also that of its pair. */
static int add_results(struct report *report, const struct measuring *measuring, size_t c)
{
	CLEANUP(group_release) struct group group = { 0 };
	struct report_result *result = next_result(report);
	int code =
	    group_fill(measuring->samples, c, measuring->workload, &measuring->context, &group);

	if (code == 0)
		code = result
			   ? build_result(report->data,
					  measuring_of(measuring, &report->data->configurations[c]),
					  &group, result)
			   : -ENOMEM;
	if (code < 0 || c != measuring->baseline ||
	    (measuring->sequential && !measure_count(&group, 1)))
		return code;
	result = next_result(report);
	return result ? build_baseline_pair(measuring, &group, result - 1, result) : -ENOMEM;
}

int results_build(struct report *report, const struct measuring *measuring)
{
	int code = 0;

	for (size_t c = 0; c < report->data->configuration_count && code == 0; c++)
		if (is_reported(report->data, measuring, c))
			code = add_results(report, measuring, c);
	return code;
}
