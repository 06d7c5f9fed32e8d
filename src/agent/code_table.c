// SPDX-License-Identifier: GPL-2.0-or-later
#include "agent/code_table.h"
#include "common/cleanup.h"
#include "common/text.h"

#include <ctype.h>
#include <elf.h>
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>

/* No function of a kernel is longer; what lies further behind one is not its code. */
#define FUNCTION_BYTES_MOST 65536

/* One of a system call's two names, where it is the same function for programs of 32 bits. */
#define IA32 "__ia32_"

/* What kallsyms puts into brackets for what is no module. */
static const char *const made_modules[][2] = {
	{ "__builtin__ftrace", "ftrace" },
	{ "__builtin__kprobes", "kprobes" },
};

/* Of thousands of functions few are of different modules. */
static const char *module_keep(struct code_table *table, const char *module)
{
	char **grown;

	for (size_t i = 0; i < ARRAY_SIZE(made_modules); i++)
		if (!strcmp(made_modules[i][0], module))
			module = made_modules[i][1];
	for (size_t i = table->module_count; i-- > 0;)
		if (!strcmp(table->modules[i], module))
			return table->modules[i];
	grown = reallocarray(table->modules, table->module_count + 1, sizeof(*grown));
	if (!grown)
		return NULL;
	table->modules = grown;
	grown[table->module_count] = strdup(module);
	return grown[table->module_count] ? grown[table->module_count++] : NULL;
}

static bool room_make(struct code_table *table)
{
	size_t room = table->room ? 2 * table->room : 1024;
	void *grown;

	if (table->count < table->room)
		return true;
	grown = reallocarray(table->names, room, sizeof(*table->names));
	if (!grown)
		return false;
	table->names = grown;
	table->room = room;
	return true;
}

int code_table_add(struct code_table *table, const struct code_name *name)
{
	struct code_name added = *name;

	added.module = module_keep(table, name->module);
	if (!added.module || !room_make(table))
		return -ENOMEM;
	added.name = strdup(name->name);
	if (!added.name)
		return -ENOMEM;
	table->names[table->count++] = added;
	return 0;
}

void code_table_remove(struct code_table *table, uint64_t start, uint64_t end)
{
	for (size_t i = table->count; i-- > 0;) {
		if (table->names[i].start < start || table->names[i].start >= end)
			continue;
		free(table->names[i].name);
		table->names[i] = table->names[--table->count];
	}
}

/* Cuts "name\t[module]" into two. */
static const char *module_cut(char *name)
{
	char *module = name + strcspn(name, "\t\n");

	if (*module != '\t') {
		*module = '\0';
		return "";
	}
	*module++ = '\0';
	module += *module == '[';
	module[strcspn(module, "]\n")] = '\0';
	return module;
}

/* "ffffffff81b290f0 T udp_recvmsg\t[module]"; 150,000 of them, so no sscanf(). */
static int line_add(struct code_table *table, char *line)
{
	char *end;
	struct code_name name = { .start = strtoull(line, &end, 16) };

	if (end == line || end[0] != ' ' || !end[1] || end[2] != ' ' || !name.start)
		return 0;
	if (!strchr("tTwW", end[1]))
		return 0;
	name.name = end + 3;
	name.is_global = isupper((unsigned char)end[1]) && !text_starts_with(name.name, IA32);
	name.module = module_cut(name.name);
	return code_table_add(table, &name);
}

int code_table_add_kallsyms(struct code_table *table, FILE *list)
{
	CLEANUP_FREE char *line = NULL;
	size_t size = 0;
	int added = 0;

	while (list && !added && getline(&line, &size, list) > 0)
		added = line_add(table, line);
	return added;
}

/* A file that is mapped. */
struct image {
	const uint8_t *bytes;
	size_t size;
};

static bool lies_within(const struct image *image, uint64_t offset, uint64_t size)
{
	return offset <= image->size && size <= image->size - offset;
}

static int symbol_add(struct code_table *table, const Elf64_Sym *symbol, const char *names,
		      size_t names_size)
{
	struct code_name name = { .start = symbol->st_value,
				  .end = symbol->st_value + symbol->st_size,
				  .module = "user",
				  .is_global = ELF64_ST_BIND(symbol->st_info) == STB_GLOBAL };

	if (ELF64_ST_TYPE(symbol->st_info) != STT_FUNC || !symbol->st_value ||
	    symbol->st_name >= names_size)
		return 0;
	if (!symbol->st_size)
		name.end = 0;
	name.name = (char *)names + symbol->st_name;
	return code_table_add(table, &name);
}

static int section_add(struct code_table *table, const struct image *image,
		       const Elf64_Shdr *sections, size_t count, const Elf64_Shdr *section)
{
	const Elf64_Shdr *names = &sections[section->sh_link];
	const Elf64_Sym *symbols = (const void *)(image->bytes + section->sh_offset);
	int added = 0;

	if (section->sh_link >= count ||
	    !lies_within(image, section->sh_offset, section->sh_size) ||
	    !lies_within(image, names->sh_offset, names->sh_size))
		return 0;
	for (size_t i = 0; i < section->sh_size / sizeof(*symbols) && !added; i++)
		added = symbol_add(table, &symbols[i],
				   (const char *)image->bytes + names->sh_offset, names->sh_size);
	return added;
}

static int image_add(struct code_table *table, const struct image *image)
{
	const Elf64_Ehdr *header = (const void *)image->bytes;
	const Elf64_Shdr *sections;
	int added = 0;

	if (image->size < sizeof(*header) || memcmp(header->e_ident, ELFMAG, SELFMAG) != 0 ||
	    header->e_type != ET_EXEC ||
	    !lies_within(image, header->e_shoff, header->e_shnum * sizeof(*sections)))
		return 0;
	sections = (const void *)(image->bytes + header->e_shoff);
	for (size_t i = 0; i < header->e_shnum && !added; i++)
		if (sections[i].sh_type == SHT_SYMTAB)
			added = section_add(table, image, sections, header->e_shnum, &sections[i]);
	return added;
}

int code_table_add_elf(struct code_table *table, const char *path)
{
	CLEANUP_CLOSE int fd = open(path, O_RDONLY | O_CLOEXEC);
	struct stat stat;
	void *bytes;
	int added;

	if (fd < 0 || fstat(fd, &stat) < 0)
		return -errno;
	bytes = mmap(NULL, (size_t)stat.st_size, PROT_READ, MAP_PRIVATE, fd, 0);
	if (bytes == MAP_FAILED)
		return -errno;
	added = image_add(table, &(struct image){ bytes, (size_t)stat.st_size });
	munmap(bytes, (size_t)stat.st_size);
	return added;
}

/* By place; there the better name first, and by that where both are as good. */
static int by_start(const void *a, const void *b)
{
	const struct code_name *one = a, *other = b;

	if (one->start != other->start)
		return one->start < other->start ? -1 : 1;
	if (one->is_global != other->is_global)
		return one->is_global ? -1 : 1;
	return strcmp(one->name, other->name);
}

static void ends_set(struct code_table *table)
{
	for (size_t i = 0; i < table->count; i++) {
		struct code_name *name = &table->names[i];
		uint64_t next = i + 1 < table->count ? name[1].start : UINT64_MAX;

		if (!name->end)
			name->end = name->start + FUNCTION_BYTES_MOST;
		if (name->end > next || name->end < name->start)
			name->end = next;
	}
}

void code_table_sort(struct code_table *table)
{
	size_t kept = 0;

	if (!table->count)
		return;
	qsort(table->names, table->count, sizeof(*table->names), by_start);
	for (size_t i = 1; i < table->count; i++) {
		if (table->names[i].start == table->names[kept].start)
			free(table->names[i].name);
		else
			table->names[++kept] = table->names[i];
	}
	table->count = kept + 1;
	ends_set(table);
}

const struct code_name *code_table_find(const struct code_table *table, uint64_t address)
{
	size_t low = 0, high = table->count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (table->names[middle].end <= address)
			low = middle + 1;
		else
			high = middle;
	}
	return low < table->count && table->names[low].start <= address ? &table->names[low] : NULL;
}

json_t *code_name_to_json(const struct code_name *name)
{
	char start[17], end[17];

	snprintf(start, sizeof(start), "%" PRIx64, name->start);
	snprintf(end, sizeof(end), "%" PRIx64, name->end);
	return json_pack("[s, s, s, s]", start, end, name->name, name->module);
}

void code_table_clear(struct code_table *table)
{
	for (size_t i = 0; i < table->count; i++)
		free(table->names[i].name);
	for (size_t i = 0; i < table->module_count; i++)
		free(table->modules[i]);
	free(table->names);
	free(table->modules);
	*table = (struct code_table){};
}
