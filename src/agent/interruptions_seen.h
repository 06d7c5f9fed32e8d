/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_AGENT_INTERRUPTIONS_SEEN_H
#define BPFTAX_AGENT_INTERRUPTIONS_SEEN_H

/*
 * What bpf/interruptions.bpf.c reads of the kernel's counters, in memory that it shares with the
 * agent (agent/interruptions.h).  Included by both.
 */

/* Of each variable: as they stand in the kernel, whose layout nobody needs to know. */
#define INTERRUPTIONS_VARIABLES 2
#define INTERRUPTIONS_BYTES 512

/*
 * Where the agent writes the ids of the kernel's variables and their sizes: these numbers, and the
 * next.
 */
#define INTERRUPTIONS_VARIABLE_MARK 0x7b9f80
#define INTERRUPTIONS_SIZE_MARK 0x7b9f90

struct interruptions_seen {
	unsigned char counters[INTERRUPTIONS_VARIABLES][INTERRUPTIONS_BYTES];
};

#endif
