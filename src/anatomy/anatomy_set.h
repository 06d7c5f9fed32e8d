/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_ANATOMY_ANATOMY_SET_H
#define BPFTAX_ANATOMY_ANATOMY_SET_H

/*
 * Anatomies that are told together, with the differences between neighbours.
 *
 *	struct anatomy_set set = { 0 };
 *
 *	anatomy_set_add(&set, anatomy);                      // takes it over
 *	anatomy_set_miss(&set, &subject, "needs CONFIG_FPROBE");
 *	anatomy_set_finish(&set);
 *	...                                                  // formats/anatomy.h
 *	anatomy_set_release(&set);
 *
 * Where there are several cells (kernels, boots), an anatomy is held against the nearest one before
 * it of the same configuration and architecture; in one cell against the nearest one before it of
 * the same configuration, else with the same mechanism on the same hook or with the same program,
 * else on the same hook, and against none where there is no such.  Pure.
 */

#include "anatomy/anatomy.h"
#include "anatomy/differences.h"

/* What there is none of. */
struct anatomy_missing {
	struct anatomy_subject subject; /* cell, release, architecture and configuration alone */
	const char *reason;
};

struct anatomy_set {
	struct anatomy **anatomies; /* in the order in which they were added */
	size_t count;
	struct anatomy_missing *missing;
	size_t missing_count;
	struct differences *differences;
	size_t difference_count;
	struct text_pool texts;
};

/* Both: 0 or -ENOMEM.  The anatomy is the set's, also where it fails. */
int anatomy_set_add(struct anatomy_set *set, struct anatomy *anatomy);
int anatomy_set_miss(struct anatomy_set *set, const struct anatomy_subject *subject,
		     const char *reason);

/* Once, at the end.  0 or -ENOMEM. */
int anatomy_set_finish(struct anatomy_set *set);

/* Whether two stand in one cell. */
bool anatomy_same_cell(const struct anatomy *a, const struct anatomy *b);
void anatomy_set_release(struct anatomy_set *set);

#endif
