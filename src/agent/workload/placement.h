/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_AGENT_PLACEMENT_H
#define BPFTAX_AGENT_PLACEMENT_H

/*
 * On which CPUs the parts of a workload run: server and client on cores of their own, as far as
 * there are two.
 *
 *	struct placement placement = placement_choose(settings);
 *
 *	placement_beside_card(&placement, "eth0");     // where the client is on another machine
 *	cpu_pin(placement.server);
 *	reply = placement_to_json(&placement);
 *
 * What arrives is received in the softirq, before any process: a receiver on the softirq's CPU
 * gets what that leaves of it, and when more arrives than it can take, nothing (receive livelock).
 */

#include <stdbool.h>
#include <jansson.h>
#include "agent/cpu.h"

struct placement {
	unsigned int server, client; /* CPU_ANYWHERE: where the scheduler likes; or elsewhere */
	unsigned int softirq;	     /* where what arrives is received; CPU_ANYWHERE: not known */
	bool one_cpu;		     /* there is no other to go to */
	bool apart;	      /* from a card: the server's CPU takes none of its interrupts */
	const char *together; /* from a card: why it may take them; NULL: it does not */
};

/* By the CPUs that this process may use.  "pin": false in the settings, or one CPU: anywhere. */
struct placement placement_choose(const json_t *settings);

/*
 * For a client that is reached by a network card: its interrupts go to the CPU that the client
 * would have had, and it is checked that the server's takes none.  Without pinning nothing moves.
 */
void placement_beside_card(struct placement *placement, const char *device);

/*
 * {"server": 1, "client": 0, "softirq": 0}: what is received runs in the sender's context, on its
 * CPU, unless it is steered elsewhere.  Beside a card {"server": 1, "softirq": 0, "apart": true},
 * or "apart": false and a sentence as "why".  {} when nothing is pinned.
 */
json_t *placement_to_json(const struct placement *placement);

#endif
