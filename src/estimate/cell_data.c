// SPDX-License-Identifier: GPL-2.0-or-later
#include "estimate/cell_data.h"

#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include "common/cleanup.h"

#define NOT_OURS UINT32_MAX

/* places[v] becomes where visit v stands in the part, or NOT_OURS. */
static void take_visits(const struct run_data *data, int64_t cell, uint32_t *places,
			struct run_data *part)
{
	part->visit_count = 0;
	for (size_t v = 0; v < data->visit_count; v++) {
		places[v] = NOT_OURS;
		if (data->visits[v].cell != cell)
			continue;
		places[v] = (uint32_t)part->visit_count;
		part->visits[part->visit_count++] = data->visits[v];
	}
}

static void take_samples(const struct run_data *data, const uint32_t *visits,
			 const uint32_t *configurations, struct run_data *part)
{
	part->sample_count = 0;
	for (size_t i = 0; i < data->sample_count; i++) {
		struct sample sample = data->samples[i];

		sample.visit = visits[sample.visit];
		sample.configuration = configurations[sample.configuration];
		if (sample.visit != NOT_OURS)
			part->samples[part->sample_count++] = sample;
	}
}

static bool has_samples(const struct run_data *data, int64_t cell, size_t configuration)
{
	for (size_t i = 0; i < data->sample_count; i++)
		if (data->samples[i].configuration == configuration &&
		    data->visits[data->samples[i].visit].cell == cell)
			return true;
	return false;
}

static bool has_result(const struct run_data *data, int64_t cell, size_t configuration)
{
	for (size_t i = 0; i < data->result_count; i++)
		if (data->results[i].cell == cell &&
		    data->results[i].configuration == data->configurations[configuration].id)
			return true;
	return false;
}

/*
 * Each cell finds its own delays, and one that counts has none: what it knows nothing of is another
 * one's.  All other configurations are the study's, for every cell.
 */
static void take_configurations(const struct run_data *data, int64_t cell, uint32_t *places,
				struct run_data *part)
{
	part->configuration_count = 0;
	for (size_t c = 0; c < data->configuration_count; c++) {
		bool is_delay = !isnan(data->configurations[c].delay_ns);

		places[c] = NOT_OURS;
		if (is_delay && !has_result(data, cell, c) && !has_samples(data, cell, c))
			continue;
		places[c] = (uint32_t)part->configuration_count;
		part->configurations[part->configuration_count++] = data->configurations[c];
	}
}

static void take_results(const struct run_data *data, int64_t cell, struct run_data *part)
{
	part->result_count = 0;
	for (size_t i = 0; i < data->result_count; i++)
		if (data->results[i].cell == cell)
			part->results[part->result_count++] = data->results[i];
}

void cell_data_free(struct run_data *part)
{
	if (!part)
		return;
	free(part->configurations);
	free(part->visits);
	free(part->samples);
	free(part->results);
	free(part);
}

static size_t samples_of(const struct run_data *data, int64_t cell)
{
	size_t count = 0;

	for (size_t i = 0; i < data->sample_count; i++)
		count += data->visits[data->samples[i].visit].cell == cell;
	return count;
}

static int part_allocate(const struct run_data *data, int64_t cell, struct run_data *part)
{
	part->configurations = calloc(data->configuration_count + 1, sizeof(*part->configurations));
	part->visits = calloc(data->visit_count + 1, sizeof(*part->visits));
	part->samples = calloc(samples_of(data, cell) + 1, sizeof(*part->samples));
	part->results = calloc(data->result_count + 1, sizeof(*part->results));
	return part->configurations && part->visits && part->samples && part->results ? 0 : -ENOMEM;
}

static int part_fill(const struct run_data *data, int64_t cell, struct run_data *part)
{
	CLEANUP_FREE uint32_t *visits = calloc(data->visit_count + 1, sizeof(*visits));
	CLEANUP_FREE uint32_t *configurations =
	    calloc(data->configuration_count + 1, sizeof(*configurations));

	if (!visits || !configurations)
		return -ENOMEM;
	take_visits(data, cell, visits, part);
	take_configurations(data, cell, configurations, part);
	take_samples(data, visits, configurations, part);
	take_results(data, cell, part);
	return 0;
}

int cell_data_take(const struct run_data *data, const struct cell_record *cell,
		   struct run_data **ret_part)
{
	struct run_data *part = malloc(sizeof(*part));

	if (!part)
		return -ENOMEM;
	*part = *data;
	part->cells = (struct cell_record *)cell; /* which nobody changes */
	part->cell_count = 1;
	part->packed_samples = NULL;
	part->packed_sample_count = 0;
	if (part_allocate(data, cell->id, part) < 0 || part_fill(data, cell->id, part) < 0) {
		cell_data_free(part);
		return -ENOMEM;
	}
	*ret_part = part;
	return 0;
}
