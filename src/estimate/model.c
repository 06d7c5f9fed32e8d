// SPDX-License-Identifier: GPL-2.0-or-later
#include "estimate/model.h"
#include "estimate/baselines.h"

#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include "common/cleanup.h"
#include "protocol/workloads.h"
#include "estimate/adjust.h"
#include "estimate/measure.h"
#include "estimate/micro.h"
#include "estimate/samples.h"
#include "estimate/delays_returned.h"
#include "estimate/micro_injected.h"
#include "estimate/verdicts.h"
#include "estimate/withhold.h"
#include "stats/stopping.h"

#define NEVER_REACHED "the run ended before it was measured"

bool report_metric_present(const struct report_metric *metric)
{
	return metric->n > 0 && isfinite(metric->interval.estimate);
}

bool report_effect_present(const struct effect *effect)
{
	return effect->n > 0 && isfinite(effect->percent.estimate);
}

bool report_result_measured(const struct report_result *result)
{
	return strcmp(result->status, "measured") == 0;
}

enum metric report_primary_metric(const struct report_result *result)
{
	enum metric metric = metric_primary(result->workload);
	enum metric counted = metric_counted(metric);

	return report_metric_present(&result->metrics[counted]) ? counted : metric;
}

const struct report_result *report_result_find(const struct report *report,
					       const char *configuration, const char *workload)
{
	for (size_t i = 0; i < report->result_count; i++)
		if (strcmp(report->results[i].configuration, configuration) == 0 &&
		    strcmp(report->results[i].workload, workload) == 0)
			return &report->results[i];
	return NULL;
}

/* On the logarithm's scale; NaN ends where there is no interval. */
static struct estimate log_interval(const struct effect *effect)
{
	bool present = report_effect_present(effect);

	return (
	    struct estimate){ .interval = {
				  .low = present ? log_ratio_of_percent(effect->percent.low) : NAN,
				  .high =
				      present ? log_ratio_of_percent(effect->percent.high) : NAN,
			      } };
}

static double half_width_percent(const struct report_result *results, size_t count)
{
	double widest = -INFINITY;

	for (size_t i = 0; i < count; i++) {
		const struct report_result *result = &results[i];
		struct estimate interval;

		if (result->role != ROLE_TREATMENT || !report_result_measured(result))
			continue;
		interval = log_interval(&result->effects[report_primary_metric(result)]);
		widest = fmax(widest, stopping_half_width(&interval, 1));
	}
	return widest < 0 ? INFINITY : percent_of_log_ratio(widest);
}

const struct report_result *report_result_of_kind(const struct report *report,
						  const char *configuration,
						  enum workload_kind kind)
{
	for (size_t i = 0; i < report->result_count; i++)
		if (strcmp(report->results[i].configuration, configuration) == 0 &&
		    workload_kind_of(report->results[i].workload) == kind)
			return &report->results[i];
	return NULL;
}

static void cleanup_report(struct report **report)
{
	report_free(*report);
}

void report_free(struct report *report)
{
	if (!report)
		return;
	responses_free(report);
	free(report->results);
	free(report->workloads);
	free(report);
}

static int add_workload(struct report *report, const char *name)
{
	struct report_workload *larger;

	for (size_t i = 0; i < report->workload_count; i++)
		if (strcmp(report->workloads[i].name, name) == 0)
			return 0;
	larger = reallocarray(report->workloads, report->workload_count + 1, sizeof(*larger));
	if (!larger)
		return -ENOMEM;
	report->workloads = larger;
	larger[report->workload_count++] = (struct report_workload){ .name = name };
	return 0;
}

/* In the order in which they were run; those that never ran come last. */
static int list_workloads(struct report *report)
{
	const struct run_data *data = report->data;
	int code = 0;

	for (size_t i = 0; i < data->visit_count && code == 0; i++)
		code = add_workload(report, data->visits[i].workload);
	for (size_t i = 0; i < data->result_count && code == 0; i++)
		code = add_workload(report, data->results[i].workload);
	return code;
}

static const struct result_record *find_record(const struct run_data *data, int64_t configuration,
					       const char *workload)
{
	for (size_t i = 0; i < data->result_count; i++)
		if (data->results[i].configuration == configuration &&
		    strcmp(data->results[i].workload, workload) == 0)
			return &data->results[i];
	return NULL;
}

static const struct measuring *measuring_of(const struct measuring *measuring,
					    const struct configuration_record *configuration)
{
	return measuring->with_statistics && configuration->statistics &&
		       !configuration_is_baseline(configuration)
		   ? measuring->with_statistics
		   : measuring;
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
}

/* The same attachment with statistics the other way: it shares the visits of configuration c. */
static size_t find_sibling(const struct run_data *data, size_t c)
{
	const struct configuration_record *own = &data->configurations[c];

	for (size_t s = 0; s < data->configuration_count; s++) {
		const struct configuration_record *other = &data->configurations[s];

		if (other->statistics != own->statistics &&
		    strcmp(other->mechanism, own->mechanism) == 0 &&
		    strcmp(other->program, own->program) == 0)
			return s;
	}
	return SIZE_MAX;
}

/* Hits are counted in its own windows, or else in those with statistics under the same link. */
static void fill_hits(const struct run_data *data, const struct measuring *measuring, size_t c,
		      struct report_result *result)
{
	size_t source = c;
	double operations;

	if (isnan(measure_sum(measuring, c, COUNTER_hits))) {
		size_t sibling = find_sibling(data, c);

		source = sibling == SIZE_MAX ? c : sibling;
	}
	result->hits = measure_sum(measuring, source, COUNTER_hits);
	result->misses = measure_sum(measuring, source, COUNTER_misses);
	operations = measure_sum(measuring, source, COUNTER_hit_operations);
	result->hits_per_operation = operations > 0 ? result->hits / operations : NAN;
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
	} else if (result->samples > 0) {
		result->status = "measured"; /* a run that was cut off; its visits are proved */
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

/* What is no measurement has no figures: an absent effect must not look like none. */
static int fill_figures(const struct measuring *measuring, const struct group *group,
			struct report_result *result)
{
	int code;

	if (!report_result_measured(result))
		return 0;
	if (strcmp(measuring->workload, MICRO_WORKLOAD) == 0)
		return micro_figures(measuring, group, result);
	if (is_counted(measuring) && result->role == ROLE_TREATMENT)
		return micro_figures(measuring, group, result);
	code = measure_metrics(measuring, group, -1, result->metrics);
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
	};
	int code;

	*ret_result = pair;
	if (!report_result_measured(&pair))
		return 0;
	code = measure_metrics(measuring, group, 1, ret_result->metrics);
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
	       (measuring->samples->visit_count > 0 && strcmp(measuring->workload, MICRO_WORKLOAD));
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
	if (code < 0 || c != measuring->baseline || measuring->sequential)
		return code;
	result = next_result(report);
	return result ? build_baseline_pair(measuring, &group, result - 1, result) : -ENOMEM;
}

static int build_results(struct report *report, const struct measuring *measuring)
{
	int code = 0;

	for (size_t c = 0; c < report->data->configuration_count && code == 0; c++)
		if (is_reported(report->data, measuring, c))
			code = add_results(report, measuring, c);
	return code;
}

static double study_number(const struct run_data *data, const char *key)
{
	const json_t *value = json_object_get(data->run.study, key);

	return json_is_number(value) ? json_number_value(value) : NAN;
}

/* In all of the baseline's windows together. */
static double per_operation(const struct measuring *measuring, enum counter counter)
{
	size_t b = measuring->baseline;

	if (b == SIZE_MAX)
		return NAN;
	return measure_sum(measuring, b, counter) / measure_sum(measuring, b, COUNTER_operations);
}

static int describe_workload(const struct measuring *measuring, struct report_workload *workload)
{
	const struct workload_samples *samples = measuring->samples;

	workload->baseline = measuring->baseline_name;
	workload->sequential = measuring->sequential;
	workload->visits = samples->visit_count;
	workload->visits_dropped = samples->visits_dropped;
	workload->visits_open = samples->visits_open;
	workload->blocks_excluded = samples->blocks_excluded;
	workload->exclusion = samples->exclusion;
	workload->saturation = (struct report_saturation){
		.busy = NAN,
		.drops_per_operation = per_operation(measuring, COUNTER_drops),
		.offered_per_operation = per_operation(measuring, COUNTER_sender_datagrams),
	};
	return measure_paired_blocks(measuring, &workload->blocks);
}

/* Fills *own, and has the measuring use it, where configurations with statistics need it. */
static int statistics_measuring_begin(const struct run_data *data, struct measuring *measuring,
				      struct measuring *own)
{
	size_t baseline = baseline_with_statistics(data, measuring->samples, measuring->workload);

	if (baseline == SIZE_MAX || baseline == measuring->baseline)
		return 0;
	*own = (struct measuring){
		.samples = measuring->samples,
		.workload = measuring->workload,
		.context = measuring->context,
		.configuration_count = measuring->configuration_count,
		.baseline = baseline,
		.baseline_name = data->configurations[baseline].name,
		.sequential = measuring->sequential,
		.declared = measuring->declared,
	};
	measuring->with_statistics = own;
	return measure_baselines(own);
}

static int build_workload(struct report *report, struct report_workload *workload)
{
	const struct run_data *data = report->data;
	CLEANUP(workload_samples_release) struct workload_samples samples = { 0 };
	CLEANUP(measuring_release)
	struct measuring measuring = { .samples = &samples, .workload = workload->name };
	CLEANUP(measuring_release) struct measuring with_statistics = { .samples = &samples };
	size_t first = report->result_count;
	int code = workload_samples_collect(data, workload->name, &samples);

	if (code < 0)
		return code;
	measuring.declared = report->declared;
	measuring.context.datagram_bytes = study_number(data, "length");
	measuring.context.icount = run_has_timing(data, "icount");
	measuring.configuration_count = data->configuration_count;
	measuring.baseline = baseline_choose(data, &samples);
	measuring.sequential =
	    strcmp(data->run.protocol, "restart") == 0 && !samples.has_second_baseline;
	if (measuring.baseline != SIZE_MAX)
		measuring.baseline_name = data->configurations[measuring.baseline].name;
	code = describe_workload(&measuring, workload);
	if (code == 0)
		code = measure_baselines(&measuring);
	if (code == 0)
		code = statistics_measuring_begin(data, &measuring, &with_statistics);
	workload->statistics_baseline = with_statistics.baseline_name;
	if (code == 0)
		code = build_results(report, &measuring);
	if (code == 0)
		code = adjust_results(report->results + first, report->result_count - first);
	if (code < 0)
		return code;
	workload->half_width_percent =
	    half_width_percent(report->results + first, report->result_count - first);
	return 0;
}

static struct declared declared_by(const struct run_data *data)
{
	return (struct declared){
		.by_precision = study_number(data, "precision") > 0,
		.equivalence_percent = fmax(0, study_number(data, "equivalence")),
	};
}

/*
 * What the samples' windows add up to, over the run's duration, boot and all.  Where instructions
 * are counted a window's length is no wall time, and micro's chunks have none.
 */
static double windows_share(const struct run_data *data)
{
	double inside_ns = 0, share;
	size_t windows = 0;

	for (size_t i = 0; i < data->sample_count; i++) {
		double length_ns = packed_counter(&data->samples[i].counters, COUNTER_length_ns);

		if (isnan(length_ns))
			continue;
		inside_ns += length_ns;
		windows++;
	}
	if (!windows || run_has_timing(data, "icount"))
		return NAN;
	share = inside_ns / 1e9 / data->run.duration_s;
	return share <= 1 ? share : NAN; /* else the two were not taken by one clock */
}

static int build_all(struct report *report)
{
	int code = list_workloads(report);

	report->declared = declared_by(report->data);
	for (size_t i = 0; i < report->workload_count && code == 0; i++)
		code = build_workload(report, &report->workloads[i]);
	if (code == 0)
		code = withhold_effects(report->results, report->result_count);
	report->windows_share = windows_share(report->data);
	report->emulated = run_has_timing(report->data, "emulated");
	if (code == 0)
		code = micro_injected_fill(report);
	if (code == 0)
		code = delays_returned_fill(report);
	if (code == 0)
		code = responses_build(report);
	if (code < 0)
		return code;
	sums_fill(report);
	verdicts_fill(report);
	return 0;
}

int report_build(const struct run_data *data, struct report **ret_report, struct error *err)
{
	CLEANUP(cleanup_report) struct report *report = calloc(1, sizeof(*report));
	int code = -ENOMEM;

	if (report) {
		report->data = data;
		code = build_all(report);
	}
	if (code < 0)
		return error_errno(err, ERROR_ENVIRONMENT, -code, "cannot compute the report");
	*ret_report = take_pointer(report);
	return 0;
}
