// SPDX-License-Identifier: GPL-2.0-or-later
#include "protocol/consumers.h"

#include <string.h>

const char *const consumer_names[CONSUMER_COUNT] = {
#define CONSUMER(identifier, name, summary) [CONSUMER_##identifier] = name,
#include "protocol/consumer_list.h"
#undef CONSUMER
};

enum consumer consumer_find(const char *name)
{
	for (int i = 0; name && i < CONSUMER_COUNT; i++)
		if (!strcmp(consumer_names[i], name))
			return (enum consumer)i;
	return CONSUMER_none;
}
