// SPDX-License-Identifier: GPL-2.0-or-later
/* A/A: the two baselines of a block against each other. */
#include "words/workload_sentences.h"

#include <math.h>
#include "common/cleanup.h"
#include "common/text_buffer.h"
#include "estimate/withhold.h"

/* "+3.6 % [2.5, 4.7]", or without brackets where there is no interval. */
static const char *percent_phrase(struct text_buffer *text, const struct effect *effect)
{
	const struct interval *percent = &effect->percent;

	text_buffer_clear(text);
	text_buffer_add(text, "%+.1f %% ", percent->estimate);
	if (isfinite(percent->low) && isfinite(percent->high))
		text_buffer_add(text, "[%.1f, %.1f]", percent->low, percent->high);
	else
		text_buffer_add(text, "(no interval)");
	return text_buffer_get(text);
}

/* Where the second baseline is off the first: withheld, or what chance does. */
static int say_pair_off(struct sentences *to, const struct report_result *pair, enum metric metric)
{
	const struct effect *effect = &pair->effects[metric];
	CLEANUP(text_buffer_release) struct text_buffer percent = { 0 };

	if (baselines_differ(effect))
		return say(to,
			   "%s, A/A: the second baseline of a block differs from the first by %s "
			   "in %s, where nothing differs but the time: effects in it are withheld.",
			   pair->workload, percent_phrase(&percent, effect),
			   metric_infos[metric].name);
	return say(to,
		   "%s, A/A: the second baseline of a block is off the first by %s in %s; among "
		   "this run's A/A comparisons that is chance (p %.2g, adjusted %.2g), but "
		   "believe no effect of that size.",
		   pair->workload, percent_phrase(&percent, effect), metric_infos[metric].name,
		   effect->p, effect->p_adjusted);
}

static int say_all_off(struct sentences *to, const struct report_result *pair)
{
	int code = 0;

	for (int metric = 0; metric < METRIC_COUNT && code == 0; metric++) {
		const struct effect *effect = &pair->effects[metric];

		if (report_effect_present(effect) && !metric_is_exact(metric) &&
		    (baselines_differ(effect) || effect_excludes_zero(effect)))
			code = say_pair_off(to, pair, metric);
	}
	return code;
}

/* What is counted needs no test: the two are the same or they are not. */
static int say_counted_pair(struct sentences *to, const struct report_result *pair)
{
	double difference = pair->effects[report_primary_metric(pair)].absolute.estimate;
	bool same = metric_event_whole(difference, NAN, true) == 0;

	return say(to,
		   "%s, A/A: the second baseline of a block against the first: %.2f instructions; "
		   "%s.",
		   pair->workload, fabs(difference),
		   same ? "no difference, as it must be"
			: "the two differ: believe no difference of that size");
}

static const char *apart_phrase(const struct effect *effect)
{
	if (isnan(effect->percent.low) || isnan(effect->percent.high))
		return "too few samples to say more";
	return effect_excludes_zero(effect)
		   ? "they differ, where nothing differs but the time"
		   : "no difference that chance does not make; a smaller one would not be seen";
}

/* Of a sequential run, in one metric: what the time between the two has changed by itself. */
static int say_apart(struct sentences *to, const struct report_result *pair, enum metric metric)
{
	const struct effect *effect = &pair->effects[metric];
	CLEANUP(text_buffer_release) struct text_buffer percent = { 0 };

	if (!report_effect_present(effect))
		return 0;
	return say(to,
		   "%s, A/A: the baseline at the end against the one at the beginning: %s in %s; "
		   "%s.",
		   pair->workload, percent_phrase(&percent, effect), metric_infos[metric].name,
		   apart_phrase(effect));
}

static int say_sequential_pair(struct sentences *to, const struct report_workload *workload,
			       const struct report_result *pair)
{
	enum metric primary = report_primary_metric(pair);
	int code = say_apart(to, pair, METRIC_RATE_PPS);

	if (code == 0 && primary != METRIC_RATE_PPS)
		code = say_apart(to, pair, primary);
	if (code < 0 || !workload->noise)
		return code;
	return say(to,
		   "%s: this run is noise: its two baselines differ by themselves, so that the "
		   "machine changed while the others were measured. Believe none of its "
		   "differences.",
		   workload->name);
}

int say_baseline_pair(struct sentences *to, const struct report_workload *workload)
{
	const struct report_result *pair =
	    report_result_find(to->report, BASELINE_PAIR_NAME, workload->name);
	CLEANUP(text_buffer_release) struct text_buffer percent = { 0 };
	const struct effect *effect;
	enum metric metric;
	int code = 0;

	if (!pair)
		return 0;
	if (workload->sequential)
		return say_sequential_pair(to, workload, pair);
	metric = report_primary_metric(pair);
	effect = &pair->effects[metric];
	if (metric_is_exact(metric) && report_effect_present(effect))
		code = say_counted_pair(to, pair);
	else if (report_effect_present(effect) && !effect_excludes_zero(effect) &&
		 !baselines_differ(effect))
		code = say(
		    to, "%s, A/A: the second baseline of a block against the first: %s in %s; %s.",
		    workload->name, percent_phrase(&percent, effect), metric_infos[metric].name,
		    isnan(effect->percent.low) ? "too few blocks to say more"
					       : "no difference, as it must be");
	return code < 0 ? code : say_all_off(to, pair);
}
