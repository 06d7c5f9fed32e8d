// SPDX-License-Identifier: GPL-2.0-or-later
#include "protocol/architectures.h"
#include "common/cleanup.h"

#include <string.h>

const struct architecture_name architecture_names[] = {
#define ARCHITECTURE(identifier, name, machine, bpf, summary) { name, machine, summary },
#include "protocol/architecture_list.h"
#undef ARCHITECTURE
};
const size_t architecture_names_count = ARRAY_SIZE(architecture_names);

const struct architecture_name *architecture_name_find(const char *name)
{
	for (size_t i = 0; i < architecture_names_count; i++)
		if (!strcmp(architecture_names[i].name, name))
			return &architecture_names[i];
	return NULL;
}

const char *architecture_name_of(const char *machine)
{
	for (size_t i = 0; i < architecture_names_count; i++)
		if (!strcmp(architecture_names[i].machine, machine))
			return architecture_names[i].name;
	return machine;
}

const char *architecture_name_own(void)
{
	return architecture_name_of(BUILT_FOR);
}
