// SPDX-License-Identifier: GPL-2.0-or-later
#include "target/module_info.h"
#include "common/cleanup.h"

#include <errno.h>
#include <gelf.h>
#include <libelf.h>
#include <string.h>

static Elf_Data *section_find(Elf *elf, const char *wanted)
{
	Elf_Scn *section = NULL;
	GElf_Shdr header;
	size_t names;

	if (elf_getshdrstrndx(elf, &names) < 0)
		return NULL;
	while ((section = elf_nextscn(elf, section))) {
		const char *name;

		if (!gelf_getshdr(section, &header))
			return NULL;
		name = elf_strptr(elf, names, header.sh_name);
		if (name && !strcmp(name, wanted))
			return elf_rawdata(section, NULL);
	}
	return NULL;
}

/* The value of the first string "KEY=..." (key includes the '='), or NULL. */
static char *value_find(const char *strings, size_t length, const char *key)
{
	const char *end = strings + length;

	while (strings < end) {
		size_t string_length = strnlen(strings, (size_t)(end - strings));

		if (string_length >= strlen(key) && !memcmp(strings, key, strlen(key)))
			return strndup(strings + strlen(key), string_length - strlen(key));
		strings += string_length + 1;
	}
	return strdup("");
}

int module_info_depends(char *bytes, size_t length, char **ret_depends, struct error *err)
{
	Elf_Data *info = NULL;
	char *depends = NULL;
	Elf *elf;

	elf_version(EV_CURRENT);
	elf = elf_memory(bytes, length);
	if (elf && elf_kind(elf) == ELF_K_ELF)
		info = section_find(elf, ".modinfo");
	if (info && info->d_buf)
		depends = value_find(info->d_buf, info->d_size, "depends=");
	elf_end(elf);
	if (!info)
		return error_set(err, ERROR_USAGE, EBADMSG, "no kernel module: no .modinfo in it");
	if (!depends)
		return error_set(err, ERROR_ENVIRONMENT, ENOMEM, "out of memory");
	*ret_depends = depends;
	return 0;
}

static bool suffix_is_module(const char *suffix)
{
	static const char *const suffixes[] = { ".ko", ".ko.xz", ".ko.zst", ".ko.gz" };

	for (size_t i = 0; i < ARRAY_SIZE(suffixes); i++)
		if (!strcmp(suffix, suffixes[i]))
			return true;
	return false;
}

bool module_name_of_file(const char *path, char *ret_name, size_t size)
{
	const char *slash = strrchr(path, '/');
	const char *base = slash ? slash + 1 : path;
	const char *suffix = strstr(base, ".ko");
	size_t length = suffix ? (size_t)(suffix - base) : 0;

	if (!length || length >= size || !suffix_is_module(suffix))
		return false;
	for (size_t i = 0; i < length; i++)
		ret_name[i] = base[i] == '-' ? '_' : base[i];
	ret_name[length] = '\0';
	return true;
}
