// SPDX-License-Identifier: GPL-2.0-or-later
#include "run/objects.h"
#include "run/object_settings.h"
#include "common/base64.h"
#include "common/cleanup.h"

#include <errno.h>

/* A line of 64 KB, whatever the channel is. */
#define PART_BYTES ((size_t)48 << 10)
/* libbpf takes an object of thousands of programs apart, in a guest that is emulated. */
#define PATIENCE_S 120

static int part_send(struct bench *bench, const struct run_object *object, size_t offset,
		     struct error *err)
{
	size_t left = object->size - offset;
	CLEANUP_FREE char *text =
	    base64_encode(object->bytes + offset, left < PART_BYTES ? left : PART_BYTES);

	if (!text)
		return error_set(err, ERROR_ENVIRONMENT, ENOMEM, "no memory");
	return bench_call(bench,
			  request_pack(REQUEST_object_part, "{s:s s:I s:I s:s}", "object",
				       object->sha256, "size", (json_int_t)object->size, "offset",
				       (json_int_t)offset, "base64", text),
			  PATIENCE_S, NULL, err);
}

static int object_describe(struct bench *bench, const struct run_object *object, struct error *err)
{
	int (*add)(struct object_program_list *, const char *, const char *, const json_t *,
		   struct error *) =
	    bench->study->together ? object_programs_add_together : object_programs_add;
	const char *reason;
	json_t *reply;
	int done = bench_call(
	    bench, request_pack(REQUEST_object_describe, "{s:s}", "object", object->sha256),
	    PATIENCE_S, &reply, err);

	if (done < 0)
		return done;
	reason = json_string_value(json_object_get(reply, "reason"));
	done = reason ? error_set(err, ERROR_USAGE, EINVAL, "'%s': %s", object->path, reason)
		      : add(&bench->objects, object->file, object->sha256, reply, err);
	json_decref(reply);
	return done;
}

static int object_send(struct bench *bench, const struct run_object *object, struct error *err)
{
	int done = 0;

	for (size_t offset = 0; offset < object->size && !done; offset += PART_BYTES)
		done = part_send(bench, object, offset, err);
	return done;
}

/* The files, and what their programs hang on. */
static int files_send(struct bench *bench, struct error *err)
{
	const struct run_context *context = bench->run->context;
	int done = 0;

	for (size_t i = 0; i < context->object_count && !done; i++)
		done = object_send(bench, &context->objects[i], err);
	return done ? done : object_hooks_send(bench, err);
}

int objects_send_again(struct bench *bench, struct error *err)
{
	int done = files_send(bench, err);

	return done < 0 ? done : object_settings_send(bench, err);
}

int objects_send(struct bench *bench, struct error *err)
{
	const struct run_context *context = bench->run->context;
	int done = files_send(bench, err);

	for (size_t i = 0; i < context->object_count && !done; i++)
		done = object_describe(bench, &context->objects[i], err);
	if (!done && !bench->study->micro)
		done = object_programs_leave_to_cost(&bench->objects, err);
	if (!done)
		done = object_settings_send(bench, err);
	return done < 0 ? done : object_programs_name(&bench->objects, err);
}
