// SPDX-License-Identifier: GPL-2.0-or-later
#include "protocol/targets.h"
#include "common/cleanup.h"

#include <string.h>

const struct target_info target_infos[] = {
#define TARGET(identifier, name, capabilities, summary) { name, capabilities, summary },
#include "protocol/target_list.h"
#undef TARGET
};
const size_t target_infos_count = ARRAY_SIZE(target_infos);

const struct target_info *target_info_find(const char *name)
{
	for (size_t i = 0; name && i < target_infos_count; i++)
		if (!strcmp(target_infos[i].name, name))
			return &target_infos[i];
	return NULL;
}

bool target_can(const char *name, unsigned int capabilities)
{
	const struct target_info *target = target_info_find(name);

	return target && (target->capabilities & capabilities) == capabilities;
}
