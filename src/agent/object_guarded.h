/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_AGENT_OBJECT_GUARDED_H
#define BPFTAX_AGENT_OBJECT_GUARDED_H

/*
 * What agent/object_file.h does with somebody's object, first done in a copy of the agent
 * (agent/apart.h): libbpf and libelf trust what they read, a damaged file may end the process that
 * reads it, and in a guest the agent is the process that the kernel ends with.
 *
 *	if (object_guarded_describe(image, &description, &err) < 0)
 *		...                            // also: "reading it ended the reader with SIGSEGV"
 *	fd = object_guarded_load(&choice, &loaded, &err);
 *
 * Arguments, results and errors are those of the functions of the same name there.
 */

#include "agent/object_file.h"

int object_guarded_describe(const struct object_image *image, json_t **ret_description,
			    struct error *err);

/* Checked in the copy, and kept with the image here. */
int object_guarded_set(struct object_image *image, const struct object_setting *setting,
		       struct error *err);

/* A program's first load is tried in the copy; what it survives there is loaded here. */
int object_guarded_load(const struct object_choice *choice, struct object_loaded *loaded,
			struct error *err);

#endif
