/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_TARGETS_H
#define BPFTAX_TARGETS_H

/*
 * What can be had of the places where an agent runs (target_list.h), for whoever has only the
 * name: a study, a report, a check of the machine.
 *
 *	if (target_can(study->target, TARGET_COUNTS))
 *		...
 *
 * Nobody else asks which target it is.  What a target does is src/target.
 */

#include <stdbool.h>
#include <stddef.h>

enum target_capability {
	/* It boots the study's kernel, with CPUs and memory as asked, and nobody else runs there.
	 */
	TARGET_BOOTS = 1 << 0,
	/* It can count instructions instead of time. */
	TARGET_COUNTS = 1 << 1,
	/* There is a host beside it, from which traffic can be sent to it. */
	TARGET_REACHED = 1 << 2,
};

struct target_info {
	const char *name;
	unsigned int capabilities;
	const char *summary;
};

extern const struct target_info target_infos[];
extern const size_t target_infos_count;

/* The entry with this name, or NULL. */
const struct target_info *target_info_find(const char *name);

/* Whether it has all of these capabilities; a target that is not known (or NULL) has none. */
bool target_can(const char *name, unsigned int capabilities);

#endif
