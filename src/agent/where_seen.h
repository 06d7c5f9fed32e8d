/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_AGENT_WHERE_SEEN_H
#define BPFTAX_AGENT_WHERE_SEEN_H

/*
 * What bpf/where.bpf.c sees of the hits of a hook, in memory that it shares with the agent
 * (agent/where.h).  Included by both.
 */

/* By the kernel's preempt_count(): the innermost one. */
enum where_context { WHERE_PROCESS, WHERE_SOFTIRQ, WHERE_HARDIRQ, WHERE_NMI, WHERE_CONTEXTS };

enum where_place { WHERE_OUTSIDE, WHERE_INSIDE, WHERE_PLACES };

/* Of include/linux/preempt.h, the same for all architectures. */
#define WHERE_NMI_MASK 0x00f00000u
#define WHERE_HARDIRQ_MASK 0x000f0000u
#define WHERE_SERVING_SOFTIRQ 0x00000100u /* 0x200 is a softirq that is only held off */

/* Where the agent writes the id of the kernel's variable, and the offset in it. */
#define WHERE_VARIABLE_MARK 0x7b9f7a
#define WHERE_OFFSET_MARK 0x7b9f

struct where_seen {
	unsigned int place; /* enum where_place: what is going on, by the agent */
	unsigned long long hits[WHERE_PLACES][WHERE_CONTEXTS];
	/* Of the last hit outside in each context; process ran, or was interrupted. */
	unsigned int cpu[WHERE_CONTEXTS];
	char process[WHERE_CONTEXTS][16];
};

#endif
