/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_AGENT_SINGLES_H
#define BPFTAX_AGENT_SINGLES_H

/*
 * Events one by one, each with a count of its own: a chunk of thousands has their sum, in which one
 * that is dear every now and then cannot be seen.
 *
 *	struct singles singles = { .wanted = 1024 };
 *
 *	singles_attached(&singles, &passing, trigger, &err);
 *	singles_bare(&singles, &passing, trigger, &err);         // after detaching
 *	json_object_set_new(proof, "singles", singles_to_json(&singles));
 *
 * An event stands between two readings of the counter by which the emulator counts instructions
 * (arch_ops.instructions_now), with what makes it happen: that is in the bare one as well.  Events
 * come in batches that are short beside the time between two timer interrupts; a batch into which
 * something else came is left out, as chunks are.
 */

#include <jansson.h>
#include "agent/micro_pass.h"

#define SINGLES_MOST 1024
#define SINGLES_BARE 128

struct single_list {
	uint64_t counts[SINGLES_MOST];
	size_t count;
};

struct singles {
	size_t wanted; /* with the program; 0: none at all */
	struct single_list attached, bare;
	const char *lacking; /* why there are none; NULL: there are */
};

/* So many as are wanted, or as many as were undisturbed in several times as many. */
int singles_attached(struct singles *singles, const struct passing *passing,
		     struct trigger *trigger, struct error *err);

/* SINGLES_BARE, without the program. */
int singles_bare(struct singles *singles, const struct passing *passing, struct trigger *trigger,
		 struct error *err);

/*
 * {"attached": [[N, instructions], ...], "bare": ...}: so many one after the other that took as
 * many, in the order in which they ran; {"lacking": why} where there are none.  A new reference.
 */
json_t *singles_to_json(const struct singles *singles);

#endif
