/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_AGENT_INTERRUPTIONS_H
#define BPFTAX_AGENT_INTERRUPTIONS_H

/*
 * Whether an interrupt, a softirq or another task came between two moments, on the CPU of the
 * thread that asks: what is counted in between is then not all its own.  The clock's tick alone
 * does not tell: later kernels have timer interrupts beside it.
 *
 *	interruptions_open(&interruptions, view->btf);
 *	interruptions_begin(&interruptions);
 *	... what is counted ...
 *	if (interruptions_end(&interruptions, NULL))
 *		... not all of it was ours
 *	interruptions_close(&interruptions);
 *
 * Interrupts and softirqs are those that the kernel counts of its CPU, read by a program of ours
 * (bpf/interruptions.bpf.c) in some thousand instructions; switches are the thread's own.
 */

#include <bpf/btf.h>
#include <bpf/libbpf.h>
#include <stdbool.h>
#include "agent/interruptions_seen.h"

/* What the events that are counted bring with them, and is theirs. */
struct interruptions_own {
	bool sleeps;   /* switches of the thread that asks */
	bool receives; /* runs of the softirq that receives packets */
	bool notifies; /* interrupts that the CPU sends itself, to wake somebody (irq_work) */
};

struct interruptions {
	bool opened;
	struct bpf_object *object; /* NULL: the kernel does not tell, and only switches are seen */
	int program_fd;
	const volatile struct interruptions_seen *now;
	long receive_offset; /* of that softirq's count in the first variable; < 0: not known */
	long notify_offset;  /* of that interrupt's in the second */
	struct interruptions_seen before;
	long switches;
};

/* Once; again does nothing.  btf: the kernel's, or NULL. */
void interruptions_open(struct interruptions *interruptions, const struct btf *btf);

/* NULL sees nothing; own NULL: nothing is. */
void interruptions_begin(struct interruptions *interruptions);
bool interruptions_end(struct interruptions *interruptions, const struct interruptions_own *own);

/* Safe on zeroes. */
void interruptions_close(struct interruptions *interruptions);

#endif
