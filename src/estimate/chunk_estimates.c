// SPDX-License-Identifier: GPL-2.0-or-later
#include "estimate/chunk_estimates.h"

#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include "common/cleanup.h"
#include "stats/chunks.h"
#include "stats/slope.h"

static size_t disturbed_in(const struct chunk_list *list)
{
	size_t disturbed = 0;

	for (size_t i = 0; i < list->count; i++)
		disturbed += list->passes[i].disturbed;
	return disturbed;
}

/* The undisturbed ones; the caller frees, NULL without memory. */
static double *times_of(const struct chunk_list *list, size_t *ret_count)
{
	double *times_ns = calloc(list->count + 1, sizeof(*times_ns));
	size_t count = 0;

	for (size_t i = 0; times_ns && i < list->count; i++)
		if (!list->passes[i].disturbed)
			times_ns[count++] = (double)list->passes[i].elapsed_ns;
	*ret_count = count;
	return times_ns;
}

static int cost_of(const struct sample_chunks *chunks, double events, struct chunk_cost *ret_cost)
{
	struct chunk_lists lists;
	CLEANUP_FREE double *before = times_of(&chunks->before, &lists.before_count);
	CLEANUP_FREE double *attached = times_of(&chunks->attached, &lists.attached_count);
	CLEANUP_FREE double *after = times_of(&chunks->after, &lists.after_count);

	if (!before || !attached || !after)
		return -ENOMEM;
	lists.before = before;
	lists.attached = attached;
	lists.after = after;
	return chunk_cost(&lists, events, ret_cost);
}

/* T = a + b N: b of the difference between attached and bare. */
static int slope_of(const struct chunk_line *line, double *ret_slope_ns)
{
	CLEANUP_FREE double *events = calloc(line->count + 1, sizeof(*events));
	CLEANUP_FREE double *added_ns = calloc(line->count + 1, sizeof(*added_ns));
	size_t count = 0;

	if (!events || !added_ns)
		return -ENOMEM;
	for (size_t i = 0; i < line->count; i++) {
		const struct chunk_pass *bare = &line->bare.passes[i];
		const struct chunk_pass *attached = &line->attached.passes[i];

		if (bare->disturbed || attached->disturbed)
			continue;
		events[count] = (double)line->events[i];
		added_ns[count++] = (double)attached->elapsed_ns - (double)bare->elapsed_ns;
	}
	*ret_slope_ns = median_slope(events, added_ns, count);
	return 0;
}

int chunk_estimates(const struct sample_chunks *chunks, double events, struct counters *counters)
{
	struct chunk_cost cost;
	double slope_ns = NAN;
	int code = cost_of(chunks, events, &cost);

	if (code == 0)
		code = slope_of(&chunks->line, &slope_ns);
	if (code < 0)
		return code;
	counters->value[COUNTER_chunks] = (double)cost.chunks;
	counters->value[COUNTER_chunks_agreeing] = (double)cost.agreeing;
	counters->value[COUNTER_chunks_disturbed] =
	    (double)(disturbed_in(&chunks->before) + disturbed_in(&chunks->attached) +
		     disturbed_in(&chunks->after));
	counters->value[COUNTER_event_ns] = cost.event_ns;
	counters->value[COUNTER_event_bare_ns] = cost.bare_ns;
	counters->value[COUNTER_event_slope_ns] = slope_ns;
	return 0;
}

static int fill_sample(struct run_data *data, const struct packed_sample *packed)
{
	struct sample *sample = &data->samples[packed->sample];
	struct counters counters = counters_unpack(&sample->counters);
	struct sample_chunks chunks;
	double *room;
	int code = chunks_unpack(packed->chunks.bytes, packed->chunks.length, &chunks);

	if (code < 0)
		return -ENOMEM; /* loading refused what is spoiled */
	code = chunk_estimates(&chunks, counters.value[COUNTER_events], &counters);
	sample_chunks_release(&chunks);
	if (code < 0)
		return code;
	room = arena_take(&data->counters, counters_present(&counters) * sizeof(*room));
	if (!room)
		return -ENOMEM;
	sample->counters = counters_pack(&counters, room);
	return 0;
}

int chunk_estimates_fill(struct run_data *data)
{
	int code = 0;

	for (size_t i = 0; i < data->packed_sample_count && code == 0; i++)
		code = fill_sample(data, &data->packed_samples[i]);
	return code;
}
