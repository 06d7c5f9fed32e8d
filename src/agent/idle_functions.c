// SPDX-License-Identifier: GPL-2.0-or-later
#include "agent/idle_functions.h"
#include "agent/symbols.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

/* In registers, on every architecture that has trampolines. */
#define ARGUMENTS_MOST 5

static const char *const prefixes[] = { "acpi_",    "pci_",	"pnp_",	 "tty_", "uart_",
					"usb_",	    "hid_",	"scsi_", "ata_", "input_",
					"cpufreq_", "thermal_", "i2c_",	 "rtc_", "regmap_",
					"dma_",	    NULL };

int idle_functions(size_t count, struct hook_others *ret_others)
{
	struct hook_others others = { .names = calloc(count + 1, sizeof(*others.names)) };

	if (!others.names)
		return -ENOMEM;
	others.count = symbols_by_prefix(prefixes, others.names, count);
	*ret_others = others;
	return 0;
}

static void name_drop(struct hook_others *others, const char *name)
{
	size_t kept = 0;

	for (size_t i = 0; i < others->count; i++)
		if (strcmp(others->names[i], name) != 0)
			others->names[kept++] = others->names[i];
		else
			free(others->names[i]);
	others->count = kept;
}

int idle_functions_like(const char *pattern, const char *own, size_t count,
			struct hook_others *ret_others)
{
	struct hook_others others = { .names = calloc(count + 1, sizeof(*others.names)) };

	if (!others.names)
		return -ENOMEM;
	others.count = symbols_matching(pattern, others.names, count);
	name_drop(&others, own);
	*ret_others = others;
	return 0;
}

/* A name of the list, and what of BTF has it. */
struct found {
	char *name;
	size_t place; /* in the list */
	uint32_t id;
	unsigned int times; /* 1: it may be hooked */
};

static int found_compare(const void *a, const void *b)
{
	return strcmp(((const struct found *)a)->name, ((const struct found *)b)->name);
}

static int place_compare(const void *a, const void *b)
{
	size_t x = ((const struct found *)a)->place, y = ((const struct found *)b)->place;

	return (x > y) - (x < y);
}

/* What trampolines can pass on: few arguments, and no list of them that is open. */
static bool suits_trampoline(const struct btf *btf, const struct btf_type *function)
{
	const struct btf_type *type = btf__type_by_id(btf, function->type);
	const struct btf_param *parameters;

	if (!type || !btf_is_func_proto(type) || btf_vlen(type) > ARGUMENTS_MOST)
		return false;
	parameters = btf_params(type);
	return !btf_vlen(type) || parameters[btf_vlen(type) - 1].type;
}

static void type_look(const struct btf *btf, uint32_t id, struct found *found, size_t count)
{
	const struct btf_type *type = btf__type_by_id(btf, id);
	struct found wanted, *at;

	if (!btf_is_func(type))
		return;
	wanted.name = (char *)btf__name_by_offset(btf, type->name_off);
	at = bsearch(&wanted, found, count, sizeof(*found), found_compare);
	if (!at)
		return;
	at->id = id;
	at->times += suits_trampoline(btf, type) ? 1 : 2;
}

/* All types once: a search for each name would read them as often as there are names. */
static void types_look(const struct btf *btf, struct found *found, size_t count)
{
	qsort(found, count, sizeof(*found), found_compare);
	for (uint32_t id = 1; id < btf__type_cnt(btf); id++)
		type_look(btf, id, found, count);
	qsort(found, count, sizeof(*found), place_compare);
}

static void typed_keep(struct hook_others *others, const struct found *found)
{
	size_t count = others->count;

	others->count = 0;
	for (size_t i = 0; i < count; i++) {
		if (found[i].times != 1) {
			free(found[i].name);
			continue;
		}
		others->ids[others->count] = found[i].id;
		others->names[others->count++] = found[i].name;
	}
}

int functions_typed(const struct btf *btf, struct hook_others *others)
{
	struct found *found = calloc(others->count + 1, sizeof(*found));

	others->ids = calloc(others->count + 1, sizeof(*others->ids));
	if (!found || !others->ids) {
		free(found);
		return -ENOMEM;
	}
	for (size_t i = 0; i < others->count; i++)
		found[i] = (struct found){ .name = others->names[i], .place = i };
	types_look(btf, found, others->count);
	typed_keep(others, found);
	free(found);
	return 0;
}

void functions_free(struct hook_others *others)
{
	for (size_t i = 0; i < others->count; i++)
		free(others->names[i]);
	free(others->names);
	free(others->ids);
	*others = (struct hook_others){};
}
