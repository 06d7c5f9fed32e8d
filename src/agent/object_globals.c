// SPDX-License-Identifier: GPL-2.0-or-later
#include "agent/object_globals.h"
#include "agent/btf_value.h"
#include "common/cleanup.h"

#include <bpf/btf.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Of those that there are, in a sentence. */
#define NAMES_TOLD_BYTES 400

/* Where a value lies: a type, and its bytes within the section's. */
struct place {
	struct bpf_map *map; /* the section's */
	__u32 type;
	size_t offset, size;
};

/* A part of the text up to a dot or the end. */
static bool is_part(const char *name, const char *part, size_t length)
{
	return name && strlen(name) == length && !strncmp(name, part, length);
}

/* libbpf writes what the kernel's configuration says into these. */
static struct bpf_map *section_map(struct bpf_object *object, const char *section)
{
	if (!section || *section != '.' || !strcmp(section, ".kconfig"))
		return NULL;
	return bpf_object__find_map_by_name(object, section);
}

typedef bool variable_visitor(void *context, const char *name, const struct place *place);

static bool section_visit(const struct btf *btf, const struct btf_type *section,
			  struct bpf_map *map, variable_visitor *visit, void *context)
{
	const struct btf_var_secinfo *variables = btf_var_secinfos(section);

	for (int i = 0; i < btf_vlen(section); i++) {
		const struct btf_type *variable = btf__type_by_id(btf, variables[i].type);
		struct place place = { map, variable ? variable->type : 0, variables[i].offset,
				       variables[i].size };

		if (variable && btf_is_var(variable) &&
		    visit(context, btf__name_by_offset(btf, variable->name_off), &place))
			return true;
	}
	return false;
}

/* Each until the visitor says true. */
static bool globals_visit(struct bpf_object *object, variable_visitor *visit, void *context)
{
	const struct btf *btf = bpf_object__btf(object);

	for (__u32 id = 1; btf && id < btf__type_cnt(btf); id++) {
		const struct btf_type *type = btf__type_by_id(btf, id);
		struct bpf_map *map =
		    type && btf_is_datasec(type)
			? section_map(object, btf__name_by_offset(btf, type->name_off))
			: NULL;

		if (map && section_visit(btf, type, map, visit, context))
			return true;
	}
	return false;
}

struct search {
	const char *name;
	size_t length;
	struct place found;
};

static bool is_searched(void *context, const char *name, const struct place *place)
{
	struct search *search = context;

	if (!is_part(name, search->name, search->length))
		return false;
	search->found = *place;
	return true;
}

static bool name_tell(void *context, const char *name, const struct place *place)
{
	char *told = context;
	size_t length = strlen(told);

	(void)place;
	if (!name || length + strlen(name) + 8 > NAMES_TOLD_BYTES) {
		snprintf(told + length, NAMES_TOLD_BYTES - length, ", ...");
		return true;
	}
	snprintf(told + length, NAMES_TOLD_BYTES - length, "%s%s", length ? ", " : "", name);
	return false;
}

static int refuse_name(struct bpf_object *object, const char *name, struct error *err)
{
	char told[NAMES_TOLD_BYTES] = "";

	globals_visit(object, name_tell, told);
	return error_set(err, ERROR_USAGE, ENOENT, "it has no global variable '%s'; it has %s",
			 name, *told ? told : "none");
}

static const struct btf_member *member_find(const struct btf *btf, const struct btf_type *type,
					    const char *part, size_t length, __u32 *ret_index)
{
	if (!btf_is_composite(type))
		return NULL;
	for (__u32 i = 0; i < btf_vlen(type); i++)
		if (is_part(btf__name_by_offset(btf, btf_members(type)[i].name_off), part,
			    length)) {
			*ret_index = i;
			return &btf_members(type)[i];
		}
	return NULL;
}

/* From a struct to its member of that name. */
static int place_descend(const struct btf *btf, struct place *place, const char *part,
			 size_t length, struct error *err)
{
	int id = btf__resolve_type(btf, place->type);
	const struct btf_type *type = id < 0 ? NULL : btf__type_by_id(btf, (__u32)id);
	const struct btf_member *member;
	__u32 index = 0;
	__s64 size;

	member = type ? member_find(btf, type, part, length, &index) : NULL;
	size = member ? btf__resolve_size(btf, member->type) : -1;
	if (size < 0 || btf_member_bitfield_size(type, index) ||
	    btf_member_bit_offset(type, index) % 8)
		return error_set(err, ERROR_USAGE, ENOENT, "has no member '%.*s' of whole bytes",
				 (int)length, part);
	place->type = member->type;
	place->offset += btf_member_bit_offset(type, index) / 8;
	place->size = (size_t)size;
	return 0;
}

/* The part of a name that is the variable's, and after its dots the members'. */
static int members_descend(const struct btf *btf, struct place *place, const char *rest,
			   struct error *err)
{
	int done = 0;

	while (*rest == '.' && !done) {
		size_t length = strcspn(++rest, ".");

		done = place_descend(btf, place, rest, length, err);
		rest += length;
	}
	return done;
}

static int bytes_put(const struct btf *btf, const struct place *place, const char *value,
		     struct error *err)
{
	size_t size = 0;
	const void *now = bpf_map__initial_value(place->map, &size);
	CLEANUP_FREE unsigned char *bytes = now ? malloc(size) : NULL;
	int done;

	if (!bytes || place->size > size || place->offset > size - place->size)
		return error_set(err, ERROR_USAGE, EINVAL, "lies outside of its section");
	memcpy(bytes, now, size);
	done = btf_value_put(btf, place->type, value, bytes + place->offset, place->size, err);
	if (!done && bpf_map__set_initial_value(place->map, bytes, size) < 0)
		done = error_set(err, ERROR_USAGE, EINVAL, "is not to be set any more");
	return done;
}

int object_global_set(struct bpf_object *object, const char *name, const char *value,
		      struct error *err)
{
	const struct btf *btf = bpf_object__btf(object);
	struct search search = { .name = name, .length = strcspn(name, ".") };
	int done;

	if (!globals_visit(object, is_searched, &search))
		return refuse_name(object, name, err);
	done = members_descend(btf, &search.found, name + search.length, err);
	if (!done)
		done = bytes_put(btf, &search.found, value, err);
	return done < 0 ? error_prefix(err, done == -ENOENT ? -EINVAL : done, "'%s'", name) : 0;
}
