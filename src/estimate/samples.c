// SPDX-License-Identifier: GPL-2.0-or-later
#include "estimate/samples.h"

#include <errno.h>
#include <string.h>
#include "common/cleanup.h"
#include "estimate/covariates.h"

#define NOT_OURS SIZE_MAX

/* blocks[v] becomes the number of visit v's block, or NOT_OURS for another workload's visit. */
static int number_blocks(const struct run_data *data, const char *workload, size_t *blocks,
			 struct workload_samples *samples)
{
	CLEANUP_FREE const struct visit_record **ours =
	    calloc(data->visit_count + 1, sizeof(*ours));
	size_t count = 0;

	if (!ours)
		return -ENOMEM;
	for (size_t v = 0; v < data->visit_count; v++) {
		blocks[v] = NOT_OURS;
		if (strcmp(data->visits[v].workload, workload) == 0)
			ours[count++] = &data->visits[v];
	}
	qsort(ours, count, sizeof(*ours), visit_compare_blocks);
	for (size_t i = 0; i < count; i++) {
		if (i == 0 || visit_compare_blocks(&ours[i - 1], &ours[i]) != 0)
			samples->block_count++;
		blocks[ours[i] - data->visits] = samples->block_count - 1;
	}
	samples->visit_count = count;
	return 0;
}

static void count_visits(const struct run_data *data, const size_t *blocks,
			 struct workload_samples *samples)
{
	for (size_t v = 0; v < data->visit_count; v++) {
		const struct visit_record *visit = &data->visits[v];

		if (blocks[v] == NOT_OURS)
			continue;
		samples->visits_dropped += strcmp(visit->state, "dropped") == 0;
		samples->visits_open += strcmp(visit->state, "open") == 0;
		samples->has_second_baseline |= visit->baseline == 1;
	}
}

/* Without one of its baselines a block has nothing to be held against. */
static void drop_blocks(const struct run_data *data, const size_t *blocks, bool *excluded,
			struct workload_samples *samples)
{
	for (size_t i = 0; i < data->sample_count; i++) {
		const struct sample *sample = &data->samples[i];
		size_t block = blocks[sample->visit];

		if (block == NOT_OURS || excluded[block] ||
		    strcmp(data->visits[sample->visit].state, "dropped") != 0 ||
		    !configuration_is_baseline(&data->configurations[sample->configuration]))
			continue;
		excluded[block] = true;
		samples->blocks_excluded++;
	}
}

static bool counts(const struct run_data *data, const size_t *blocks, const bool *excluded,
		   const struct sample *sample)
{
	size_t block = blocks[sample->visit];

	return block != NOT_OURS && !excluded[block] &&
	       strcmp(data->visits[sample->visit].state, "kept") == 0;
}

/* Where each group begins. */
static void count_groups(const struct run_data *data, const size_t *blocks, const bool *excluded,
			 size_t *first)
{
	for (size_t i = 0; i < data->sample_count; i++)
		if (counts(data, blocks, excluded, &data->samples[i]))
			first[data->samples[i].configuration + 1]++;
	for (size_t c = 0; c < data->configuration_count; c++)
		first[c + 1] += first[c];
}

/* cursor: where the next sample of each group goes. */
static void fill_groups(const struct run_data *data, const size_t *blocks, const bool *excluded,
			size_t *cursor, struct workload_samples *samples)
{
	for (size_t i = 0; i < data->sample_count; i++) {
		const struct sample *sample = &data->samples[i];
		size_t c = sample->configuration;

		if (!counts(data, blocks, excluded, sample))
			continue;
		counters_add(&samples->sums[c], &sample->counters);
		samples->samples[cursor[c]++] =
		    (struct kept_sample){ sample, &data->visits[sample->visit],
					  blocks[sample->visit] };
	}
}

static int sort_into_groups(const struct run_data *data, const size_t *blocks, const bool *excluded,
			    struct workload_samples *samples)
{
	size_t configurations = data->configuration_count;
	CLEANUP_FREE size_t *cursor = calloc(configurations + 1, sizeof(*cursor));

	samples->first = calloc(configurations + 1, sizeof(*samples->first));
	samples->sums = calloc(configurations + 1, sizeof(*samples->sums));
	if (!cursor || !samples->first || !samples->sums)
		return -ENOMEM;
	count_groups(data, blocks, excluded, samples->first);
	samples->samples = calloc(samples->first[configurations] + 1, sizeof(*samples->samples));
	if (!samples->samples)
		return -ENOMEM;
	for (size_t c = 0; c < configurations; c++)
		counters_clear(&samples->sums[c]);
	memcpy(cursor, samples->first, configurations * sizeof(*cursor));
	fill_groups(data, blocks, excluded, cursor, samples);
	return 0;
}

/* Covariates judge blocks; a run without any, and a reload of micro, has none that would do. */
static int exclude_by_covariates(const struct run_data *data, const size_t *blocks, bool *excluded,
				 struct workload_samples *samples)
{
	if (strcmp(data->run.protocol, "switch") != 0 || !samples->has_second_baseline)
		return 0;
	return covariates_exclude(data, blocks, samples->block_count, excluded,
				  &samples->exclusion);
}

int workload_samples_collect(const struct run_data *data, const char *workload,
			     struct workload_samples *ret_samples)
{
	CLEANUP_FREE size_t *blocks = calloc(data->visit_count + 1, sizeof(*blocks));
	CLEANUP_FREE bool *excluded = calloc(data->visit_count + 1, sizeof(*excluded));
	struct workload_samples samples = { 0 };
	int code = blocks && excluded ? 0 : -ENOMEM;

	if (code == 0)
		code = number_blocks(data, workload, blocks, &samples);
	if (code < 0)
		return code;
	count_visits(data, blocks, &samples);
	drop_blocks(data, blocks, excluded, &samples);
	code = exclude_by_covariates(data, blocks, excluded, &samples);
	if (code == 0)
		code = sort_into_groups(data, blocks, excluded, &samples);
	if (code < 0) {
		workload_samples_release(&samples);
		return code;
	}
	*ret_samples = samples;
	return 0;
}

const struct kept_sample *workload_sample_find(const struct workload_samples *samples,
					       size_t configuration, size_t block)
{
	for (size_t i = samples->first[configuration]; i < samples->first[configuration + 1]; i++)
		if (samples->samples[i].block == block)
			return &samples->samples[i];
	return NULL;
}

void workload_samples_release(struct workload_samples *samples)
{
	free(samples->samples);
	free(samples->first);
	free(samples->sums);
	*samples = (struct workload_samples){ 0 };
}
