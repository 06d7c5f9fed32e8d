// SPDX-License-Identifier: GPL-2.0-or-later
#include "stats/chunks.h"

#include <errno.h>
#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include "common/cleanup.h"
#include "stats/median.h"

/* Two readings of a clock of whole nanoseconds on either side, of which each loses a part. */
#define CLOCK_RESOLUTION_NS 2

/* A list without any chunk does not limit the pairs: the other one stands in for it. */
static size_t least_of(const struct chunk_lists *lists)
{
	size_t least = lists->attached_count;

	if (lists->before_count && lists->before_count < least)
		least = lists->before_count;
	if (lists->after_count && lists->after_count < least)
		least = lists->after_count;
	return lists->before_count || lists->after_count ? least : 0;
}

static double bare_at(const struct chunk_lists *lists, size_t i)
{
	if (!lists->before_count)
		return lists->after[i];
	if (!lists->after_count)
		return lists->before[i];
	return (lists->before[i] + lists->after[i]) / 2;
}

static size_t count_near(const double *values, size_t count, double centre)
{
	size_t near = 0;

	for (size_t i = 0; i < count; i++)
		near += fabs(values[i] - centre) <= CLOCK_RESOLUTION_NS;
	return near;
}

int chunk_cost(const struct chunk_lists *lists, double events, struct chunk_cost *ret_cost)
{
	size_t n = least_of(lists);
	CLEANUP_FREE double *bare = malloc((n + 1) * sizeof(*bare));
	CLEANUP_FREE double *differences = malloc((n + 1) * sizeof(*differences));
	double centre;

	if (!bare || !differences)
		return -ENOMEM;
	for (size_t i = 0; i < n; i++) {
		bare[i] = bare_at(lists, i);
		differences[i] = lists->attached[i] - bare[i];
	}
	centre = median_of(differences, n);
	*ret_cost = (struct chunk_cost){
		.event_ns = centre / events,
		.bare_ns = median_of(bare, n) / events,
		.chunks = n,
		.agreeing = count_near(differences, n, centre),
	};
	return 0;
}
