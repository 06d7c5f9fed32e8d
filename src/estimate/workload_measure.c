// SPDX-License-Identifier: GPL-2.0-or-later
#include "estimate/workload_measure.h"

#include <math.h>
#include <string.h>
#include "estimate/baselines.h"
#include "estimate/timing.h"
#include "protocol/workloads.h"

/* The study has a length for those workloads whose setting it is. */
static double payload_bytes(const struct run_data *data, const char *workload)
{
	const json_t *length = json_object_get(data->run.study, "length");

	return json_is_number(length) && workload_has_setting(workload, "length")
		   ? json_number_value(length)
		   : NAN;
}

/* A stream's each; those of restart run on from one sample to the next. */
static double calls_cut(const struct run_data *data, const char *workload)
{
	const json_t *streams = json_object_get(data->run.study, "parallel");

	if (workload_kind_of(workload) != WORKLOAD_TRAFFIC ||
	    strcmp(data->run.protocol, "restart") == 0)
		return 0;
	return json_is_number(streams) && workload_has_setting(workload, "parallel")
		   ? json_number_value(streams)
		   : 1;
}

static struct metric_context context_of(const struct run_data *data, const char *workload)
{
	return (struct metric_context){
		.datagram_bytes = payload_bytes(data, workload),
		.icount = run_counts_instructions(data),
		.calls_cut = calls_cut(data, workload),
	};
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

static void plain_fill(const struct run_data *data, struct workload_measure *measure)
{
	struct measuring *plain = &measure->plain;

	plain->context = context_of(data, plain->workload);
	plain->configuration_count = data->configuration_count;
	plain->baseline = baseline_choose(data, &measure->samples);
	plain->sequential = strcmp(data->run.protocol, "restart") == 0;
	if (plain->baseline != SIZE_MAX)
		plain->baseline_name = data->configurations[plain->baseline].name;
}

int workload_measure_begin(const struct run_data *data, const char *workload,
			   const struct declared *declared, struct workload_measure *measure)
{
	int code;

	*measure = (struct workload_measure){
		.plain = { .samples = &measure->samples,
			   .workload = workload,
			   .declared = *declared },
	};
	code = workload_samples_collect(data, workload, &measure->samples);
	if (code < 0)
		return code;
	plain_fill(data, measure);
	code = measure_baselines(&measure->plain);
	return code < 0
		   ? code
		   : statistics_measuring_begin(data, &measure->plain, &measure->with_statistics);
}

void workload_measure_end(struct workload_measure *measure)
{
	measuring_release(&measure->plain);
	measuring_release(&measure->with_statistics);
	workload_samples_release(&measure->samples);
}
