/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_AGENT_OBJECT_TARGET_H
#define BPFTAX_AGENT_OBJECT_TARGET_H

/*
 * What a program hangs on instead of what its section names: many an object has a name that is none
 * there ("fentry/dummy"), or no name at all ("kprobe"), for its loader to put the right one in
 * (bpf_program__set_attach_target()).  The kind of the section stays.
 *
 *	char section[OBJECT_SECTION_SIZE];
 *
 *	object_target_check(object, "enters", "vfs_read", &err);   // then object_setting_keep()
 *	...
 *	object_target_section(program, image, section);            // "fentry/vfs_read"
 *	object_target_put(program, &choice, reason, sizeof(reason)); // before it is loaded
 */

#include <bpf/libbpf.h>
#include "agent/object_images.h"
#include "common/error.h"

#define OBJECT_SECTION_SIZE 512

/*
 * Whether the program could hang there by its section's kind; whether a kernel has it is not asked.
 * -ENOENT: the object has no such program; -EINVAL: its section takes no such name.  ERROR_USAGE.
 */
int object_target_check(struct bpf_object *object, const char *name, const char *target,
			struct error *err);

/* The program's section as it is to be read: its own, or with the name that was set for it. */
void object_target_section(const struct bpf_program *program, const struct object_image *image,
			   char section[OBJECT_SECTION_SIZE]);

/*
 * Of an object that is open: what libbpf resolves when it loads the program, which is the choice's
 * target before what was set.  0, also where there is neither, or a negative errno with the reason
 * as libbpf says it.
 */
int object_target_put(struct bpf_program *program, const struct object_choice *choice, char *reason,
		      size_t size);

#endif
