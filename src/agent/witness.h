/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_AGENT_WITNESS_H
#define BPFTAX_AGENT_WITNESS_H

/*
 * Whether returns are lost: a return probe needs room for each call that is under way, and passes
 * over those that find none, which older kernels do not tell and newer ones not always.  A
 * trampoline on the same function needs none; how often it runs is held against it.
 *
 *	json_t *witness = witness_look(&session);
 *
 *	fewer hits than expected: lost
 */

#include <jansson.h>
#include "agent/requests.h"

/*
 * Lets the workload run for a moment with both attached.  A new object: "mechanism", the witness's;
 * "expected", how often what is attached has to have run by the witness's hits, and "hits", how
 * often it did.  NULL where what is attached loses none, nobody can be asked, or the witness itself
 * was not hit.
 */
json_t *witness_look(struct session *session);

#endif
