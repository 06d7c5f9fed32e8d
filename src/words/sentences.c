// SPDX-License-Identifier: GPL-2.0-or-later
#include "words/sentences.h"

#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "common/cleanup.h"
#include "estimate/covariates.h"
#include "estimate/delays_returned.h"
#include "words/environment.h"
#include "words/host_cpu.h"
#include "estimate/micro.h"
#include "estimate/per_hit.h"
#include "words/say.h"
#include "words/sentences_micro.h"
#include "estimate/withhold.h"

struct phrase {
	char text[128];
};

/* "+3.6 % [2.5, 4.7]", or without brackets where there is no interval. */
static struct phrase percent_phrase(const struct effect *effect)
{
	struct phrase phrase;

	if (isfinite(effect->percent.low) && isfinite(effect->percent.high))
		snprintf(phrase.text, sizeof(phrase.text), "%+.1f %% [%.1f, %.1f]",
			 effect->percent.estimate, effect->percent.low, effect->percent.high);
	else
		snprintf(phrase.text, sizeof(phrase.text), "%+.1f %% (no interval)",
			 effect->percent.estimate);
	return phrase;
}

static int say_interrupted(struct report *report)
{
	const struct run_record *run = &report->data->run;

	if (run->interrupted)
		return say(report,
			   "The run was interrupted: what is here is what had been measured "
			   "by then.");
	if (isnan(run->duration_s))
		return say(report, "The run has not ended, or was killed: what is here is what had "
				   "been measured by then.");
	return 0;
}

static int say_blocks(struct report *report, const struct report_workload *workload)
{
	int code;

	if (strcmp(workload->name, MICRO_WORKLOAD) == 0)
		return say_micro(report, workload);
	if (workload->sequential)
		return say(report,
			   "%s: measured one configuration after the other, as the original did; "
			   "a drift of the machine lands on whole configurations, so no interval "
			   "holds.",
			   workload->name);
	code = say(report, "%s: %zu block%s with both baselines.", workload->name, workload->blocks,
		   workload->blocks == 1 ? "" : "s");
	return code < 0 || !workload_is_micro(report, workload->name) ? code
								      : say_micro(report, workload);
}

static bool first_with_reason(const struct run_data *data, const char *workload, size_t index)
{
	for (size_t v = 0; v < index; v++)
		if (strcmp(data->visits[v].workload, workload) == 0 &&
		    strcmp(data->visits[v].state, "dropped") == 0 &&
		    strcmp(data->visits[v].reason, data->visits[index].reason) == 0)
			return false;
	return true;
}

static size_t count_reason(const struct run_data *data, const char *workload, const char *reason)
{
	size_t count = 0;

	for (size_t v = 0; v < data->visit_count; v++)
		count += strcmp(data->visits[v].workload, workload) == 0 &&
			 strcmp(data->visits[v].state, "dropped") == 0 &&
			 strcmp(data->visits[v].reason, reason) == 0;
	return count;
}

static int say_dropped_reasons(struct report *report, const struct report_workload *workload)
{
	const struct run_data *data = report->data;
	int code = 0;

	for (size_t v = 0; v < data->visit_count && code == 0; v++) {
		const struct visit_record *visit = &data->visits[v];

		if (strcmp(visit->workload, workload->name) != 0 ||
		    strcmp(visit->state, "dropped") != 0 ||
		    !first_with_reason(data, workload->name, v))
			continue;
		code = say(report, "%s: dropped %zu of %zu visits: %s.", workload->name,
			   count_reason(data, workload->name, visit->reason), workload->visits,
			   visit->reason);
	}
	return code;
}

/* What an emulated or an old run cannot tell is no reassurance. */
static const char *unknown_phrase(const struct exclusion *exclusion)
{
	bool steal = exclusion->unknown[EXCLUSION_STEAL] == exclusion->blocks;
	bool foreign = exclusion->unknown[EXCLUSION_FOREIGN_CPU] == exclusion->blocks;

	return steal && foreign ? " (steal and CPU time of others were not counted)"
	       : steal		? " (steal was not counted)"
	       : foreign	? " (CPU time of others was not counted)"
				: "";
}

static int say_covariate(struct report *report, const struct report_workload *workload,
			 enum exclusion_reason reason)
{
	const struct exclusion *exclusion = &workload->exclusion;
	double limit = covariate_limits.value[reason];

	if (!exclusion->by_reason[reason])
		return 0;
	return say(report, "%s: %zu of %zu blocks excluded: %s above %g %%.", workload->name,
		   exclusion->by_reason[reason], exclusion->blocks, exclusion_reason_text(reason),
		   100 * limit);
}

/* Counts are said also where nothing was excluded: that it was looked for is part of the answer. */
static int say_covariates(struct report *report, const struct report_workload *workload)
{
	const struct exclusion *exclusion = &workload->exclusion;
	int code = 0;

	for (int reason = 0; reason < EXCLUSION_REASON_COUNT && code == 0; reason++)
		code = say_covariate(report, workload, reason);
	if (code == 0 && exclusion->blocks && !exclusion->excluded)
		code = say(report,
			   "%s: no block of %zu excluded by steal time, CPU time of others, missed "
			   "hits or the sender's limit%s.",
			   workload->name, exclusion->blocks, unknown_phrase(exclusion));
	return code;
}

static int say_exclusions(struct report *report, const struct report_workload *workload)
{
	int code = say_dropped_reasons(report, workload);

	if (code == 0 && workload->visits_dropped > 0 && workload->baseline &&
	    !workload->sequential)
		code =
		    say(report,
			"%s: excluded %zu block%s as a whole, because a baseline was dropped; "
			"otherwise a dropped visit excludes its block for its own configuration.",
			workload->name, workload->blocks_excluded,
			workload->blocks_excluded == 1 ? "" : "s");
	if (code == 0 && workload->visits_open > 0)
		code = say(report, "%s: %zu visit%s had not ended and %s not used.", workload->name,
			   workload->visits_open, workload->visits_open == 1 ? "" : "s",
			   workload->visits_open == 1 ? "is" : "are");
	return code;
}

/* Where the second baseline is off the first: withheld, or what chance does. */
static int say_pair_off(struct report *report, const struct report_result *pair, enum metric metric)
{
	const struct effect *effect = &pair->effects[metric];

	if (baselines_differ(effect))
		return say(report,
			   "%s, A/A: the second baseline of a block differs from the first by %s "
			   "in %s, where nothing differs but the time: effects in it are withheld.",
			   pair->workload, percent_phrase(effect).text, metric_infos[metric].name);
	return say(report,
		   "%s, A/A: the second baseline of a block is off the first by %s in %s; among "
		   "this run's A/A comparisons that is chance (p %.2g, adjusted %.2g), but "
		   "believe no effect of that size.",
		   pair->workload, percent_phrase(effect).text, metric_infos[metric].name,
		   effect->p, effect->p_adjusted);
}

static int say_all_off(struct report *report, const struct report_result *pair)
{
	int code = 0;

	for (int metric = 0; metric < METRIC_COUNT && code == 0; metric++) {
		const struct effect *effect = &pair->effects[metric];

		if (report_effect_present(effect) && metric != METRIC_OPERATION_INSTRUCTIONS &&
		    (baselines_differ(effect) || effect_excludes_zero(effect)))
			code = say_pair_off(report, pair, metric);
	}
	return code;
}

/* What is counted needs no test: the two are the same or they are not. */
static int say_counted_pair(struct report *report, const struct report_result *pair)
{
	double difference = pair->effects[report_primary_metric(pair)].absolute.estimate;
	bool same = metric_event_whole(difference, true) == 0;

	return say(report,
		   "%s, A/A: the second baseline of a block against the first: %.2f instructions; "
		   "%s.",
		   pair->workload, fabs(difference),
		   same ? "no difference, as it must be"
			: "the two differ: believe no difference of that size");
}

static int say_baseline_pair(struct report *report, const struct report_workload *workload)
{
	const struct report_result *pair =
	    report_result_find(report, BASELINE_PAIR_NAME, workload->name);
	const struct effect *effect;
	enum metric metric;
	int code = 0;

	if (!pair)
		return 0;
	metric = report_primary_metric(pair);
	effect = &pair->effects[metric];
	if (metric == METRIC_OPERATION_INSTRUCTIONS && report_effect_present(effect))
		code = say_counted_pair(report, pair);
	else if (report_effect_present(effect) && !effect_excludes_zero(effect) &&
		 !baselines_differ(effect))
		code =
		    say(report,
			"%s, A/A: the second baseline of a block against the first: %s in %s; %s.",
			workload->name, percent_phrase(effect).text, metric_infos[metric].name,
			isnan(effect->percent.low) ? "too few blocks to say more"
						   : "no difference, as it must be");
	return code < 0 ? code : say_all_off(report, pair);
}

/* ", 0.03 drops a datagram at its socket, 1.04 offered for each received" */
static struct phrase load_phrase(const struct report_saturation *saturation)
{
	struct phrase phrase;
	int used;

	if (isnan(saturation->drops_per_operation))
		used = snprintf(phrase.text, sizeof(phrase.text), ", drops not counted");
	else if (saturation->drops_per_operation > 0)
		used = snprintf(phrase.text, sizeof(phrase.text),
				", %.3g drops a datagram at its socket",
				saturation->drops_per_operation);
	else
		used = snprintf(phrase.text, sizeof(phrase.text), ", no drops at its socket");
	if (isfinite(saturation->offered_per_operation))
		snprintf(phrase.text + used, sizeof(phrase.text) - (size_t)used,
			 ", %.3g sent for each received", saturation->offered_per_operation);
	return phrase;
}

static int say_saturation(struct report *report, const struct report_workload *workload)
{
	const struct report_saturation *saturation = &workload->saturation;

	if (isnan(saturation->busy))
		return 0;
	return say(report, "%s: %s (busy %.1f %%%s): throughput %s the cost of a hook.",
		   workload->name,
		   saturation->saturated ? "the receiver was saturated" : "not saturated",
		   100 * saturation->busy, load_phrase(saturation).text,
		   saturation->saturated ? "shows" : "cannot show");
}

static int say_statistics_baseline(struct report *report, const struct report_workload *workload)
{
	if (!workload->statistics_baseline)
		return 0;
	return say(report,
		   "%s: configurations with statistics are held against %s: the ballast is a "
		   "program too, which statistics make dearer.",
		   workload->name, workload->statistics_baseline);
}

static bool has_rate_effect(const struct report_result *result, const char *workload)
{
	return strcmp(result->workload, workload) == 0 && result->role == ROLE_TREATMENT &&
	       report_effect_present(&result->effects[METRIC_RATE_PPS]);
}

/* More throughput, be it by chance. */
static bool reads_faster(const struct report_result *result)
{
	return result->effects[METRIC_RATE_PPS].percent.estimate > 0;
}

static int say_why_faster(struct report *report, const struct report_workload *workload)
{
	return say(
	    report,
	    "%s: tracing makes nothing faster. Where more datagrams arrive than in the "
	    "baseline, that is feedback and no gain: a receiver that is slowed finds the next "
	    "datagrams already queued, sleeps less, and the sender pays for fewer wake-ups.",
	    workload->name);
}

/* Said once, before the verdicts give the reason of each. */
static int say_feedback(struct report *report, const struct report_workload *workload)
{
	for (size_t i = 0; i < report->result_count; i++)
		if (has_rate_effect(&report->results[i], workload->name) &&
		    reads_faster(&report->results[i]))
			return say_why_faster(report, workload);
	return 0;
}

static bool same_text(const char *one, const char *other)
{
	return one == other || (one && other && strcmp(one, other) == 0);
}

static bool same_verdict(const struct report_result *one, const struct report_result *other)
{
	return strcmp(one->status, other->status) == 0 && same_text(one->reason, other->reason);
}

static bool is_unmeasured(const struct report_result *result)
{
	return result->role != ROLE_BASELINE_PAIR && !report_result_measured(result);
}

/* Whether an earlier row says the same: of the same workload, or of this very configuration. */
static bool is_said(const struct report *report, const struct report_result *result)
{
	for (const struct report_result *r = report->results; r < result; r++)
		if (is_unmeasured(r) && same_verdict(r, result) &&
		    (strcmp(r->workload, result->workload) == 0 ||
		     strcmp(r->configuration, result->configuration) == 0))
			return true;
	return false;
}

/* "x-stat", where x itself is in the same group. */
static bool is_twin(const struct report *report, const struct report_result *result)
{
	size_t length = strlen(result->configuration);
	const char suffix[] = "-stat";

	if (length < sizeof(suffix) ||
	    strcmp(result->configuration + length - strlen(suffix), suffix) != 0)
		return false;
	length -= strlen(suffix);
	for (size_t i = 0; i < report->result_count; i++) {
		const struct report_result *other = &report->results[i];

		if (strncmp(other->configuration, result->configuration, length) == 0 &&
		    !other->configuration[length] && same_verdict(other, result) &&
		    strcmp(other->workload, result->workload) == 0)
			return true;
	}
	return false;
}

/* "fentry-null, fentry-map": all of the workload that share the verdict; the caller frees. */
static char *group_names(const struct report *report, const struct report_result *first)
{
	char *names = NULL;
	size_t size;
	FILE *out = open_memstream(&names, &size);

	if (!out)
		return NULL;
	for (size_t i = 0; i < report->result_count; i++) {
		const struct report_result *result = &report->results[i];

		if (strcmp(result->workload, first->workload) == 0 && is_unmeasured(result) &&
		    same_verdict(result, first) && !is_twin(report, result))
			fprintf(out, "%s%s", result == first ? "" : ", ", result->configuration);
	}
	return fclose(out) ? NULL : names;
}

/* Whether every workload says the same of the configuration. */
static bool is_everywhere(const struct report *report, const struct report_result *result)
{
	size_t same = 0;

	for (size_t i = 0; i < report->result_count; i++)
		same += strcmp(report->results[i].configuration, result->configuration) == 0 &&
			same_verdict(&report->results[i], result);
	return same == report->workload_count;
}

static int say_group(struct report *report, const struct report_result *first)
{
	CLEANUP_FREE char *names = group_names(report, first);
	bool everywhere = is_everywhere(report, first);

	if (!names)
		return -ENOMEM;
	return say(report, "%s%s%s: %s: %s.", everywhere ? "" : first->workload,
		   everywhere ? "" : ", ", names, first->status,
		   first->reason ? first->reason : "no reason stored");
}

static int say_unmeasured(struct report *report, const struct report_workload *workload)
{
	int code = 0;

	for (size_t i = 0; i < report->result_count && code == 0; i++) {
		const struct report_result *result = &report->results[i];

		if (strcmp(result->workload, workload->name) == 0 && is_unmeasured(result) &&
		    !is_said(report, result))
			code = say_group(report, result);
	}
	return code;
}

static int say_response(struct report *report, const struct report_workload *workload)
{
	const struct report_response *response = report_response_find(report, workload->name);
	char text[512];

	if (!response)
		return 0;
	if (say(report, "%s.", report_response_sentence(response, text, sizeof(text))) < 0)
		return -ENOMEM;
	if (report_response_costs_measured(response))
		return 0;
	return say(report,
		   "%s: the cost of some delays is what was put in, for udp-drain measured none "
		   "of them or its effects are withheld; saturation and what the curve predicts "
		   "are then no better than the calibration of the delays.",
		   workload->name);
}

/* Of the time that a run took, what the figures come from. */
static int say_windows_share(struct report *report)
{
	if (!isfinite(report->windows_share))
		return 0;
	return say(report, "%.0f %% of the run's wall time was spent inside windows.",
		   100 * report->windows_share);
}

static int say_notes(struct report *report)
{
	int code = 0;

	for (size_t i = 0; i < report->data->note_count && code == 0; i++)
		code = say(report, "%s", report->data->notes[i]);
	return code;
}

/* What is said of each workload, in this order. */
static int (*const workload_sayings[])(struct report *, const struct report_workload *) = {
	say_blocks,	   say_exclusions,	say_covariates,
	say_baseline_pair, say_saturation,	say_statistics_baseline,
	per_hit_say,	   delays_returned_say, say_response,
	say_feedback,	   host_cpu_say,	say_unmeasured,
};

int sentences_add(struct report *report)
{
	int code = say_interrupted(report);

	for (size_t w = 0; w < report->workload_count; w++)
		for (size_t i = 0; i < ARRAY_SIZE(workload_sayings) && code == 0; i++)
			code = workload_sayings[i](report, &report->workloads[w]);
	if (code == 0)
		code = environment_say(report);
	if (code == 0)
		code = say_windows_share(report);
	return code < 0 ? code : say_notes(report);
}
