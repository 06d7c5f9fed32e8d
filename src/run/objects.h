/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_RUN_OBJECTS_H
#define BPFTAX_RUN_OBJECTS_H

/*
 * Somebody's objects on their way to the agent, which takes them apart: the coordinator knows their
 * size and digest, and what the agent says of them.  Internal to src/run.
 *
 *	objects_send(bench, &err);              // before the bench's plan is made
 */

#include "run/bench.h"

/*
 * Sends those of the run and fills bench->objects with the programs that they have.  What is wrong
 * with an object is ERROR_USAGE.
 */
int objects_send(struct bench *bench, struct error *err);

/* To an agent that was started again, which has none: bench->objects stays as it is. */
int objects_send_again(struct bench *bench, struct error *err);

#endif
