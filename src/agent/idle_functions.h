/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_AGENT_IDLE_FUNCTIONS_H
#define BPFTAX_AGENT_IDLE_FUNCTIONS_H

/*
 * Functions of the kernel to hook beside an event's own: such as can be traced and run in no event.
 * That they did not run is to be proved by hits all the same.
 *
 *	struct hook_others others;
 *
 *	idle_functions(99, &others);                        // or idle_functions_like("vfs_*", ...)
 *	functions_typed(view->btf, &others);                // where they have to be in BTF
 *	...
 *	functions_free(&others);
 */

#include <bpf/btf.h>
#include "agent/hook.h"

/*
 * Up to count traceable functions of device subsystems, which a machine that only computes hardly
 * calls, in the kernel's order.  0 or -ENOMEM.
 */
int idle_functions(size_t count, struct hook_others *ret_others);

/* Up to count that fit a pattern (fnmatch(3)), but for one, the event's own. */
int idle_functions_like(const char *pattern, const char *own, size_t count,
			struct hook_others *ret_others);

/* Keeps of them those that BTF has exactly once and trampolines can stand at, with their ids.  0 or
 * -ENOMEM. */
int functions_typed(const struct btf *btf, struct hook_others *others);

void functions_free(struct hook_others *others);

#endif
