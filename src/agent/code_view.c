// SPDX-License-Identifier: GPL-2.0-or-later
#include "agent/code_view.h"
#include "agent/setting.h"
#include "common/cleanup.h"

#include <errno.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#define JIT_SYMBOLS "/proc/sys/net/core/bpf_jit_kallsyms"

/* What the kernel puts into a process, by the name in its maps. */
static const char *const mapped[][2] = {
	{ "[uprobes]", "uprobes" },
	{ "[uprobes-trampoline]", "uprobes" },
	{ "[vdso]", "user" },
};

/* What was loaded before is in kallsyms only where this says so. */
static int kallsyms_read(struct code_table *table)
{
	char before[SETTING_VALUE_SIZE];
	bool changed = !setting_change(JIT_SYMBOLS, "1", before);
	CLEANUP_FILE FILE *list = NULL;
	int added;

	list = fopen("/proc/kallsyms", "re");
	added = list ? code_table_add_kallsyms(table, list) : -errno;
	if (changed)
		setting_put_back(JIT_SYMBOLS, before);
	return added;
}

int code_view_open(struct code_view *view)
{
	int opened;

	if (view->opened) {
		made_code_update(&view->made);
		return 0;
	}
	made_code_open(&view->made);
	opened = kallsyms_read(&view->table);
	if (!opened)
		opened = code_table_add_elf(&view->table, "/proc/self/exe");
	code_table_sort(&view->table);
	view->opened = !opened;
	if (opened < 0)
		code_view_close(view); /* it may be asked again */
	return opened;
}

/* "7ffff7fc0000-7ffff7fc1000 --xp 00000000 00:00 0   [uprobes]" */
static void mapping_add(json_t *list, char *line)
{
	struct code_name name = {};

	if (sscanf(line, "%" SCNx64 "-%" SCNx64, &name.start, &name.end) != 2)
		return;
	for (size_t i = 0; i < ARRAY_SIZE(mapped); i++) {
		name.name = strstr(line, mapped[i][0]);
		name.module = mapped[i][1];
		if (name.name && !strcmp(name.name, mapped[i][0])) {
			json_array_append_new(list, code_name_to_json(&name));
			return;
		}
	}
}

static void mappings_list(json_t *list)
{
	CLEANUP_FILE FILE *maps = fopen("/proc/self/maps", "re");
	CLEANUP_FREE char *line = NULL;
	size_t size = 0;

	while (maps && getline(&line, &size, maps) > 0) {
		line[strcspn(line, "\n")] = '\0';
		mapping_add(list, line);
	}
}

json_t *code_view_now(struct code_view *view)
{
	json_t *list = json_array();

	made_code_list(&view->made, list);
	mappings_list(list);
	return list;
}

json_t *code_view_find(const struct code_view *view, const json_t *addresses)
{
	const struct code_name *name, *last = NULL;
	json_t *found = json_array();
	const json_t *address;
	size_t i;

	json_array_foreach (addresses, i, address) {
		const char *text = json_string_value(address);

		name = text ? code_table_find(&view->table, strtoull(text, NULL, 16)) : NULL;
		if (name && name != last)
			json_array_append_new(found, code_name_to_json(name));
		last = name ? name : last;
	}
	return found;
}

void code_view_close(struct code_view *view)
{
	code_table_clear(&view->table);
	made_code_close(&view->made);
	*view = (struct code_view){};
}
