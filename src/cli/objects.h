/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_CLI_OBJECTS_H
#define BPFTAX_CLI_OBJECTS_H

/*
 * The objects of a study, read as they are: what they hold is the agent's to say.
 *
 *	struct object_files objects = { 0 };
 *
 *	if (!objects_load(&study->objects, &objects, &err))
 *		context.objects = objects.objects, context.object_count = objects.count;
 *	objects_free(&objects);
 *
 * A run that goes on does so with the store's copies: the files may be others by now.
 */

#include "common/error.h"
#include "run/context.h"
#include "study/study.h"

#define OBJECT_FILE_BYTES_MAX ((size_t)16 << 20)

struct object_files {
	struct run_object *objects;
	size_t count;
};

/*
 * -EINVAL or what open() said, with ERROR_USAGE, for what is no regular file, empty, or larger than
 * an object may be; what was read so far is to be freed.
 */
int objects_load(const struct word_list *paths, struct object_files *ret_objects,
		 struct error *err);

/* Those that the run was begun with.  -EBADMSG where a copy is not what its sha256 says. */
int objects_load_kept(struct store *store, const char *run, struct object_files *ret_objects,
		      struct error *err);
void objects_free(struct object_files *objects);

#endif
