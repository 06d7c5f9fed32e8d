/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_AGENT_LINK_PACE_H
#define BPFTAX_AGENT_LINK_PACE_H

/*
 * Both ends of a veth pair as a receiver's load needs them: the sender's end paced by the kernel,
 * the receiver's softirq on a CPU that is named.
 *
 *	link_steer(&server, 1);
 *	link_pace_set(&holder, &(struct link_pace){ 50000, 64 });
 *
 * The pace is a token bucket (net/sched/sch_tbf.c).  What exceeds it waits in the bucket's queue,
 * which has room for all that the sender's socket may hold: the sender then sleeps, nothing is
 * lost.  The bucket is small, so that standing still fills it with a few milliseconds' worth at
 * most, and the pace is that of the first moment on.
 */

#include "agent/workload/task.h"

struct link_pace {
	double datagrams_per_s;
	double datagram_bytes; /* of payload */
};

/* Sets or changes the pace of the veth's end in the task's namespace.  -ENOENT: no sch_tbf. */
int link_pace_set(const struct task *task, const struct link_pace *pace);

/*
 * Has what arrives at the veth's end in the task's namespace received on that CPU (rps_cpus).
 * -ENOENT: the kernel cannot (CONFIG_RPS).
 */
int link_steer(const struct task *task, unsigned int cpu);

/* Bytes that a datagram of so many payload takes on the link, fragments and headers included. */
double link_datagram_bytes(double payload_bytes);

#endif
