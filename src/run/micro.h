/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_RUN_MICRO_H
#define BPFTAX_RUN_MICRO_H

/*
 * The micro measurement: every (mechanism, program) loaded afresh again and again, in random
 * order, each reload a visit whose samples hold the cost of an event.  Beside workloads of a study
 * it makes fewer reloads, as it is there to be held against the direct cost.  Internal to src/run.
 *
 *	struct micro micro;
 *
 *	micro_init(&micro, bench);                  // the bench's treatments are made
 *	visit_run(&protocol_micro, &micro, course, visit, &err);
 *	micro_release(&micro);
 */

#include "run/object_try.h"
#include "run/visit.h"

/* How a reload is measured: exact medians need few chunks. */
struct micro_effort {
	unsigned int reloads, chunks, points; /* points: of each length of the line */
	uint64_t aim_ns;		      /* of a chunk */
};

struct micro {
	struct micro_effort effort;
	uint64_t *events;	     /* of a chunk, for each treatment; 0: the agent chooses */
	struct object_trial *trials; /* of each treatment; without a trigger: not tried yet */
};

extern const struct protocol_ops protocol_micro;

/* 0 or -ENOMEM. */
int micro_init(struct micro *micro, const struct bench *bench);
void micro_release(struct micro *micro);

#endif
