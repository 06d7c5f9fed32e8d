/* SPDX-License-Identifier: (GPL-2.0-or-later OR BSD-2-Clause) */
#ifndef BPFTAX_TRIGGER_LOOP_H
#define BPFTAX_TRIGGER_LOOP_H

/*
 * How many events a trigger makes at once and at most; shared by the programs under bpf/ and the
 * agent.  The verifier keeps a branch for each step of the loop, 8192 at most.
 */
#define TRIGGER_STEP 10
#define TRIGGER_STEPS_MAX 4000
#define TRIGGER_EVENTS_MAX (TRIGGER_STEP * TRIGGER_STEPS_MAX)

/* The number of a helper that stands for a function of the kernel, until it is loaded. */
#define TRIGGER_KFUNC_MARK 0x7ffffff0

#endif
