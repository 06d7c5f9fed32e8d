/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_AGENT_PLACEMENT_H
#define BPFTAX_AGENT_PLACEMENT_H

/*
 * On which CPUs the parts of a workload run: server and client on cores of their own, as far as
 * there are two.
 *
 *	struct placement placement = placement_choose(settings);
 *
 *	cpu_pin(placement.server);
 *	reply = placement_to_json(&placement);
 */

#include <jansson.h>

struct placement {
	unsigned int server, client; /* CPU_ANYWHERE: where the scheduler likes */
};

/* By the CPUs that this process may use.  "pin": false in the settings, or one CPU: anywhere. */
struct placement placement_choose(const json_t *settings);

/*
 * {"server": 1, "client": 0, "softirq": 0}: what is received runs in the sender's context, on its
 * CPU, unless it is steered elsewhere.  {} when nothing is pinned.
 */
json_t *placement_to_json(const struct placement *placement);

#endif
