/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_AGENT_OBJECT_FILE_H
#define BPFTAX_AGENT_OBJECT_FILE_H

/*
 * An object of somebody else's, as libbpf takes it apart: which programs and maps there are, and
 * one of the programs loaded.
 *
 *	if (object_file_describe(image, &description, &err) < 0)
 *		...                                  // no ELF, of another machine, no BTF, ...
 *	struct object_loaded loaded = {};
 *
 *	fd = object_file_load(&(struct object_choice){ image, "handle_open" }, &loaded, &err);
 *	...
 *	object_loaded_release(&loaded);
 */

#include <bpf/libbpf.h>
#include <jansson.h>
#include "agent/object_images.h"
#include "agent/object_section.h"
#include "agent/object_settings.h"
#include "agent/verifier_log.h"
#include "common/error.h"

#define OBJECT_PROGRAMS_MAX 256
#define OBJECT_MAPS_MAX 256

/*
 * {"programs": [{"name", "section", "mechanism", "function", "tracepoint", "reason"}...],
 * "maps": [{"name", "type", "key_bytes", "value_bytes", "entries"}...]}, a new object; of a program
 * what it hangs on, or why it is not attached here.  What is wrong with the file is ERROR_USAGE.
 */
int object_file_describe(const struct object_image *image, json_t **ret_description,
			 struct error *err);

/*
 * Whether it can have another value of a global, or another size of a map, beside what is kept with
 * the image; as object_setting_check() (agent/object_settings.h).
 */
int object_file_check(const struct object_image *image, const struct object_setting *setting,
		      struct error *err);

struct object_loaded {
	struct bpf_object *object;
	const struct bpf_program *program; /* NULL: all */
	bool is_chosen;			   /* what was to be loaded is in the object */
	json_t *filled;	  /* entries of the maps that were filled, by name; NULL: none was */
	json_t *verifier; /* what it says it took (agent/verifier_log.h) */
	char log[VERIFIER_TAIL_SIZE]; /* the end of what it says of one that it refused; or "" */
	uint64_t load_ns;
};

/*
 * What its section says, or what was set instead (agent/object_target.h), with the category of a
 * tracepoint that has none there.
 */
void object_program_hook(const struct bpf_program *program, const struct object_image *image,
			 struct object_hook *ret_hook);

/* Where it hangs in place of what its section names: {"on", "of"} as "in_place" of the proof. */
void object_hook_prove(const struct object_hook *hook, json_t *proof);

/*
 * Every call loads afresh: new maps, a new image; of a program that is chosen this one alone, and
 * whichever it calls or jumps to by libbpf's own rules.  Returns its descriptor, 0 of all, or a
 * negative errno with the verifier's, or libbpf's, reason; then too release it.
 */
int object_file_load(const struct object_choice *choice, struct object_loaded *loaded,
		     struct error *err);

/* Safe on zeroes. */
void object_loaded_release(struct object_loaded *loaded);

#endif
