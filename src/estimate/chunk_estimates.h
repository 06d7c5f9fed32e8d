/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_ESTIMATE_CHUNK_ESTIMATES_H
#define BPFTAX_ESTIMATE_CHUNK_ESTIMATES_H

/*
 * What an event costs, from the chunks that a sample of micro has: the counters event_ns,
 * event_bare_ns, event_slope_ns, chunks, chunks_agreeing and chunks_disturbed, which stores of
 * version 5 and before hold instead of the chunks.
 *
 *	chunk_estimates_fill(data);	// before anything reads the counters of its samples
 *
 * Disturbed chunks are left out; of what is left the i-th ones are compared (stats/chunks.h).  A
 * point of the line counts when neither of its sides was disturbed (stats/slope.h).
 */

#include "store/store.h"

/* events: of a chunk.  Other counters stay as they are.  0 or -ENOMEM. */
int chunk_estimates(const struct sample_chunks *chunks, double events, struct counters *counters);

/* Of every sample that has chunks; again gives the same.  0 or -ENOMEM. */
int chunk_estimates_fill(struct run_data *data);

#endif
