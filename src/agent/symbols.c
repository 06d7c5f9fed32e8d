// SPDX-License-Identifier: GPL-2.0-or-later
#include "agent/symbols.h"
#include "agent/symbol_text.h"
#include "agent/sysfile.h"
#include "common/cleanup.h"

#include <limits.h>

#define FUNCTIONS "available_filter_functions"
#define EVENTS "available_events"

static FILE *list_open(const char *name)
{
	char path[PATH_MAX];
	const char *tracefs = tracefs_path();

	if (!tracefs)
		return NULL;
	snprintf(path, sizeof(path), "%s/%s", tracefs, name);
	return fopen(path, "re");
}

uint64_t symbol_address(const char *function)
{
	CLEANUP_FILE FILE *list = fopen("/proc/kallsyms", "re");

	return kallsyms_address(list, function);
}

void symbol_addresses(const char *const *functions, size_t count, uint64_t *ret_addresses)
{
	CLEANUP_FILE FILE *list = fopen("/proc/kallsyms", "re");

	kallsyms_addresses(list, functions, count, ret_addresses);
}

size_t symbols_by_prefix(const char *const *prefixes, char **ret_names, size_t count)
{
	CLEANUP_FILE FILE *list = list_open(FUNCTIONS);

	return name_list_by_prefix(list, prefixes, ret_names, count);
}

size_t symbols_matching(const char *pattern, char **ret_names, size_t count)
{
	CLEANUP_FILE FILE *list = list_open(FUNCTIONS);

	return name_list_matching(list, pattern, ret_names, count);
}

bool symbol_traceable(const char *function)
{
	CLEANUP_FILE FILE *list = list_open(FUNCTIONS);

	return !list || name_list_has(list, function);
}

bool tracepoint_exists(const char *tracepoint)
{
	CLEANUP_FILE FILE *list = list_open(EVENTS);

	return !list || name_list_has(list, tracepoint);
}

void tracepoint_complete(const char *name, char *ret_tracepoint, size_t size)
{
	CLEANUP_FILE FILE *list = list_open(EVENTS);

	if (!name_list_ending(list, name, ret_tracepoint, size))
		snprintf(ret_tracepoint, size, "%s", name);
}

json_t *symbols_similar(const char *function, size_t count)
{
	CLEANUP_FILE FILE *list = list_open(FUNCTIONS);

	return name_list_similar(list, function, count);
}

json_t *tracepoints_similar(const char *tracepoint, size_t count)
{
	CLEANUP_FILE FILE *list = list_open(EVENTS);

	return name_list_similar(list, tracepoint, count);
}

json_t *symbols_siblings(const char *function, size_t count)
{
	CLEANUP_FILE FILE *list = list_open(FUNCTIONS);

	return name_list_siblings(list, function, count);
}
