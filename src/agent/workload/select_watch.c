// SPDX-License-Identifier: GPL-2.0-or-later
#include "agent/workload/select_watch.h"
#include "agent/builtin.h"
#include "common/cleanup.h"
#include "protocol/names.h"

#include <bpf/bpf.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

/* fs/select.c: what select and pselect6 both come to. */
#define FUNCTION "core_sys_select"

static int map_of(const struct select_watch *watch, const char *name)
{
	const struct bpf_map *map =
	    bpf_object__find_map_by_name(builtin_object(&watch->companion.attachment), name);

	return map ? bpf_map__fd(map) : -1;
}

void select_watch_begin(struct select_watch *watch, pid_t process, const char *hooked)
{
	uint32_t key = 0, pid = (uint32_t)process;
	struct error ignored;

	if (hooked && !strcmp(hooked, FUNCTION))
		return;
	if (companion_attach(&watch->companion, FUNCTION, program_names[PROGRAM_pid_filter].name,
			     &ignored) < 0)
		return;
	if (bpf_map_update_elem(map_of(watch, "filter_pid"), &key, &pid, BPF_ANY) < 0)
		select_watch_end(watch);
}

int select_watch_read(const struct select_watch *watch, uint64_t *ret_selects)
{
	int cpus = libbpf_num_possible_cpus();
	CLEANUP_FREE uint64_t *counts = cpus > 0 ? calloc((size_t)cpus, sizeof(*counts)) : NULL;
	uint32_t key = 0;
	int found;

	if (!watch->companion.attached)
		return -ENOENT;
	if (!counts)
		return -ENOMEM;
	found = bpf_map_lookup_elem(map_of(watch, "filter_count"), &key, counts);
	*ret_selects = 0;
	for (int i = 0; !found && i < cpus; i++)
		*ret_selects += counts[i];
	/* The kernel knows the process by another number where the agent has its own. */
	return found < 0 ? found : *ret_selects ? 0 : -ESRCH;
}

void select_watch_end(struct select_watch *watch)
{
	companion_release(&watch->companion);
}
