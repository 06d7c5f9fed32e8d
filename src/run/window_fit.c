// SPDX-License-Identifier: GPL-2.0-or-later
#include "run/window_fit.h"

#include <math.h>

#define WINDOW_LEAST .4
#define SETTLE_LEAST .5
#define MS 1e6

/* Between the least (0) and the usual (1), in whole milliseconds. */
static struct window_lengths lengths_at(const struct window_lengths *usual, double share)
{
	double window = WINDOW_LEAST + (1 - WINDOW_LEAST) * share;
	double settle = SETTLE_LEAST + (1 - SETTLE_LEAST) * share;

	return (struct window_lengths){
		.settle_ns = (uint64_t)(floor((double)usual->settle_ns * settle / MS) * MS),
		.window_ns = (uint64_t)(floor((double)usual->window_ns * window / MS) * MS),
	};
}

static double block_ns(const struct block_length *block, const struct window_lengths *lengths)
{
	return block->visits * (double)block->switch_ns +
	       block->windows * (double)(lengths->settle_ns + lengths->window_ns);
}

struct window_lengths window_fit(const struct window_lengths *usual,
				 const struct block_length *block, uint64_t budget_ns)
{
	struct window_lengths least = lengths_at(usual, 0);
	double room_ns = (double)budget_ns / WINDOW_FIT_BLOCKS;
	double least_ns = block_ns(block, &least), usual_ns = block_ns(block, usual);

	if (room_ns >= usual_ns)
		return *usual;
	return lengths_at(usual, fmax(0, (room_ns - least_ns) / (usual_ns - least_ns)));
}
