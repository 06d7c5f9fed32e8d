/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_AGENT_OBJECT_HUNG_H
#define BPFTAX_AGENT_OBJECT_HUNG_H

/*
 * One program of somebody's object on its hook, by one of our mechanisms: what a program by itself
 * (agent/object.h) and each of those that run together (agent/object_together.h) go through.
 *
 *	hooked_init(&hung.hooked, &hook);
 *	hung.mechanism = mechanism_find("fentry");
 *	object_hung_aim(&hung, program, &view);
 *	done = object_hung_attach(&hung, &attach_ns, &err);
 *	if (!done)
 *		done = object_hung_prove(&hung, proof, &err);
 *	hooked_close(&hung.hooked);
 *	text_left = object_hung_restore(&hung);
 */

#include <bpf/libbpf.h>
#include <jansson.h>
#include "agent/hooked.h"
#include "agent/kernel_view.h"
#include "agent/mechanism/mechanism.h"

struct object_hung {
	const struct mechanism_ops *mechanism;
	struct hooked hooked;
};

/* program is loaded, and its object's, as is the descriptor. */
void object_hung_aim(struct object_hung *hung, const struct bpf_program *program,
		     const struct kernel_view *view);

/*
 * Adds to *attach_ns what the kernel took to answer, by the monotonic clock.  0; -EOPNOTSUPP where
 * the kernel has no such hook, or may not have a function traced, whatever the object says; else
 * the mechanism's error.
 */
int object_hung_attach(struct object_hung *hung, uint64_t *attach_ns, struct error *err);

/* Adds what is seen of the program and of its attachment to proof; fails as the mechanism does. */
int object_hung_prove(struct object_hung *hung, json_t *proof, struct error *err);

/* Runs that were skipped; of_program is what its own counts say.  NaN: the kernel does not tell. */
double object_hung_misses(const struct object_hung *hung, double of_program);

/* Behind hooked_close(): what the mechanism changed beside.  Whether text stays changed. */
bool object_hung_restore(struct object_hung *hung);

#endif
