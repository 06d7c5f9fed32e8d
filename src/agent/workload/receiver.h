/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_AGENT_RECEIVER_H
#define BPFTAX_AGENT_RECEIVER_H

/*
 * A receiver that is loaded on purpose.  Paced: its softirq shares the server's CPU, and the
 * sender's end of the veth pair keeps a pace just below what it can take.  Saturated: it carries
 * ballast, so that a sender that sends what it can always has more for it.
 *
 *	struct receiver_setting setting = { RECEIVER_SATURATED, &server, &holder, 1, 0, 64 };
 *
 *	receiver_prepare(&setting, &err);                   // before the client starts
 *	receiver_find_pace(workload, &setting, &pilot, &err);      // while traffic flows
 *	receiver_drain(&setting);                           // with the client stopped
 *	receiver_release(&setting);
 *
 * Does nothing for RECEIVER_FREE.
 */

#include <sched.h>
#include "agent/workload/ballast.h"
#include "agent/workload/pilot.h"
#include "agent/workload/task.h"
#include "agent/workload/workload.h"

struct receiver_setting {
	enum receiver receiver;
	const struct task *server, *sender; /* each in its namespace, at its end of the pair */
	unsigned int server_cpu, client_cpu;
	double datagram_bytes;	/* of payload */
	const char *hooked;	/* the function that the study hooks, or NULL; not owned */
	struct ballast ballast; /* of a saturated one; receiver_release() takes it away */
	cpu_set_t cpus_before;	/* receiver_watch_begin() fills it; empty until then */
};

/* Paced: steers, and sets a first pace: so what the kernel lacks is known at once. */
int receiver_prepare(const struct receiver_setting *setting, struct error *err);

/* The workload must be running.  *ret_pilot is for the reply; untouched for RECEIVER_FREE. */
int receiver_find_pace(struct workload *workload, struct receiver_setting *setting,
		       json_t **ret_pilot, struct error *err);

/*
 * Both CPUs are busy now: has this process, which reads the counters, run on the sender's CPU and
 * at once, so that it takes nothing from the receiver.  Its children are not affected.
 */
void receiver_watch_begin(struct receiver_setting *setting);
void receiver_watch_end(const struct receiver_setting *setting);

/* Takes the ballast away; with the workload standing still. */
void receiver_release(struct receiver_setting *setting);

/* Waits until what is queued at the sender's end has arrived; at most a second. */
void receiver_drain(const struct receiver_setting *setting);

#endif
