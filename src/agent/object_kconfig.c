// SPDX-License-Identifier: GPL-2.0-or-later
#include "agent/object_kconfig.h"
#include "agent/btf_value.h"
#include "common/text.h"

#include <bpf/btf.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define SECTION ".kconfig"
/* The only ones that libbpf reads lines of; the others it finds out. */
#define PREFIX "CONFIG_"
#define VALUE_BYTES_MAX 4096

/* The type of the variable of that name in the section, or 0. */
static __u32 type_find(const struct btf *btf, const char *name)
{
	__s32 id = btf__find_by_name_kind(btf, SECTION, BTF_KIND_DATASEC);
	const struct btf_type *section = id < 0 ? NULL : btf__type_by_id(btf, (__u32)id);

	for (int i = 0; section && i < btf_vlen(section); i++) {
		const struct btf_type *variable =
		    btf__type_by_id(btf, btf_var_secinfos(section)[i].type);

		if (variable && btf_is_var(variable) &&
		    !strcmp(btf__name_by_offset(btf, variable->name_off), name))
			return variable->type;
	}
	return 0;
}

static bool is_one_letter(const char *value, const char *letters)
{
	return strlen(value) == 1 && strchr(letters, *value);
}

static bool is_tristate(const struct btf *btf, const struct btf_type *type)
{
	return btf_is_enum(type) &&
	       !strcmp(btf__name_by_offset(btf, type->name_off), "libbpf_tristate");
}

/* Of a bool y and n, of what has three values m as well; NULL: it is none of these. */
static const char *letters_of(const struct btf *btf, const struct btf_type *type)
{
	if (is_tristate(btf, type))
		return "ynm";
	if (!btf_is_int(type) || type->size != 1)
		return NULL;
	return btf_int_encoding(type) & BTF_INT_BOOL ? "yn" : "ynm";
}

static int letter_check(const char *value, const char *letters, struct error *err)
{
	return is_one_letter(value, letters)
		   ? 0
		   : error_set(err, ERROR_USAGE, EINVAL, "takes %s, not '%s'",
			       letters[2] ? "y, m or n" : "y or n", value);
}

/* As a .config has texts: in quotes, and no such sign within. */
static int quoted_check(const struct btf *btf, __u32 type, const char *value, struct error *err)
{
	unsigned char bytes[VALUE_BYTES_MAX];
	size_t length = strlen(value);
	char text[VALUE_BYTES_MAX];
	__s64 size = btf__resolve_size(btf, type);

	if (length < 2 || length >= sizeof(text) || *value != '"' ||
	    strchr(value + 1, '"') != value + length - 1)
		return error_set(err, ERROR_USAGE, EINVAL,
				 "takes a text in quotes, as in a .config: \"text\", not '%s'",
				 value);
	snprintf(text, sizeof(text), "%.*s", (int)length - 2, value + 1);
	return size < 0 || (size_t)size > sizeof(bytes)
		   ? error_set(err, ERROR_USAGE, EINVAL, "has no size that could be set")
		   : btf_value_put(btf, type, text, bytes, (size_t)size, err);
}

static int number_check(const struct btf *btf, __u32 type, const char *value, struct error *err)
{
	uint64_t number;
	__s64 size = btf__resolve_size(btf, type);

	return size < 0 || (size_t)size > sizeof(number)
		   ? error_set(err, ERROR_USAGE, EINVAL, "has no size that could be set")
		   : btf_value_put(btf, type, value, &number, (size_t)size, err);
}

static int value_check(const struct btf *btf, __u32 id, const char *value, struct error *err)
{
	const struct btf_type *type = btf__type_by_id(btf, id);
	const char *letters = letters_of(btf, type);

	if (letters)
		return letter_check(value, letters, err);
	return btf_is_array(type) ? quoted_check(btf, id, value, err)
				  : number_check(btf, id, value, err);
}

int object_kconfig_check(struct bpf_object *object, const char *name, const char *value,
			 struct error *err)
{
	const struct btf *btf = bpf_object__btf(object);
	__u32 declared = btf ? type_find(btf, name) : 0;
	int type = declared ? btf__resolve_type(btf, declared) : -ENOENT;
	int done;

	if (type < 0)
		return error_set(err, ERROR_USAGE, ENOENT, "it does not ask for '%s'", name);
	if (!text_starts_with(name, PREFIX))
		return error_set(err, ERROR_USAGE, EINVAL,
				 "'%s': libbpf asks the kernel itself; %s... can be set", name,
				 PREFIX);
	done = value_check(btf, (__u32)type, value, err);
	return done < 0 ? error_prefix(err, done, "'%s'", name) : 0;
}

/* libbpf keeps the first line of an option, and of what is set twice the last counts. */
static void lines_put(FILE *out, const json_t *settings)
{
	const char *option, *name, *value;

	for (size_t i = json_array_size(settings); i-- > 0;)
		if (!json_unpack(json_array_get(settings, i), "[s, s, s]", &option, &name,
				 &value) &&
		    text_starts_with(name, PREFIX))
			fprintf(out, "%s=%s\n", name, value);
}

char *object_kconfig_lines(const struct object_image *image)
{
	char *text = NULL;
	size_t size;
	FILE *out = image->settings ? open_memstream(&text, &size) : NULL;

	if (!out)
		return NULL;
	lines_put(out, image->settings);
	if (fclose(out) || !size) {
		free(text);
		return NULL;
	}
	return text;
}
