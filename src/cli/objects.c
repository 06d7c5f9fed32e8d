// SPDX-License-Identifier: GPL-2.0-or-later
#include "cli/objects.h"
#include "common/cleanup.h"
#include "common/digest.h"
#include "common/file.h"
#include "common/text.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

static int size_check(const char *path, const struct stat *status, struct error *err)
{
	if (!S_ISREG(status->st_mode))
		return error_set(err, ERROR_USAGE, EINVAL, "'%s' is no file", path);
	if (!status->st_size)
		return error_set(err, ERROR_USAGE, EINVAL, "'%s' is empty", path);
	if ((size_t)status->st_size > OBJECT_FILE_BYTES_MAX)
		return error_set(err, ERROR_USAGE, EFBIG,
				 "'%s' has %lld bytes; an object of BPF programs has at most %zu "
				 "MB here",
				 path, (long long)status->st_size, OBJECT_FILE_BYTES_MAX >> 20);
	return 0;
}

static int bytes_read(const char *path, struct run_object *object, struct error *err)
{
	CLEANUP_CLOSE int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
	struct stat status;
	int done;

	if (fd < 0 || fstat(fd, &status) < 0)
		return error_errno(err, ERROR_USAGE, errno, "cannot read the object '%s'", path);
	done = size_check(path, &status, err);
	return done < 0 ? done : file_read_fd(fd, &object->bytes, &object->size, err);
}

/* "my", of "build/my.bpf.o". */
static char *short_name(const char *path)
{
	CLEANUP_FREE char *base = text_base_name(path, ".o");

	return base ? text_base_name(base, ".bpf") : NULL;
}

/* "old", of "old/my.bpf.o"; NULL where the path names no folder. */
static char *folder_name(const char *path)
{
	const char *end = strrchr(path, '/'), *start = end;

	while (start && start > path && start[-1] != '/')
		start--;
	return end && end > start && strncmp(start, "./", 2) != 0
		   ? strndup(start, (size_t)(end - start))
		   : NULL;
}

/* "old:my" */
static int name_lengthen(struct run_object *object)
{
	CLEANUP_FREE char *folder = folder_name(object->path);
	char *longer = NULL;

	if (!folder)
		return 0;
	if (asprintf(&longer, "%s:%s", folder, object->file) < 0)
		return -ENOMEM;
	free(object->file);
	object->file = longer;
	return 0;
}

static bool name_is_shared(const struct object_files *files, size_t index)
{
	for (size_t i = 0; i < files->count; i++)
		if (i != index && !strcmp(files->objects[i].file, files->objects[index].file))
			return true;
	return false;
}

/* Files of one name in several folders, as two builds leave them, are told apart by these. */
static int names_tell_apart(struct object_files *files, struct error *err)
{
	CLEANUP_FREE bool *are_shared = calloc(files->count + 1, sizeof(*are_shared));
	int done = are_shared ? 0 : -ENOMEM;

	for (size_t i = 0; i < files->count && !done; i++)
		are_shared[i] = name_is_shared(files, i);
	for (size_t i = 0; i < files->count && !done; i++)
		if (are_shared[i])
			done = name_lengthen(&files->objects[i]);
	return done < 0 ? error_set(err, ERROR_ENVIRONMENT, ENOMEM, "out of memory") : 0;
}

static int object_load(const char *path, struct run_object *object, struct error *err)
{
	object->path = strdup(path);
	object->file = short_name(path);
	if (!object->path || !object->file)
		return error_set(err, ERROR_ENVIRONMENT, ENOMEM, "out of memory");
	return bytes_read(path, object, err);
}

int objects_load(const struct word_list *paths, struct object_files *ret_objects, struct error *err)
{
	int done = 0;

	ret_objects->objects = calloc(paths->count + 1, sizeof(*ret_objects->objects));
	if (!ret_objects->objects)
		return error_set(err, ERROR_ENVIRONMENT, ENOMEM, "out of memory");
	for (size_t i = 0; i < paths->count && !done; i++) {
		struct run_object *object = &ret_objects->objects[ret_objects->count++];

		done = object_load(paths->words[i], object, err);
		if (!done)
			digest_text(object->bytes, object->size, object->sha256);
	}
	return done < 0 ? done : names_tell_apart(ret_objects, err);
}

static int bytes_keep(const struct object_record *record, struct run_object *object,
		      struct error *err)
{
	object->path = strdup(record->name);
	object->file = short_name(record->name);
	object->bytes = malloc(record->size + 1);
	if (!object->path || !object->file || !object->bytes)
		return error_set(err, ERROR_ENVIRONMENT, ENOMEM, "out of memory");
	if (record->size)
		memcpy(object->bytes, record->bytes, record->size);
	object->size = record->size;
	digest_text(object->bytes, object->size, object->sha256);
	if (strcmp(object->sha256, record->sha256) != 0)
		return error_set(err, ERROR_ENVIRONMENT, EBADMSG,
				 "the store's copy of the object '%s' is not what was measured: "
				 "its sha256 is %.12s..., not %.12s...; begin a new run",
				 record->name, object->sha256, record->sha256);
	return 0;
}

static int object_keep(void *context, const struct object_record *record, struct error *err)
{
	struct object_files *files = context;
	struct run_object *objects =
	    reallocarray(files->objects, files->count + 1, sizeof(*objects));

	if (!objects)
		return error_set(err, ERROR_ENVIRONMENT, ENOMEM, "out of memory");
	files->objects = objects;
	objects[files->count] = (struct run_object){ 0 };
	return bytes_keep(record, &objects[files->count++], err);
}

int objects_load_kept(struct store *store, const char *run, struct object_files *ret_objects,
		      struct error *err)
{
	int done = store_objects_visit(store, run, object_keep, ret_objects, err);

	return done < 0 ? done : names_tell_apart(ret_objects, err);
}

void objects_free(struct object_files *objects)
{
	for (size_t i = 0; i < objects->count; i++) {
		free(objects->objects[i].path);
		free(objects->objects[i].file);
		free(objects->objects[i].bytes);
	}
	free(objects->objects);
	*objects = (struct object_files){ 0 };
}
