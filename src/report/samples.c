// SPDX-License-Identifier: GPL-2.0-or-later
#include "report/samples.h"

#include <errno.h>
#include <string.h>
#include "common/cleanup.h"
#include "report/covariates.h"

#define NOT_OURS SIZE_MAX

bool configuration_is_baseline(const struct configuration_record *configuration)
{
	return configuration->mechanism[0] == '\0';
}

bool run_has_timing(const struct run_data *data, const char *wanted)
{
	for (size_t i = 0; i < data->machine_count; i++) {
		const char *timing =
		    json_string_value(json_object_get(data->machines[i].facts, "timing"));

		if (timing && strcmp(timing, wanted) == 0)
			return true;
	}
	return false;
}

/* Position of an id in an array of records that is sorted by it and begins with it. */
static size_t find_id(const void *records, size_t count, size_t size, int64_t id)
{
	size_t low = 0, high = count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;
		int64_t here = *(const int64_t *)((const char *)records + middle * size);

		if (here == id)
			return middle;
		if (here < id)
			low = middle + 1;
		else
			high = middle;
	}
	return NOT_OURS;
}

size_t visit_find(const struct run_data *data, int64_t id)
{
	return find_id(data->visits, data->visit_count, sizeof(*data->visits), id);
}

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

/* Where a sample belongs; false when it is another workload's. */
struct place {
	size_t visit, configuration, block;
};

/* Samples follow their visits: place->visit is first that of the sample before. */
static size_t find_visit(const struct run_data *data, size_t near, int64_t id)
{
	for (size_t v = near; v < data->visit_count && v <= near + 1; v++)
		if (data->visits[v].id == id)
			return v;
	return find_id(data->visits, data->visit_count, sizeof(*data->visits), id);
}

static bool find_place(const struct run_data *data, const size_t *blocks,
		       const struct sample *sample, struct place *place)
{
	size_t near = place->visit == NOT_OURS ? 0 : place->visit;

	place->visit = find_visit(data, near, sample->visit);
	place->configuration = find_id(data->configurations, data->configuration_count,
				       sizeof(*data->configurations), sample->configuration);
	if (place->visit == NOT_OURS || place->configuration == NOT_OURS)
		return false;
	place->block = blocks[place->visit];
	return place->block != NOT_OURS;
}

/* Without one of its baselines a block has nothing to be held against. */
static void drop_blocks(const struct run_data *data, const size_t *blocks, bool *excluded,
			struct workload_samples *samples)
{
	struct place place = { 0 };

	for (size_t i = 0; i < data->sample_count; i++) {
		if (!find_place(data, blocks, &data->samples[i], &place) || excluded[place.block])
			continue;
		if (strcmp(data->visits[place.visit].state, "dropped") == 0 &&
		    configuration_is_baseline(&data->configurations[place.configuration])) {
			excluded[place.block] = true;
			samples->blocks_excluded++;
		}
	}
}

/* Calls for each sample that counts: first to count, then to fill (two passes of one loop). */
static void group_samples(const struct run_data *data, const size_t *blocks, const bool *excluded,
			  struct workload_samples *samples, size_t *cursor, bool fill)
{
	struct place place = { 0 };

	for (size_t i = 0; i < data->sample_count; i++) {
		if (!find_place(data, blocks, &data->samples[i], &place) || excluded[place.block] ||
		    strcmp(data->visits[place.visit].state, "kept") != 0)
			continue;
		if (fill)
			samples->samples[cursor[place.configuration]] = (struct kept_sample){
				.record = &data->samples[i],
				.visit = &data->visits[place.visit],
				.block = place.block,
			};
		cursor[place.configuration]++;
	}
}

static int sort_into_groups(const struct run_data *data, const size_t *blocks, const bool *excluded,
			    struct workload_samples *samples)
{
	size_t configurations = data->configuration_count;
	CLEANUP_FREE size_t *cursor = calloc(configurations + 1, sizeof(*cursor));

	samples->first = calloc(configurations + 1, sizeof(*samples->first));
	if (!cursor || !samples->first)
		return -ENOMEM;
	group_samples(data, blocks, excluded, samples, cursor, false);
	for (size_t c = 0; c < configurations; c++)
		samples->first[c + 1] = samples->first[c] + cursor[c];
	samples->samples = calloc(samples->first[configurations] + 1, sizeof(*samples->samples));
	if (!samples->samples)
		return -ENOMEM;
	memcpy(cursor, samples->first, configurations * sizeof(*cursor));
	group_samples(data, blocks, excluded, samples, cursor, true);
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
	*samples = (struct workload_samples){ 0 };
}
