/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_AGENT_USER_HOOK_H
#define BPFTAX_AGENT_USER_HOOK_H

/*
 * What the mechanisms of user space share: where the hook's probe point stands in the agent's own
 * file, a uprobe event there, and the proof that the kernel changed the probed instruction.
 */

#include <stdbool.h>
#include <stdint.h>
#include "agent/hooked.h"
#include "common/error.h"

/* The agent itself; the kernel resolves it in the caller's context. */
#define USER_HOOK_PATH "/proc/self/exe"

struct user_place {
	uint64_t offset;	   /* of the probed instruction in the file */
	uint64_t semaphore_offset; /* of the counter that the kernel raises; 0: none */
};

/*
 * Finds the probe point that the hook's function names (agent/trigger/user_probes.h) and sets
 * hook_text to its name.  0 or a negative errno.
 */
int user_hook_place(struct hooked *hooked, struct user_place *ret_place, struct error *err);

/* A perf uprobe event at the hook's probe point, with its semaphore if it has one. */
int user_hook_attach(struct hooked *hooked, bool is_return, struct error *err);

/* The same, refusing (-EINVAL) what is no usdt, with or without a semaphore as named. */
int user_hook_attach_usdt(struct hooked *hooked, bool with_semaphore, struct error *err);

/*
 * The same two, at a nop of which the kernel makes a call when it is hit: runs through the probe
 * point until it has.  -EOPNOTSUPP where it leaves a breakpoint there.
 */
int user_hook_attach_call(struct hooked *hooked, struct error *err);
int user_hook_attach_usdt_call(struct hooked *hooked, struct error *err);

/*
 * Checks that such a call stands at the probe point, that it goes into a mapping of the kernel's
 * own ("user_text", "user_call" of the proof), and that the kernel lists the event as a uprobe; and
 * the semaphore as user_hook_prove().
 */
int user_hook_prove_call(struct hooked *hooked, struct error *err);

/*
 * Checks that the probed instruction is no longer what the compiler wrote (a breakpoint, or what
 * later kernels put there); puts its first byte into the proof ("user_text"), and the semaphore's
 * value where there is one ("semaphore"), which must be 1: 0, and
 * the probe point would be passed over.
 */
int user_hook_prove(struct hooked *hooked, struct error *err);

#endif
