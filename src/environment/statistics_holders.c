// SPDX-License-Identifier: GPL-2.0-or-later
#include "environment/statistics_holders.h"
#include "environment/processes.h"
#include "environment/root_file.h"
#include "common/cleanup.h"

#include <stdio.h>
#include <string.h>

#define SYSCTL "/proc/sys/kernel/bpf_stats_enabled"
/* What bpf_enable_runtime_stats() in kernel/bpf/syscall.c calls its descriptor. */
#define DESCRIPTOR "anon_inode:bpf-stats"

static bool is_statistics(const struct process_descriptor *descriptor, void *context)
{
	(void)context;
	return !strcmp(descriptor->target, DESCRIPTOR);
}

json_t *statistics_holders(const char *root)
{
	json_t *holders = processes_that_hold(root, is_statistics, NULL);
	CLEANUP_FREE char *sysctl = root_file_line(root, SYSCTL);

	if (sysctl && strcmp(sysctl, "0") != 0)
		json_array_insert_new(holders, 0, json_string("kernel.bpf_stats_enabled"));
	return holders;
}

void statistics_holders_name(const json_t *holders, char *text, size_t size)
{
	size_t count = json_array_size(holders);
	const char *first = json_string_value(json_array_get(holders, 0));

	if (!first)
		snprintf(text, size, "somebody whom /proc does not show");
	else if (count == 1)
		snprintf(text, size, "%s", first);
	else
		snprintf(text, size, "%s and %zu more", first, count - 1);
}
