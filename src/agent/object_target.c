// SPDX-License-Identifier: GPL-2.0-or-later
#include "agent/object_target.h"
#include "agent/object_section.h"

#include <ctype.h>
#include <errno.h>
#include <stdio.h>
#include <string.h>

/* Of the programs that there are, in a sentence. */
#define NAMES_TOLD_BYTES 400

/* Names of a file's can have anything in them; a sentence is one line. */
static void line_make(char *text)
{
	for (; *text; text++)
		if (iscntrl((unsigned char)*text))
			*text = '?';
}

static void names_tell(struct bpf_object *object, char told[NAMES_TOLD_BYTES])
{
	struct bpf_program *program;
	size_t length = 0;

	bpf_object__for_each_program(program, object)
	{
		if (length >= NAMES_TOLD_BYTES)
			return;
		length += (size_t)snprintf(told + length, NAMES_TOLD_BYTES - length, "%s%s",
					   length ? ", " : "", bpf_program__name(program));
	}
}

/* "kprobe/dummy" and "kprobe" are "kprobe/TARGET". */
static void section_make(const struct bpf_program *program, const char *target,
			 char section[OBJECT_SECTION_SIZE])
{
	const char *own = bpf_program__section_name(program);

	snprintf(section, OBJECT_SECTION_SIZE, "%.*s/%s", (int)strcspn(own, "/"), own, target);
}

int object_target_check(struct bpf_object *object, const char *name, const char *target,
			struct error *err)
{
	const struct bpf_program *program = bpf_object__find_program_by_name(object, name);
	char section[OBJECT_SECTION_SIZE], told[NAMES_TOLD_BYTES] = "";
	struct object_hook hook;

	if (!program) {
		names_tell(object, told);
		line_make(told);
		return error_set(err, ERROR_USAGE, ENOENT, "it has no program '%s'; it has %s",
				 name, told);
	}
	section_make(program, target, section);
	object_section_read(section, "", &hook);
	line_make(hook.reason);
	if (hook.is_in_place)
		return error_set(err, ERROR_USAGE, EINVAL,
				 "program '%s' is of user space: whatever is named, it hangs on "
				 "bpftax's own %s",
				 name, hook.function);
	return hook.mechanism
		   ? 0
		   : error_set(err, ERROR_USAGE, EINVAL, "program '%s': %s", name, hook.reason);
}

static const char *target_of(const struct bpf_program *program, const struct object_image *image)
{
	return object_image_setting(image, "hook", bpf_program__name(program));
}

void object_target_section(const struct bpf_program *program, const struct object_image *image,
			   char section[OBJECT_SECTION_SIZE])
{
	const char *target = target_of(program, image);

	if (target)
		section_make(program, target, section);
	else
		snprintf(section, OBJECT_SECTION_SIZE, "%s", bpf_program__section_name(program));
}

/* Those that are verified for what they hang on; the others are told when they are attached. */
static bool is_loaded_for_its_target(const struct bpf_program *program)
{
	return bpf_program__type(program) == BPF_PROG_TYPE_TRACING ||
	       bpf_program__type(program) == BPF_PROG_TYPE_LSM;
}

int object_target_put(struct bpf_program *program, const struct object_choice *choice, char *reason,
		      size_t size)
{
	const char *target = choice->target ? choice->target : target_of(program, choice->image);
	int done = 0;

	if (target && is_loaded_for_its_target(program))
		done = bpf_program__set_attach_target(program, 0, target);
	if (done < 0)
		snprintf(reason, size, "prog '%s': failed to find kernel BTF type ID of '%s'",
			 bpf_program__name(program), target);
	return done;
}
