/* SPDX-License-Identifier: (GPL-2.0-or-later OR BSD-2-Clause) */
#ifndef BPFTAX_TRIGGER_BPF_H
#define BPFTAX_TRIGGER_BPF_H

/*
 * What every trigger in the kernel is: a raw tracepoint program, run by BPF_PROG_TEST_RUN, that
 * makes an event happen again and again between two readings of the clock.
 *
 *	TRIGGER(bpf_get_numa_node_id())
 *
 * The agent maps the variables: it writes how many events it wants and reads what they took, so
 * that a chunk is one system call.  Events come in steps of TRIGGER_STEP (agent/trigger/trigger.h),
 * so that most of the loop is events; the bound is for the verifier, which walks every step.
 */

#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>
#include "agent/trigger/trigger_loop.h"

__u64 trigger_events;
__u64 trigger_elapsed_ns;
__u64 trigger_ticks; /* timer interrupts that fell into it */

/* An empty program and a skipped event are for tests of the proof. */
#define TRIGGER_TEN(odd, even)                                                                     \
	odd;                                                                                       \
	even;                                                                                      \
	odd;                                                                                       \
	even;                                                                                      \
	odd;                                                                                       \
	even;                                                                                      \
	odd;                                                                                       \
	even;                                                                                      \
	odd;                                                                                       \
	even

#define TRIGGER_ALTERNATING(odd, even)                                                             \
	SEC("raw_tp")                                                                              \
	int bpftax_trigger(void *ctx)                                                              \
	{                                                                                          \
		__u64 steps = trigger_events / TRIGGER_STEP;                                       \
		__u64 ticks = bpf_jiffies64();                                                     \
		__u64 begun_ns = bpf_ktime_get_ns();                                               \
                                                                                                   \
		for (__u32 i = 0; i < TRIGGER_STEPS_MAX && i < steps; i++) {                       \
			TRIGGER_TEN(odd, even);                                                    \
		}                                                                                  \
		trigger_elapsed_ns = bpf_ktime_get_ns() - begun_ns;                                \
		trigger_ticks = bpf_jiffies64() - ticks;                                           \
		return 0;                                                                          \
	}

/* One event alone: who runs the program reads the clock, or counts. */
#define TRIGGER_ONE(event)                                                                         \
	SEC("raw_tp")                                                                              \
	int bpftax_trigger_one(void *ctx)                                                          \
	{                                                                                          \
		event;                                                                             \
		return 0;                                                                          \
	}

#define TRIGGER(event)                                                                             \
	TRIGGER_ALTERNATING(event, event)                                                          \
	TRIGGER_ONE(event)

char LICENSE[] SEC("license") = "Dual BSD/GPL";

#endif
