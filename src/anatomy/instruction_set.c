// SPDX-License-Identifier: GPL-2.0-or-later
#include "anatomy/instruction_set.h"
#include "anatomy/instruction_aarch64.h"
#include "anatomy/instruction_x86_64.h"
#include "common/cleanup.h"

#include <string.h>

static const struct instruction_set sets[] = {
	{ "x86_64", instruction_x86_64 },
	{ "aarch64", instruction_aarch64 },
};

const struct instruction_set *instruction_set_find(const char *machine)
{
	for (size_t i = 0; i < ARRAY_SIZE(sets); i++)
		if (!strcmp(sets[i].machine, machine))
			return &sets[i];
	return NULL;
}
