/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_NAMES_H
#define BPFTAX_NAMES_H

/*
 * The names of mechanisms and programs, shared by the coordinator, which checks and lists them,
 * and the agent, which implements them.
 *
 *	const struct mechanism_name *m = mechanism_name_find("fentry");
 *	if (m && m->hook == HOOK_FUNCTION)
 *		...
 */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum hook_kind {
	HOOK_FUNCTION,
	HOOK_TRACEPOINT,
};

struct mechanism_name {
	const char *name;
	enum hook_kind hook;
	const char *needs; /* the kernel option without which there is none of it */
	const char *summary;
};

struct program_name {
	const char *name; /* ends in '-' when a parameter follows */
	const char *summary;
};

extern const struct mechanism_name mechanism_names[];
extern const size_t mechanism_names_count;
extern const struct program_name program_names[];
extern const size_t program_names_count;

/* The entry with this name, or NULL. */
const struct mechanism_name *mechanism_name_find(const char *name);

/*
 * The entry that this program name belongs to, or NULL.  A family's parameter is a whole number,
 * for delays followed by "ns"; *ret_parameter (may be NULL) gets it, or 0.
 */
const struct program_name *program_name_find(const char *name, uint64_t *ret_parameter);

#endif
