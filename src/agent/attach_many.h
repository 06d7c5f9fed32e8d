/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_AGENT_ATTACH_MANY_H
#define BPFTAX_AGENT_ATTACH_MANY_H

/*
 * What it takes to attach one program to many functions at once by kprobe.multi, as tools do that
 * trace whole subsystems, and to detach it.
 *
 *	struct attach_many many;
 *
 *	if (!attach_many_measure(1000, &many, &err))
 *		use(many.functions, many.attach_ns, many.detach_ns);
 */

#include <stddef.h>
#include <stdint.h>
#include "common/error.h"

struct attach_many {
	size_t functions; /* fewer than wanted where the kernel has no more */
	unsigned int repeats;
	uint64_t attach_ns, detach_ns; /* medians */
};

/*
 * The null program on up to `wanted` traceable functions that hardly run (agent/idle_functions.h).
 * 0; -EOPNOTSUPP without kprobe.multi or tracefs.
 */
int attach_many_measure(size_t wanted, struct attach_many *ret_many, struct error *err);

#endif
