// SPDX-License-Identifier: GPL-2.0-or-later
#include "report/measure.h"

#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <string.h>
#include "common/cleanup.h"
#include "stats/hodges_lehmann.h"
#include "stats/median.h"
#include "stats/student.h"

#define EITHER_BASELINE (-1)

static size_t group_size(const struct measuring *measuring, size_t c)
{
	return measuring->samples->first[c + 1] - measuring->samples->first[c];
}

static const struct kept_sample *group(const struct measuring *measuring, size_t c)
{
	return measuring->samples->samples + measuring->samples->first[c];
}

static bool is_of_baseline(const struct kept_sample *sample, int baseline)
{
	return baseline == EITHER_BASELINE || sample->visit->baseline == (unsigned int)baseline;
}

static double value_of(const struct measuring *measuring, enum metric metric,
		       const struct kept_sample *sample, int baseline)
{
	struct counters counters;

	if (!is_of_baseline(sample, baseline))
		return NAN;
	counters = counters_unpack(&sample->record->counters);
	return metric_infos[metric].value(&counters, &measuring->context);
}

/* One value a sample of the group; the caller frees. */
static double *group_values(const struct measuring *measuring, size_t c, enum metric metric,
			    int baseline)
{
	size_t count = group_size(measuring, c);
	double *values = calloc(count + 1, sizeof(*values));

	for (size_t i = 0; values && i < count; i++)
		values[i] = value_of(measuring, metric, &group(measuring, c)[i], baseline);
	return values;
}

static int summarise(const struct measuring *measuring, const double *values, size_t count,
		     struct report_metric *metric)
{
	struct moments moments = moments_of(values, count);
	struct estimate estimate;
	int code = median_estimate(values, count, &estimate);

	if (code < 0)
		return code;
	metric->mean = moments.mean;
	metric->sd = moments.sd;
	metric->n = moments.n;
	metric->interval = estimate.interval;
	snprintf(metric->method, sizeof(metric->method), "%.95s", estimate.method);
	if (measuring->sequential) {
		metric->interval = (struct interval){ moments.mean, NAN, NAN };
		snprintf(metric->method, sizeof(metric->method), "mean, sequential");
	}
	return 0;
}

/* Every metric of every sample of the group, one metric after the other; the caller frees. */
static double *all_values(const struct measuring *measuring, size_t c, int baseline)
{
	size_t count = group_size(measuring, c);
	double *values = calloc(METRIC_COUNT * count + 1, sizeof(*values));

	for (size_t i = 0; values && i < count; i++) {
		const struct kept_sample *sample = &group(measuring, c)[i];
		struct counters counters = counters_unpack(&sample->record->counters);
		bool counts = is_of_baseline(sample, baseline);

		for (int metric = 0; metric < METRIC_COUNT; metric++)
			values[(size_t)metric * count + i] =
			    counts ? metric_infos[metric].value(&counters, &measuring->context)
				   : NAN;
	}
	return values;
}

int measure_metrics(const struct measuring *measuring, size_t c, int baseline,
		    struct report_metric metrics[METRIC_COUNT])
{
	size_t count = group_size(measuring, c);
	CLEANUP_FREE double *values = all_values(measuring, c, baseline);
	int code = values ? 0 : -ENOMEM;

	for (int metric = 0; metric < METRIC_COUNT && code == 0; metric++)
		if (metric_applies(metric, measuring->workload))
			code = summarise(measuring, values + (size_t)metric * count, count,
					 &metrics[metric]);
	return code;
}

int measure_student(const struct measuring *measuring, size_t c, enum metric metric,
		    struct report_metric *ret_metric)
{
	CLEANUP_FREE double *values = group_values(measuring, c, metric, EITHER_BASELINE);
	struct estimate estimate;

	if (!values)
		return -ENOMEM;
	student_estimate(values, group_size(measuring, c), &estimate);
	ret_metric->interval = estimate.interval;
	snprintf(ret_metric->method, sizeof(ret_metric->method), "%.80s reloads", estimate.method);
	return 0;
}

/*
 * The geometric mean of a configuration's samples in each block (of the switch protocol: one, or
 * for baseline-stat two); NaN where it has none.  The caller frees.
 */
static double *block_values(const struct measuring *measuring, size_t c, enum metric metric,
			    int baseline)
{
	size_t blocks = measuring->samples->block_count;
	double *logs = calloc(blocks + 1, sizeof(*logs));
	CLEANUP_FREE size_t *counts = calloc(blocks + 1, sizeof(*counts));

	if (!logs || !counts) {
		free(logs);
		return NULL;
	}
	for (size_t i = 0; i < group_size(measuring, c); i++) {
		const struct kept_sample *sample = &group(measuring, c)[i];
		double value = value_of(measuring, metric, sample, baseline);

		if (isnan(value))
			continue;
		logs[sample->block] += log(value);
		counts[sample->block]++;
	}
	for (size_t b = 0; b < blocks; b++)
		logs[b] = counts[b] ? exp(logs[b] / (double)counts[b]) : NAN;
	return logs;
}

static bool is_compared(const struct measuring *measuring, enum metric metric)
{
	return measuring->baseline != SIZE_MAX && metric_infos[metric].compared &&
	       metric_applies(metric, measuring->workload);
}

static int fill_baseline(const struct measuring *measuring, enum metric metric,
			 struct baseline_values *baseline)
{
	size_t b = measuring->baseline;
	CLEANUP_FREE double *values = group_values(measuring, b, metric, EITHER_BASELINE);

	baseline->first = block_values(measuring, b, metric, 0);
	baseline->second = block_values(measuring, b, metric, 1);
	if (!values || !baseline->first || !baseline->second)
		return -ENOMEM;
	baseline->median = median_of(values, group_size(measuring, b));
	return 0;
}

int measure_baselines(struct measuring *measuring)
{
	int code = 0;

	for (int metric = 0; metric < METRIC_COUNT && code == 0; metric++)
		if (is_compared(measuring, metric))
			code = fill_baseline(measuring, metric, &measuring->baselines[metric]);
	return code;
}

void measuring_release(struct measuring *measuring)
{
	for (int metric = 0; metric < METRIC_COUNT; metric++) {
		free(measuring->baselines[metric].first);
		free(measuring->baselines[metric].second);
	}
}

static int measure_paired(const struct measuring *measuring, size_t c, enum metric metric,
			  struct effect *effect)
{
	const struct baseline_values *baseline = &measuring->baselines[metric];
	size_t blocks = measuring->samples->block_count;
	CLEANUP_FREE double *ratios = NULL;
	CLEANUP_FREE double *values = NULL;

	/* Nothing to compare with, as where a workload does not count such things. */
	if (isnan(baseline->median))
		return 0;
	values = block_values(measuring, c, metric, EITHER_BASELINE);
	ratios = calloc(blocks + 1, 2 * sizeof(*ratios));
	if (!values || !ratios)
		return -ENOMEM;
	for (size_t b = 0; b < blocks; b++)
		block_log_ratios(values[b], baseline->first[b], baseline->second[b],
				 &ratios[2 * b]);
	return pooled_effect(&(struct pooled){ ratios, blocks, 2 }, baseline->median,
			     &measuring->declared, effect);
}

/* One ratio a block, so that the level of its interval and p are exact. */
static int measure_pair(const struct measuring *measuring, enum metric metric,
			struct effect *effect)
{
	const struct baseline_values *baseline = &measuring->baselines[metric];
	size_t blocks = measuring->samples->block_count;
	CLEANUP_FREE double *ratios = calloc(blocks + 1, sizeof(*ratios));

	if (!ratios)
		return -ENOMEM;
	for (size_t b = 0; b < blocks; b++)
		ratios[b] =
		    paired_log_ratio(baseline->second[b], baseline->first[b], baseline->first[b]);
	return paired_effect(ratios, blocks, baseline->median, hodges_lehmann_estimate, effect);
}

static int measure_sequential(const struct measuring *measuring, size_t c, enum metric metric,
			      struct effect *effect)
{
	size_t b = measuring->baseline;
	CLEANUP_FREE double *values = group_values(measuring, c, metric, EITHER_BASELINE);
	CLEANUP_FREE double *base = group_values(measuring, b, metric, EITHER_BASELINE);
	struct moments treated, baseline;

	if (!values || !base)
		return -ENOMEM;
	treated = moments_of(values, group_size(measuring, c));
	baseline = moments_of(base, group_size(measuring, b));
	if (treated.n > 0 && baseline.n > 0)
		*effect = sequential_effect(treated.mean, baseline.mean, treated.n);
	return 0;
}

/* The usual baseline goes without saying; another one is named. */
static void name_baseline(const struct measuring *measuring, struct effect *effect)
{
	size_t used = strlen(effect->method);

	if (strcmp(measuring->baseline_name, "baseline") != 0)
		snprintf(effect->method + used, sizeof(effect->method) - used, "; against %s",
			 measuring->baseline_name);
}

int measure_effects(const struct measuring *measuring, size_t c,
		    struct effect effects[METRIC_COUNT])
{
	for (int metric = 0; metric < METRIC_COUNT; metric++) {
		int code;

		if (!is_compared(measuring, metric))
			continue;
		code = measuring->sequential
			   ? measure_sequential(measuring, c, metric, &effects[metric])
			   : measure_paired(measuring, c, metric, &effects[metric]);
		if (code < 0)
			return code;
		name_baseline(measuring, &effects[metric]);
	}
	return 0;
}

int measure_baseline_pair(const struct measuring *measuring, struct effect effects[METRIC_COUNT])
{
	for (int metric = 0; metric < METRIC_COUNT; metric++) {
		int code;

		if (!is_compared(measuring, metric))
			continue;
		code = measure_pair(measuring, metric, &effects[metric]);
		if (code < 0)
			return code;
	}
	return 0;
}

size_t measure_paired_blocks(const struct measuring *measuring)
{
	size_t blocks = measuring->samples->block_count, paired = 0;
	CLEANUP_FREE unsigned char *seen = calloc(blocks + 1, 1);

	if (!seen || measuring->baseline == SIZE_MAX)
		return 0;
	for (size_t i = 0; i < group_size(measuring, measuring->baseline); i++) {
		const struct kept_sample *sample = &group(measuring, measuring->baseline)[i];

		seen[sample->block] |= (unsigned char)(1 << sample->visit->baseline);
	}
	for (size_t b = 0; b < blocks; b++)
		paired += seen[b] == 3;
	return paired;
}

size_t measure_count(const struct measuring *measuring, size_t c, unsigned int baseline)
{
	size_t count = 0;

	for (size_t i = 0; i < group_size(measuring, c); i++)
		count += group(measuring, c)[i].visit->baseline == baseline;
	return count;
}

double measure_sum(const struct measuring *measuring, size_t c, enum counter counter)
{
	double sum = NAN;

	for (size_t i = 0; i < group_size(measuring, c); i++) {
		double value = packed_counter(&group(measuring, c)[i].record->counters, counter);

		if (!isnan(value))
			sum = isnan(sum) ? value : sum + value;
	}
	return sum;
}
