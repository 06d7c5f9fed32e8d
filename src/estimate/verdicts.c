// SPDX-License-Identifier: GPL-2.0-or-later
#include "estimate/verdicts.h"
#include "protocol/workloads.h"

#include <math.h>
#include <string.h>
#include "estimate/micro_rows.h"
#include "estimate/saturation.h"
#include "estimate/where.h"
#include "estimate/responses.h"

static double level_of(const struct report_result *result, enum metric metric)
{
	const struct report_metric *value = result ? &result->metrics[metric] : NULL;

	return value && report_metric_present(value) ? value->interval.estimate : NAN;
}

static const struct report_result *baseline_of(const struct report *report,
					       const struct report_workload *workload)
{
	return workload->baseline ? report_result_find(report, workload->baseline, workload->name)
				  : NULL;
}

/* By the baseline's windows. */
static void judge_saturation(const struct report *report, struct report_workload *workload)
{
	const struct report_result *baseline = baseline_of(report, workload);
	struct report_saturation *saturation = &workload->saturation;

	saturation->busy = level_of(baseline, METRIC_RECEIVER_BUSY);
	saturation->saturated = receiver_is_saturated(
	    saturation->busy, level_of(baseline, METRIC_SLEEPS_PER_OPERATION));
}

static const struct effect *effect_in(const struct report_result *result, enum metric metric)
{
	const struct effect *effect = &result->effects[metric];

	return report_effect_present(effect) ? effect : NULL;
}

static bool is_cpu_time(enum metric metric)
{
	return metric == METRIC_OPERATION_CPU_NS || metric == METRIC_OPERATION_CPU_INSTRUCTIONS;
}

static const struct report_workload *workload_of(const struct report *report,
						 const struct report_result *result)
{
	for (size_t w = 0; w < report->workload_count; w++)
		if (!strcmp(report->workloads[w].name, result->workload))
			return &report->workloads[w];
	return NULL;
}

struct verdict_evidence verdict_evidence_of(const struct report *report,
					    const struct report_result *result)
{
	const struct report_workload *workload = workload_of(report, result);
	const struct report_result *baseline = baseline_of(report, workload);
	enum metric primary = report_primary_metric(result);

	return (struct verdict_evidence){
		.cost_name = is_cpu_time(primary) ? "CPU time" : NULL,
		.cost_unit = metric_unit_word(primary),
		.operation = workload_words(result->workload)->one,
		.cost = effect_in(result, primary),
		.rate = effect_in(result, METRIC_RATE_PPS),
		.cost_withheld = result->withheld[primary],
		.rate_withheld = result->withheld[METRIC_RATE_PPS],
		.sleeps = effect_in(result, METRIC_SLEEPS_PER_OPERATION),
		.sleeps_before = level_of(baseline, METRIC_SLEEPS_PER_OPERATION),
		.sleeps_after = level_of(result, METRIC_SLEEPS_PER_OPERATION),
		.saturated = workload->saturation.saturated,
		.noise = workload->noise,
		.hits_per_operation = where_hits(result),
		.cost_outside = where_is_outside(result),
		.equivalence_percent = report->declared.equivalence_percent,
		.predicted = result->prediction.present ? &result->prediction.percent : NULL,
	};
}

/*
 * The baseline is what others are held against; with statistics on it is one of the others.  A
 * known delay is there to be responded to, not to be judged.
 */
static bool is_judged(const struct report_workload *workload, const struct report_result *result)
{
	return strcmp(result->workload, workload->name) == 0 &&
	       result->role != ROLE_BASELINE_PAIR && !report_result_is_delay(result) &&
	       (!workload->baseline || strcmp(result->configuration, workload->baseline) != 0);
}

static struct report_verdict judge(const struct report *report, const struct report_result *result)
{
	struct verdict_evidence evidence;

	if (!report_result_measured(result))
		return (struct report_verdict){ VERDICT_UNMEASURED, VERDICT_UNMEASURED };
	evidence = verdict_evidence_of(report, result);
	return report_verdict_of(&evidence);
}

/* Of a sequential run; where there are blocks, single effects are withheld instead. */
static void judge_noise(const struct report *report, struct report_workload *workload)
{
	const struct report_result *pair =
	    report_result_find(report, BASELINE_PAIR_NAME, workload->name);

	workload->noise = workload->sequential && pair &&
			  (effect_excludes_zero(&pair->effects[METRIC_RATE_PPS]) ||
			   effect_excludes_zero(&pair->effects[report_primary_metric(pair)]));
}

static void judge_workload(struct report *report, struct report_workload *workload)
{
	judge_saturation(report, workload);
	judge_noise(report, workload);
	for (size_t i = 0; i < report->result_count; i++)
		if (is_judged(workload, &report->results[i]))
			report->results[i].verdict = judge(report, &report->results[i]);
}

void verdicts_fill(struct report *report)
{
	for (size_t w = 0; w < report->workload_count; w++)
		if (!workload_is_micro(report, report->workloads[w].name))
			judge_workload(report, &report->workloads[w]);
}
