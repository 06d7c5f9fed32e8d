// SPDX-License-Identifier: GPL-2.0-or-later
#include "compare/values.h"

#include <errno.h>
#include <math.h>
#include <string.h>
#include "common/cleanup.h"
#include "compare/cost_metric.h"
#include "estimate/micro_rows.h"
#include "estimate/samples.h"
#include "stats/median.h"

static size_t configuration_index(const struct run_data *data, const char *name)
{
	size_t c = 0;

	while (c < data->configuration_count && strcmp(data->configurations[c].name, name) != 0)
		c++;
	return c;
}

static int values_allocate(size_t count, struct cost_values *values)
{
	values->count = count;
	values->ratios = calloc(count + 1, sizeof(double));
	values->absolutes = calloc(count + 1, sizeof(double));
	return values->ratios && values->absolutes ? 0 : -ENOMEM;
}

void cost_values_release(struct cost_values *values)
{
	free(values->ratios);
	free(values->absolutes);
}

/* A value a reload.  A cost of nothing, or less, has no logarithm and then no percentage. */
static int collect_reloads(const struct workload_samples *samples, size_t c,
			   struct cost_values *values)
{
	const struct kept_sample *first = samples->samples + samples->first[c];
	size_t count = samples->first[c + 1] - samples->first[c];
	int code = values_allocate(count, values);

	for (size_t i = 0; i < count && code == 0; i++) {
		double cost = metric_event_whole(
		    packed_counter(&first[i].record->counters, COUNTER_event_ns), values->exact);

		values->absolutes[i] = cost;
		values->ratios[i] = cost > 0 ? log(cost) : NAN;
	}
	return code;
}

/* The sum of logarithms and the number of values of a block, for one of its baselines or all. */
struct block_mean {
	double sum;
	size_t count;
};

static double mean_of(const struct block_mean *mean)
{
	return mean->count ? mean->sum / (double)mean->count : NAN;
}

#define OF_CONFIGURATION 0 /* then the two baselines */
#define MEANS 3

static void add_value(struct block_mean *means, const struct kept_sample *sample, size_t which,
		      double value)
{
	struct block_mean *mean = &means[MEANS * sample->block + which];

	if (isnan(value))
		return;
	mean->sum += log(value);
	mean->count++;
}

static void add_group(const struct workload_samples *samples, size_t c, enum metric metric,
		      const struct metric_context *context, bool baseline, struct block_mean *means)
{
	for (size_t i = samples->first[c]; i < samples->first[c + 1]; i++) {
		const struct kept_sample *sample = &samples->samples[i];
		struct counters counters = counters_unpack(&sample->record->counters);

		add_value(means, sample, baseline ? 1 + (sample->visit->baseline == 1) : 0,
			  metric_infos[metric].value(&counters, context));
	}
}

/* The baseline's own level, which turns a factor into an amount. */
static double baseline_median(const struct workload_samples *samples, size_t b, enum metric metric,
			      const struct metric_context *context)
{
	size_t count = samples->first[b + 1] - samples->first[b];
	CLEANUP_FREE double *values = calloc(count + 1, sizeof(*values));

	for (size_t i = 0; values && i < count; i++) {
		struct counters counters =
		    counters_unpack(&samples->samples[samples->first[b] + i].record->counters);

		values[i] = metric_infos[metric].value(&counters, context);
	}
	return values ? median_of(values, count) : NAN;
}

/* Counts are subtracted from each other; a factor of what fluctuates is taken of its level. */
static double absolute_of(const struct block_mean *mean, double ratio, double level, bool exact)
{
	double base = (exp(mean_of(&mean[1])) + exp(mean_of(&mean[2]))) / 2;

	return exact ? metric_event_whole(exp(mean_of(&mean[0])) - base, true)
		     : expm1(ratio) * level;
}

/* A value a block that has the configuration and both baselines. */
static int collect_blocks(const struct workload_samples *samples, size_t c, size_t b,
			  enum metric metric, const struct metric_context *context,
			  struct cost_values *values)
{
	CLEANUP_FREE struct block_mean *means =
	    calloc(MEANS * samples->block_count + 1, sizeof(*means));
	double level = baseline_median(samples, b, metric, context);

	if (!means || values_allocate(samples->block_count, values) < 0)
		return -ENOMEM;
	add_group(samples, c, metric, context, false, means);
	add_group(samples, b, metric, context, true, means);
	for (size_t block = 0; block < samples->block_count; block++) {
		const struct block_mean *mean = &means[MEANS * block];
		double ratio = mean_of(&mean[0]) - (mean_of(&mean[1]) + mean_of(&mean[2])) / 2;

		values->ratios[block] = ratio;
		values->absolutes[block] = absolute_of(mean, ratio, level, values->exact);
	}
	return 0;
}

static const char *baseline_of(const struct report *report, const char *workload)
{
	for (size_t w = 0; w < report->workload_count; w++)
		if (strcmp(report->workloads[w].name, workload) == 0)
			return report->workloads[w].baseline;
	return NULL;
}

static double datagram_bytes(const struct run_data *data)
{
	const json_t *length = json_object_get(data->run.study, "length");

	return json_is_number(length) ? json_number_value(length) : NAN;
}

int cost_values_collect(const struct report *report, const struct report_result *result,
			enum metric metric, struct cost_values *ret_values)
{
	const struct run_data *data = report->data;
	CLEANUP(workload_samples_release) struct workload_samples samples = { 0 };
	struct metric_context context = { datagram_bytes(data), run_is_exact(data) };
	size_t c = configuration_index(data, result->configuration);
	const char *baseline = baseline_of(report, result->workload);
	int code = workload_samples_collect(data, result->workload, &samples);

	if (code < 0 || c == data->configuration_count)
		return code;
	ret_values->exact = context.icount;
	if (strcmp(result->workload, MICRO_WORKLOAD) == 0)
		return collect_reloads(&samples, c, ret_values);
	ret_values->exact = metric == METRIC_OPERATION_INSTRUCTIONS;
	if (!baseline)
		return 0;
	return collect_blocks(&samples, c, configuration_index(data, baseline), metric, &context,
			      ret_values);
}
