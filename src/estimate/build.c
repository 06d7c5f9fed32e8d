// SPDX-License-Identifier: GPL-2.0-or-later
#include "estimate/build.h"

#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include "common/cleanup.h"
#include "estimate/adjust.h"
#include "estimate/baselines.h"
#include "estimate/delays_returned.h"
#include "estimate/measure.h"
#include "estimate/micro_injected.h"
#include "estimate/precision.h"
#include "estimate/responses.h"
#include "estimate/results.h"
#include "estimate/samples.h"
#include "estimate/sums.h"
#include "estimate/timing.h"
#include "estimate/verdicts.h"
#include "estimate/withhold.h"

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
		code = results_build(report, &measuring);
	if (code == 0)
		code = adjust_results(report->results + first, report->result_count - first);
	if (code < 0)
		return code;
	workload->half_width_percent =
	    precision_half_width_percent(report->results + first, report->result_count - first);
	return 0;
}

static struct declared declared_by(const struct run_data *data)
{
	return (struct declared){
		.by_precision = study_number(data, "precision") > 0,
		.equivalence_percent = fmax(0, study_number(data, "equivalence")),
	};
}

static int build_all(struct report *report)
{
	int code = list_workloads(report);

	report->declared = declared_by(report->data);
	for (size_t i = 0; i < report->workload_count && code == 0; i++)
		code = build_workload(report, &report->workloads[i]);
	if (code == 0)
		code = withhold_effects(report->results, report->result_count);
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
