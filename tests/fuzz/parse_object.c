// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Somebody's object, as the agent reads it.  libbpf and libelf trust what they read, and the agent
 * has them do so in a copy of itself first (agent/object_guarded.h): so does this.  What they do
 * not survive has to become a sentence; what they survive is read here, where a fault is ours.
 */
#include "parsers.h"

#include <bpf/libbpf.h>
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "agent/apart.h"
#include "agent/object_guarded.h"
#include "agent/object_section.h"
#include "common/cleanup.h"
#include "protocol/names.h"

#define OPENING_MOST_S 20

static json_t *opened_by_libbpf(void *context)
{
	const struct object_image *image = context;

	libbpf_set_print(NULL);
	bpf_object__close(bpf_object__open_mem(image->bytes, image->size, NULL));
	return json_object();
}

static void sentence_check(const struct error *err)
{
	fuzz_require(*err->text && !strchr(err->text, '\n'), "a refusal that is no sentence");
}

static void description_check(const json_t *description)
{
	const json_t *programs = json_object_get(description, "programs"), *program;
	size_t i;

	fuzz_require(json_array_size(programs) > 0 &&
			 json_array_size(programs) <= OBJECT_PROGRAMS_MAX,
		     "another number of programs than is measured");
	json_array_foreach (programs, i, program)
		fuzz_require(!json_object_get(program, "mechanism") ==
				 !!json_object_get(program, "reason"),
			     "a program that is neither attached nor refused");
}

/* Of the objects in the corpus each has something of these names. */
static void settings_check(const struct object_image *image)
{
	static const struct object_setting settings[] = {
		{ "global", "rounds", "7" },	       { "global", "limits.ports.high", "443" },
		{ "global", "level", "LEVEL_HIGH" },   { "global", "command", "sshd" },
		{ "map-size", "places", "9" },	       { "fill", "places", "0.5" },
		{ "fill", "flows", "0.9:sequential" }, { "hook", "enters", "vfs_read" },
	};

	for (size_t i = 0; i < ARRAY_SIZE(settings); i++) {
		struct error err = { 0 };

		if (object_file_check(image, &settings[i], &err) < 0)
			sentence_check(&err);
	}
}

static void survived_check(const struct object_image *image)
{
	json_t *description = NULL;
	struct error err = { 0 };

	if (object_file_describe(image, &description, &err) < 0) {
		sentence_check(&err);
		return;
	}
	description_check(description);
	json_decref(description);
	settings_check(image);
}

/* A fault of theirs is said each time, so that nobody takes it for none. */
static void ended_check(const struct object_image *image, int end)
{
	json_t *description = NULL;
	struct error err = { 0 };
	char how[32];

	apart_end_say(end, how, sizeof(how));
	fprintf(stderr, "fuzz: libbpf or libelf ended with %s, as the agent has to survive\n", how);
	if (object_guarded_describe(image, &description, &err) < 0)
		sentence_check(&err);
	json_decref(description);
}

void fuzz_object(const uint8_t *bytes, size_t length)
{
	struct object_image image = { .size = length, .received = length };
	json_t *reply;
	int end;

	image.bytes = (unsigned char *)fuzz_text(bytes, length);
	reply = apart_run_limited(opened_by_libbpf, &image, OPENING_MOST_S, &end);
	if (reply)
		survived_check(&image);
	else
		ended_check(&image, end);
	json_decref(reply);
	free(image.bytes);
}

void fuzz_section(const uint8_t *bytes, size_t length)
{
	CLEANUP_FREE char *section = fuzz_text(bytes, length);
	struct object_hook hook;

	object_section_read(section, "__x64_", &hook);
	fuzz_require(!hook.mechanism == !!*hook.reason, "neither a mechanism nor a reason");
	/* On a packet's way there is neither. */
	if (hook.mechanism && object_mechanism_name_find(hook.mechanism))
		fuzz_require(!*hook.function && !*hook.tracepoint, "a packet's way with a hook");
	else
		fuzz_require(!hook.mechanism || !*hook.function != !*hook.tracepoint,
			     "a mechanism on no hook, or on two");
}
