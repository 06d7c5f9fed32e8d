// SPDX-License-Identifier: GPL-2.0-or-later
#include "agent/kernel_enum.h"

#include <errno.h>
#include <string.h>

static int enumerator_number(const struct btf *btf, const struct btf_type *type, const char *name)
{
	for (__u16 i = 0; i < btf_vlen(type); i++)
		if (!strcmp(btf__name_by_offset(btf, btf_enum(type)[i].name_off), name))
			return btf_enum(type)[i].val;
	return -ENOENT;
}

static int nameless_number(const struct btf *btf, const char *name)
{
	int number = -ENOENT;

	for (__u32 id = 1; id < btf__type_cnt(btf) && number < 0; id++) {
		const struct btf_type *type = btf__type_by_id(btf, id);

		if (btf_is_enum(type) && !type->name_off)
			number = enumerator_number(btf, type, name);
	}
	return number;
}

int kernel_enum_number(const struct btf *btf, const char *enumeration, const char *name)
{
	int id;

	if (!btf)
		return -ENOENT;
	if (!*enumeration)
		return nameless_number(btf, name);
	id = btf__find_by_name_kind(btf, enumeration, BTF_KIND_ENUM);
	return id > 0 ? enumerator_number(btf, btf__type_by_id(btf, (__u32)id), name) : -ENOENT;
}

static int number_or_reason(const struct btf *btf, const char *enumeration, const char *name,
			    struct error *err)
{
	int number = kernel_enum_number(btf, enumeration, name);

	if (number >= 0)
		return number;
	if (!btf)
		return error_set(err, ERROR_RESULT, EOPNOTSUPP,
				 "the kernel has no BTF (CONFIG_DEBUG_INFO_BTF), which says what "
				 "number %s is",
				 name);
	return error_set(err, ERROR_RESULT, EOPNOTSUPP,
			 "the kernel has no %s (its enum %s has none)", name, enumeration);
}

int kernel_attach_type(const struct btf *btf, const char *name, struct error *err)
{
	return number_or_reason(btf, "bpf_attach_type", name, err);
}

int kernel_link_type(const struct btf *btf, const char *name, struct error *err)
{
	return number_or_reason(btf, "bpf_link_type", name, err);
}
