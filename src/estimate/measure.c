// SPDX-License-Identifier: GPL-2.0-or-later
#include "estimate/measure.h"

#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <string.h>
#include "common/cleanup.h"
#include "stats/hodges_lehmann.h"
#include "stats/median.h"
#include "stats/student.h"

#define EITHER_BASELINE (-1)

const struct measuring *measuring_of(const struct measuring *measuring,
				     const struct configuration_record *configuration)
{
	return measuring->with_statistics && configuration->statistics &&
		       !configuration_is_baseline(configuration)
		   ? measuring->with_statistics
		   : measuring;
}

static bool is_of_baseline(const struct kept_sample *sample, int baseline)
{
	return baseline == EITHER_BASELINE || sample->visit->baseline == (unsigned int)baseline;
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

/* The column without the samples of the other baseline; the caller frees. */
static double *column_of_baseline(const struct group *group, enum metric metric, int baseline)
{
	const struct metric_column *column = &group->columns[metric];
	double *values = calloc(column->count + 1, sizeof(*values));

	for (size_t i = 0; values && i < column->count; i++)
		values[i] = is_of_baseline(&group->samples[i], baseline) ? column->values[i] : NAN;
	return values;
}

static int measure_metric(const struct measuring *measuring, const struct group *group,
			  enum metric metric, int baseline, struct report_metric *ret_metric)
{
	const struct metric_column *column = &group->columns[metric];
	CLEANUP_FREE double *values = NULL;

	if (baseline == EITHER_BASELINE)
		return summarise(measuring, column->values, column->count, ret_metric);
	values = column_of_baseline(group, metric, baseline);
	return values ? summarise(measuring, values, column->count, ret_metric) : -ENOMEM;
}

int measure_metrics(const struct measuring *measuring, const struct group *group, int baseline,
		    struct report_metric metrics[METRIC_COUNT])
{
	int code = 0;

	for (int metric = 0; metric < METRIC_COUNT && code == 0; metric++)
		if (metric_applies(metric, measuring->workload))
			code = measure_metric(measuring, group, metric, baseline, &metrics[metric]);
	return code;
}

void measure_student(const struct group *group, enum metric metric,
		     struct report_metric *ret_metric)
{
	const struct metric_column *column = &group->columns[metric];
	struct estimate estimate;

	student_estimate(column->values, column->count, &estimate);
	ret_metric->interval = estimate.interval;
	snprintf(ret_metric->method, sizeof(ret_metric->method), "%.80s reloads", estimate.method);
}

/* Sums of logarithms to geometric means, in place. */
static void to_means(double *logs, const unsigned int *counts, size_t blocks)
{
	for (size_t b = 0; b < blocks; b++)
		logs[b] = counts[b] ? exp(logs[b] / counts[b]) : NAN;
}

/*
 * The geometric mean of a configuration's samples in each block (of the switch protocol: one, or
 * for baseline-stat two); NaN where it has none.  The caller frees.
 */
static double *block_values(const struct measuring *measuring, const struct group *group,
			    enum metric metric, int baseline)
{
	size_t blocks = measuring->samples->block_count;
	const struct metric_column *column = &group->columns[metric];
	double *logs = calloc(blocks + 1, sizeof(*logs));
	CLEANUP_FREE unsigned int *counts = calloc(blocks + 1, sizeof(*counts));

	if (!logs || !counts) {
		free(logs);
		return NULL;
	}
	for (size_t i = 0; i < column->count; i++) {
		const struct kept_sample *sample = &group->samples[i];

		if (isnan(column->values[i]) || !is_of_baseline(sample, baseline))
			continue;
		logs[sample->block] += log(column->values[i]);
		counts[sample->block]++;
	}
	to_means(logs, counts, blocks);
	return logs;
}

double *measure_block_values(const struct measuring *measuring, const struct group *group,
			     enum metric metric)
{
	return block_values(measuring, group, metric, EITHER_BASELINE);
}

static bool is_compared(const struct measuring *measuring, enum metric metric)
{
	return measuring->baseline != SIZE_MAX && metric_infos[metric].compared &&
	       metric_applies(metric, measuring->workload);
}

/* One after the other, all is held against the baseline at the beginning, as the original did. */
static int keep_first(const struct group *group, enum metric metric,
		      struct baseline_values *baseline)
{
	size_t count = group->columns[metric].count;
	CLEANUP_FREE double *first = column_of_baseline(group, metric, 0);

	if (!first)
		return -ENOMEM;
	baseline->median = median_of(first, count);
	baseline->moments = moments_of(first, count);
	return 0;
}

static int fill_baseline(const struct measuring *measuring, const struct group *group,
			 enum metric metric, struct baseline_values *baseline)
{
	const struct metric_column *column = &group->columns[metric];

	baseline->first = block_values(measuring, group, metric, 0);
	baseline->second = block_values(measuring, group, metric, 1);
	if (!baseline->first || !baseline->second)
		return -ENOMEM;
	baseline->median = median_of(column->values, column->count);
	baseline->moments = moments_of(column->values, column->count);
	return measuring->sequential ? keep_first(group, metric, baseline) : 0;
}

int measure_baselines(struct measuring *measuring)
{
	CLEANUP(group_release) struct group group = { 0 };
	int code;

	if (measuring->baseline == SIZE_MAX)
		return 0;
	code = group_fill(measuring->samples, measuring->baseline, measuring->workload,
			  &measuring->context, &group);
	for (int metric = 0; metric < METRIC_COUNT && code == 0; metric++)
		if (is_compared(measuring, metric))
			code =
			    fill_baseline(measuring, &group, metric, &measuring->baselines[metric]);
	return code;
}

void measuring_release(struct measuring *measuring)
{
	for (int metric = 0; metric < METRIC_COUNT; metric++) {
		free(measuring->baselines[metric].first);
		free(measuring->baselines[metric].second);
	}
}

double *measure_block_ratios(const struct measuring *measuring, const struct group *group,
			     enum metric metric)
{
	const struct baseline_values *baseline = &measuring->baselines[metric];
	size_t blocks = measuring->samples->block_count;
	CLEANUP_FREE double *values = block_values(measuring, group, metric, EITHER_BASELINE);
	double *ratios = calloc(blocks + 1, 2 * sizeof(*ratios));

	for (size_t b = 0; values && ratios && b < blocks; b++)
		block_log_ratios(values[b], baseline->first[b], baseline->second[b],
				 &ratios[2 * b]);
	if (values)
		return ratios;
	free(ratios);
	return NULL;
}

static int measure_paired(const struct measuring *measuring, const struct group *group,
			  enum metric metric, struct effect *effect)
{
	const struct baseline_values *baseline = &measuring->baselines[metric];
	CLEANUP_FREE double *ratios = NULL;

	/* Nothing to compare with, as where a workload does not count such things. */
	if (isnan(baseline->median))
		return 0;
	ratios = measure_block_ratios(measuring, group, metric);
	if (!ratios)
		return -ENOMEM;
	return pooled_effect(&(struct pooled){ ratios, measuring->samples->block_count, 2 },
			     baseline->median, &measuring->declared, effect);
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

static void measure_sequential(const struct measuring *measuring, const struct group *group,
			       enum metric metric, struct effect *effect)
{
	const struct metric_column *column = &group->columns[metric];
	const struct moments *baseline = &measuring->baselines[metric].moments;
	struct moments treated = moments_of(column->values, column->count);

	if (treated.n > 0 && baseline->n > 0)
		*effect = sequential_effect(treated.mean, baseline->mean, treated.n);
}

static int measure_effect(const struct measuring *measuring, const struct group *group,
			  enum metric metric, struct effect *effect)
{
	if (!measuring->sequential)
		return measure_paired(measuring, group, metric, effect);
	measure_sequential(measuring, group, metric, effect);
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

int measure_effects(const struct measuring *measuring, const struct group *group,
		    struct effect effects[METRIC_COUNT])
{
	for (int metric = 0; metric < METRIC_COUNT; metric++) {
		int code;

		if (!is_compared(measuring, metric))
			continue;
		code = measure_effect(measuring, group, metric, &effects[metric]);
		if (code < 0)
			return code;
		name_baseline(measuring, &effects[metric]);
	}
	return 0;
}

static int measure_shift(const struct measuring *measuring, const struct group *group,
			 enum metric metric, struct effect *effect)
{
	size_t count = group->columns[metric].count;
	CLEANUP_FREE double *first = column_of_baseline(group, metric, 0);
	CLEANUP_FREE double *second = column_of_baseline(group, metric, 1);

	if (!first || !second)
		return -ENOMEM;
	return shift_effect(first, count, second, count, SEQUENTIAL_PAIR_LEVEL,
			    measuring->baselines[metric].median, effect);
}

int measure_baselines_apart(const struct measuring *measuring, const struct group *group,
			    struct effect effects[METRIC_COUNT])
{
	int code = 0;

	for (int metric = 0; metric < METRIC_COUNT && code == 0; metric++)
		if (is_compared(measuring, metric))
			code = measure_shift(measuring, group, metric, &effects[metric]);
	return code;
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

int measure_paired_blocks(const struct measuring *measuring, size_t *ret_count)
{
	const struct workload_samples *samples = measuring->samples;
	size_t blocks = samples->block_count, b = measuring->baseline, paired = 0;
	CLEANUP_FREE unsigned char *seen = NULL;

	*ret_count = 0;
	if (b == SIZE_MAX)
		return 0;
	seen = calloc(blocks + 1, 1);
	if (!seen)
		return -ENOMEM;
	for (size_t i = samples->first[b]; i < samples->first[b + 1]; i++)
		seen[samples->samples[i].block] |=
		    (unsigned char)(1 << samples->samples[i].visit->baseline);
	for (size_t block = 0; block < blocks; block++)
		paired += seen[block] == 3;
	*ret_count = paired;
	return 0;
}

size_t measure_count(const struct group *group, unsigned int baseline)
{
	size_t count = 0;

	for (size_t i = 0; i < group->count; i++)
		count += group->samples[i].visit->baseline == baseline;
	return count;
}

double measure_sum(const struct measuring *measuring, size_t c, enum counter counter)
{
	return measuring->samples->sums[c].value[counter];
}

static double value_of(const struct workload_samples *samples, size_t i, enum counter counter)
{
	return packed_counter(&samples->samples[i].record->counters, counter);
}

double measure_sum_of_all(const struct measuring *measuring, size_t c, enum counter counter)
{
	const struct workload_samples *samples = measuring->samples;
	double sum = samples->first[c] < samples->first[c + 1] ? 0 : NAN;

	for (size_t i = samples->first[c]; i < samples->first[c + 1]; i++)
		sum += value_of(samples, i, counter);
	return sum;
}

double measure_ratio(const struct measuring *measuring, size_t c, enum counter counter,
		     enum counter per)
{
	const struct workload_samples *samples = measuring->samples;
	double sum = 0, sum_per = 0;

	for (size_t i = samples->first[c]; i < samples->first[c + 1]; i++) {
		double value = value_of(samples, i, counter);
		double value_per = value_of(samples, i, per);

		if (isnan(value) || isnan(value_per))
			continue;
		sum += value;
		sum_per += value_per;
	}
	return sum_per > 0 ? sum / sum_per : NAN;
}
