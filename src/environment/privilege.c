// SPDX-License-Identifier: GPL-2.0-or-later
#include "environment/privilege.h"
#include "environment/root_file.h"
#include "common/cleanup.h"

#include <linux/capability.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

/* The headers that we build on may be older. */
#ifndef CAP_PERFMON
#define CAP_PERFMON 38
#define CAP_BPF 39
#endif

/* Who has the one for all has those for parts of it (include/linux/capability.h). */
static const struct {
	int number;
	const char *name;
} needed[] = {
	{ CAP_BPF, "CAP_BPF" },		    /* load */
	{ CAP_PERFMON, "CAP_PERFMON" },	    /* attach */
	{ CAP_SYS_ADMIN, "CAP_SYS_ADMIN" }, /* BPF_ENABLE_STATS, which counts hits */
};

static bool has(uint64_t effective, int capability)
{
	return effective >> capability & 1 || effective >> CAP_SYS_ADMIN & 1;
}

/* The first user namespace has every id as it is (user_namespaces(7)). */
static bool is_in_user_namespace(const char *root)
{
	CLEANUP_FREE char *map = root_file_line(root, "/proc/self/uid_map");
	unsigned long inside, outside, count;

	return map && sscanf(map, "%lu %lu %lu", &inside, &outside, &count) == 3 &&
	       (inside || outside || count != UINT32_MAX);
}

json_t *privilege_missing(const char *root)
{
	CLEANUP_FREE char *text = root_file_value(root, "/proc/self/status", "CapEff:");
	uint64_t effective = text ? strtoull(text, NULL, 16) : 0;
	json_t *missing;

	if (!text)
		return NULL;
	if (is_in_user_namespace(root))
		effective = 0;
	missing = json_array();
	for (size_t i = 0; i < ARRAY_SIZE(needed); i++)
		if (!has(effective, needed[i].number))
			json_array_append_new(missing, json_string(needed[i].name));
	return missing;
}

bool privilege_is_missing(void)
{
	json_t *missing = privilege_missing("");
	bool is_missing = json_array_size(missing);

	json_decref(missing);
	return is_missing;
}

void privilege_text(const json_t *missing, char *text, size_t size)
{
	size_t count = json_array_size(missing), used = 0;

	*text = '\0';
	for (size_t i = 0; i < count && used < size; i++)
		used += (size_t)snprintf(text + used, size - used, "%s%s",
					 !i		 ? ""
					 : i + 1 < count ? ", "
							 : " and ",
					 json_string_value(json_array_get(missing, i)));
}
