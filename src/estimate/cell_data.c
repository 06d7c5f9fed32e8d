// SPDX-License-Identifier: GPL-2.0-or-later
#include "estimate/cell_data.h"

#include <errno.h>
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

static void take_samples(const struct run_data *data, const uint32_t *places, struct run_data *part)
{
	part->sample_count = 0;
	for (size_t i = 0; i < data->sample_count; i++) {
		struct sample sample = data->samples[i];

		sample.visit = places[sample.visit];
		if (sample.visit != NOT_OURS)
			part->samples[part->sample_count++] = sample;
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

int cell_data_take(const struct run_data *data, const struct cell_record *cell,
		   struct run_data **ret_part)
{
	CLEANUP_FREE uint32_t *places = calloc(data->visit_count + 1, sizeof(*places));
	struct run_data *part = malloc(sizeof(*part));

	if (!part)
		return -ENOMEM;
	*part = *data;
	part->cells = (struct cell_record *)cell; /* which nobody changes */
	part->cell_count = 1;
	part->packed_samples = NULL;
	part->packed_sample_count = 0;
	part->visits = calloc(data->visit_count + 1, sizeof(*part->visits));
	part->samples = calloc(samples_of(data, cell->id) + 1, sizeof(*part->samples));
	part->results = calloc(data->result_count + 1, sizeof(*part->results));
	if (!places || !part->visits || !part->samples || !part->results) {
		cell_data_free(part);
		return -ENOMEM;
	}
	take_visits(data, cell->id, places, part);
	take_samples(data, places, part);
	take_results(data, cell->id, part);
	*ret_part = part;
	return 0;
}
