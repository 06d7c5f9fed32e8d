/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_AGENT_WORKLOAD_UDP_RECORD_H
#define BPFTAX_AGENT_WORKLOAD_UDP_RECORD_H

/*
 * udp-drain's receives between marks (agent/recorded_passes.h), without their sending.
 *
 *	struct udp_record record = { &drain->queue, workload->interruptions, BATCH, BATCHES };
 *
 *	udp_record_passes(&record, passes, like, &err);
 *	operations += record.operations;
 */

#include "agent/interruptions.h"
#include "agent/recorded_passes.h"
#include "agent/workload/udp_queue.h"

struct udp_record {
	struct udp_queue *queue;
	struct interruptions *interruptions;
	unsigned int batch;	/* receives from an empty queue to the next */
	unsigned int batches;	/* that are a window together, as they are a chunk */
	unsigned int path_turn; /* which receive's path comes next */
	uint64_t operations;	/* all receives, those between no marks as well */
};

/* like: what the passes have in common, but for their events.  0, or a negative errno. */
int udp_record_passes(struct udp_record *record, struct recorded_passes *passes,
		      const struct recorded_pass *like, struct error *err);

#endif
