// SPDX-License-Identifier: GPL-2.0-or-later
#include "estimate/build.h"

#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include "common/cleanup.h"
#include "estimate/adjust.h"
#include "estimate/agreement.h"
#include "estimate/chunk_estimates.h"
#include "estimate/delays_returned.h"
#include "estimate/factors.h"
#include "estimate/limits.h"
#include "estimate/micro_injected.h"
#include "estimate/precision.h"
#include "estimate/responses.h"
#include "estimate/results.h"
#include "estimate/sums.h"
#include "estimate/timing.h"
#include "estimate/verdicts.h"
#include "estimate/withhold.h"
#include "estimate/workload_measure.h"

static void cleanup_report(struct report **report)
{
	report_free(*report);
}

void report_free(struct report *report)
{
	if (!report)
		return;
	factors_free(report);
	agreements_free(report);
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

/* In all of the baseline's windows together that have the counter. */
static double per_operation(const struct measuring *measuring, enum counter counter)
{
	size_t b = measuring->baseline;

	return b == SIZE_MAX ? NAN : measure_ratio(measuring, b, counter, COUNTER_operations);
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
	workload->limits = limits_of(measuring);
	return measure_paired_blocks(measuring, &workload->blocks);
}

static int build_workload(struct report *report, struct report_workload *workload)
{
	CLEANUP(workload_measure_end) struct workload_measure measure = { 0 };
	size_t first = report->result_count;
	int code =
	    workload_measure_begin(report->data, workload->name, &report->declared, &measure);

	if (code == 0)
		code = describe_workload(&measure.plain, workload);
	workload->statistics_baseline = measure.with_statistics.baseline_name;
	if (code == 0)
		code = results_build(report, &measure.plain);
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
	if (code == 0)
		code = agreements_build(report);
	if (code == 0)
		code = factors_build(report);
	if (code < 0)
		return code;
	sums_fill(report);
	verdicts_fill(report);
	return 0;
}

int report_build(struct run_data *data, struct report **ret_report, struct error *err)
{
	CLEANUP(cleanup_report) struct report *report = calloc(1, sizeof(*report));
	int code = report ? chunk_estimates_fill(data) : -ENOMEM;

	if (code == 0) {
		report->data = data;
		code = build_all(report);
	}
	if (code < 0)
		return error_errno(err, ERROR_ENVIRONMENT, -code, "cannot compute the report");
	*ret_report = take_pointer(report);
	return 0;
}
