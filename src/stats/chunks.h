/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_STATS_CHUNKS_H
#define BPFTAX_STATS_CHUNKS_H

/*
 * What an event costs, from chunks of events timed without, with and again without the program.
 *
 *	struct chunk_lists lists = { .before = ..., .attached = ..., .after = ..., };
 *	struct chunk_cost cost;
 *
 *	chunk_cost(&lists, events, &cost);
 *	cost.event_ns
 *
 * The i-th chunks are compared with each other: the difference is that of the attached chunk to
 * the mean of the two bare ones, so that a steady drift cancels.  The estimate is the median of
 * the differences: a disturbed chunk does not move it, where it would move a mean, and it is not
 * biased as the least of many is.
 */

#include <stddef.h>

/* Nanoseconds a chunk.  before or after may be empty, not both. */
struct chunk_lists {
	const double *before, *attached, *after;
	size_t before_count, attached_count, after_count;
};

struct chunk_cost {
	double event_ns; /* paired median, over the bare event */
	double bare_ns;	 /* of the bare event: the trigger's own */
	size_t chunks;	 /* pairs */
	size_t agreeing; /* pairs whose difference is the median's, by the clock's resolution */
};

/* Everything is NaN or 0 when there is no pair.  0 or -ENOMEM. */
int chunk_cost(const struct chunk_lists *lists, double events, struct chunk_cost *ret_cost);

#endif
