/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_OBJECT_PROGRAMS_H
#define BPFTAX_OBJECT_PROGRAMS_H

/*
 * The programs of the objects that somebody brings (--object), as the agent described them: each
 * becomes a treatment.  Pure.
 *
 *	struct object_program_list list = {};
 *
 *	object_programs_add(&list, "my", sha256, description, &err);   // of each object
 *	object_programs_name(&list, &err);
 *	treatments_make(&study, &list, &treatments);
 *	object_programs_free(&list);
 */

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>
#include "common/error.h"

/* In place of a program's name and a mechanism's. */
#define OBJECT_TOGETHER "together"

struct object_program {
	char *file; /* the object's file, without .bpf.o; its folder too where two have that name */
	char *sha256;	 /* of the object */
	char *program;	 /* as the object calls it */
	char *section;	 /* where libbpf finds what it hangs on */
	char *mechanism; /* of protocol/mechanism_list.h; of what is not attached its section's kind
			  */
	char *function, *tracepoint; /* its hook; NULL where it has none of the kind */
	char *reason;		     /* why it is not attached here; NULL: it is */
	/* Of its rows: the program's, FILE:PROGRAM where objects share it; .2 and so on behind that
	 * where nothing else tells it from another. */
	char *name;
};

struct object_program_list {
	struct object_program *programs;
	size_t count;
};

/*
 * description: as of object-describe (protocol/message_list.h).  -EPROTO for what is none, -ENOMEM;
 * what was added before stays.
 */
int object_programs_add(struct object_program_list *list, const char *file, const char *sha256,
			const json_t *description, struct error *err);

/*
 * The whole object as one that is measured, called OBJECT_TOGETHER, in place of its programs; with
 * the reason of the first where none of these is attached.
 */
int object_programs_add_together(struct object_program_list *list, const char *file,
				 const char *sha256, const json_t *description, struct error *err);

/*
 * For a study that runs workloads: those that a program on a packet's way would change are not
 * attached, with that reason.  -ENOMEM.
 */
int object_programs_leave_to_cost(struct object_program_list *list, struct error *err);

/*
 * Gives each its name, in which nothing is left that a terminal would not print.  -EINVAL with
 * ERROR_USAGE when two would have the same: one object twice.
 */
int object_programs_name(struct object_program_list *list, struct error *err);

/* Safe on zeroes. */
void object_programs_free(struct object_program_list *list);

#endif
