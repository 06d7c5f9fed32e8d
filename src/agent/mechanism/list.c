// SPDX-License-Identifier: GPL-2.0-or-later
#include "agent/mechanism/mechanism.h"
#include "common/cleanup.h"

#include <string.h>

#define MECHANISM(identifier, name, hook, needs, summary, paragraph)                               \
	extern const struct mechanism_ops mechanism_##identifier;
#include "protocol/mechanism_list.h"
#undef MECHANISM
#define OBJECT_MECHANISM(identifier, name, needs, paragraph)                                       \
	extern const struct mechanism_ops mechanism_##identifier;
#include "protocol/object_mechanism_list.h"
#undef OBJECT_MECHANISM

static const struct {
	const char *name;
	const struct mechanism_ops *ops;
} mechanisms[] = {
#define MECHANISM(identifier, name, hook, needs, summary, paragraph)                               \
	{ name, &mechanism_##identifier },
#include "protocol/mechanism_list.h"
#undef MECHANISM
#define OBJECT_MECHANISM(identifier, name, needs, paragraph) { name, &mechanism_##identifier },
#include "protocol/object_mechanism_list.h"
#undef OBJECT_MECHANISM
};

const struct mechanism_ops *mechanism_find(const char *name)
{
	for (size_t i = 0; i < ARRAY_SIZE(mechanisms); i++)
		if (!strcmp(mechanisms[i].name, name))
			return mechanisms[i].ops;
	return NULL;
}
