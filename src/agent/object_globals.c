// SPDX-License-Identifier: GPL-2.0-or-later
#include "agent/object_globals.h"
#include "agent/btf_value.h"
#include "agent/object_kconfig.h"
#include "common/cleanup.h"

#include <bpf/btf.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Of those that there are, in a sentence. */
#define NAMES_TOLD_BYTES 400
/* No array has more elements than 32 bits count. */
#define INDEX_DIGITS_MOST 10

/* Where a value lies: a type, and its bytes within the section's. */
struct place {
	struct bpf_map *map; /* the section's */
	__u32 type;
	size_t offset, size;
};

/* What ends a part of a name: a member follows, or an element. */
#define PART_ENDS ".["

/* A part of the text up to such a sign or the end. */
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

/* The number in brackets, and where they end; false: it is none. */
static bool index_read(const char *text, unsigned long *ret_index, const char **ret_end)
{
	size_t digits = strspn(text, "0123456789");

	if (!digits || digits > INDEX_DIGITS_MOST || text[digits] != ']')
		return false;
	*ret_index = strtoul(text, NULL, 10);
	*ret_end = text + digits + 1;
	return true;
}

/* From an array to one of its elements, which are of one size. */
static int element_descend(const struct btf *btf, struct place *place, unsigned long index,
			   struct error *err)
{
	int id = btf__resolve_type(btf, place->type);
	const struct btf_type *type = id < 0 ? NULL : btf__type_by_id(btf, (__u32)id);
	const struct btf_array *array = type && btf_is_array(type) ? btf_array(type) : NULL;
	__s64 size = array ? btf__resolve_size(btf, array->type) : -1;

	if (size < 0)
		return error_set(err, ERROR_USAGE, EINVAL, "is no array: it has no [%lu]", index);
	if (index >= array->nelems)
		return error_set(err, ERROR_USAGE, ERANGE,
				 "has %u elements, counted from [0]: there is no [%lu]",
				 array->nelems, index);
	place->type = array->type;
	place->offset += index * (size_t)size;
	place->size = (size_t)size;
	return 0;
}

/* [3]; *rest gets what follows it. */
static int index_descend(const struct btf *btf, struct place *place, const char **rest,
			 struct error *err)
{
	unsigned long index;

	if (!index_read(*rest + 1, &index, rest))
		return error_set(err, ERROR_USAGE, EINVAL,
				 "an element is told by its number, as in NAME[3], not by '%s'",
				 *rest);
	return element_descend(btf, place, index, err);
}

static int member_descend(const struct btf *btf, struct place *place, const char **rest,
			  struct error *err)
{
	size_t length = strcspn(*rest + 1, PART_ENDS);
	int done = place_descend(btf, place, *rest + 1, length, err);

	*rest += 1 + length;
	return done;
}

/* What stands behind the variable's own name: .MEMBER and [INDEX], as often as there are any. */
static int parts_descend(const struct btf *btf, struct place *place, const char *rest,
			 struct error *err)
{
	int done = 0;

	while (*rest && !done) {
		if (*rest == '.')
			done = member_descend(btf, place, &rest, err);
		else if (*rest == '[')
			done = index_descend(btf, place, &rest, err);
		else
			done = error_set(err, ERROR_USAGE, EINVAL,
					 "behind an element .MEMBER or [N] may follow, not '%s'",
					 rest);
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
	struct search search = { .name = name, .length = strcspn(name, PART_ENDS) };
	int done;

	done = object_kconfig_check(object, name, value, err);
	if (done != -ENOENT)
		return done;
	if (!globals_visit(object, is_searched, &search))
		return refuse_name(object, name, err);
	done = parts_descend(btf, &search.found, name + search.length, err);
	if (!done)
		done = bytes_put(btf, &search.found, value, err);
	return done < 0 ? error_prefix(err, done == -ENOENT ? -EINVAL : done, "'%s'", name) : 0;
}
