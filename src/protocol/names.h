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

/* What a mechanism hangs on; the first two are what a workload can reach (`bpftax run`). */
enum hook_kind {
	HOOK_FUNCTION,	    /* a kernel function */
	HOOK_TRACEPOINT,    /* a tracepoint, category:name */
	HOOK_USER,	    /* a probe point in the agent itself (agent/trigger/user_probes.h) */
	HOOK_MODIFY_RETURN, /* one of the few functions whose return value may be changed */
	HOOK_SECURITY,	    /* a hook of the kernel's security modules, as BPF's has it */
	HOOK_SLEEPABLE,	    /* one of the few functions that programs may sleep in */
	HOOK_KINDS
};

struct mechanism_name {
	const char *name;
	enum hook_kind hook;
	const char *needs; /* the kernel option without which there is none of it */
	const char *summary;
};

struct program_name {
	const char *name;	/* ends in '-' when a parameter follows */
	const char *parameter;	/* an example of it, 343ns; NULL when there is none */
	const char *leaves_out; /* why its cost is a lower bound; NULL: it is none */
	const char *summary;
};

/* Their places in the tables, for code that means a certain one: mechanism_names[MECHANISM_fentry].
 */
enum mechanism_id {
#define MECHANISM(identifier, name, hook, needs, summary, paragraph) MECHANISM_##identifier,
#include "protocol/mechanism_list.h"
#undef MECHANISM
	MECHANISM_COUNT
};

/* What the least is paid for where any would do: known delays, companions of a workload, probes. */
#define MECHANISM_CHEAPEST MECHANISM_fentry

/* What loses no return, for those that may be held against it. */
#define MECHANISM_WITNESS MECHANISM_fexit

enum program_id {
#define PROGRAM(identifier, name, parameter, leaves_out, summary, paragraph) PROGRAM_##identifier,
#include "protocol/program_list.h"
#undef PROGRAM
	PROGRAM_COUNT
};

/* What programs of somebody's object alone are attached by (object_mechanism_list.h). */
struct object_mechanism_name {
	const char *name;
	const char *needs; /* as of mechanisms */
};

enum object_mechanism_id {
#define OBJECT_MECHANISM(identifier, name, needs, paragraph) OBJECT_MECHANISM_##identifier,
#include "protocol/object_mechanism_list.h"
#undef OBJECT_MECHANISM
	OBJECT_MECHANISM_COUNT
};

extern const struct object_mechanism_name object_mechanism_names[];
extern const struct mechanism_name mechanism_names[];
extern const size_t mechanism_names_count;
extern const struct program_name program_names[];
extern const size_t program_names_count;

/* "function", "tracepoint", "user", "modify-return", "security",
 * "sleepable": for lists and JSON. */
const char *hook_kind_name(enum hook_kind kind);

/* Whether a workload reaches hooks of this kind, so that `bpftax run` can measure there. */
bool hook_kind_in_workload(enum hook_kind kind);

/* The entry with this name, or NULL. */
const struct mechanism_name *mechanism_name_find(const char *name);
const struct object_mechanism_name *object_mechanism_name_find(const char *name);

/* The kernel option that a mechanism of either list stands on, or NULL. */
const char *mechanism_needs(const char *name);

/*
 * The entry that this program name belongs to, or NULL.  A family's parameter is a whole number
 * with the unit of its example; *ret_parameter (may be NULL) gets it, or 0.
 */
const struct program_name *program_name_find(const char *name, uint64_t *ret_parameter);

/* Whether the name is this program's, or of this family. */
bool program_is(const char *name, enum program_id program);

#endif
