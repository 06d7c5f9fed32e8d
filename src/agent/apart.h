/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_AGENT_APART_H
#define BPFTAX_AGENT_APART_H

/*
 * A request that is answered in a process of its own, a copy of the agent, which ends with it: for
 * what changes a process for good.
 *
 *	json_t *reply = apart_run(measure, &what);
 */

#include <jansson.h>

/* What deed() returned there, which is freed there; NULL when that process ended without a reply.
 */
json_t *apart_run(json_t *(*deed)(void *context), void *context);

#endif
