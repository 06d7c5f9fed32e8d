// SPDX-License-Identifier: GPL-2.0-or-later
#include "target/architecture.h"
#include "common/cleanup.h"
#include "common/text.h"

#include <errno.h>
#include <string.h>
#include <sys/utsname.h>

#define ARCHITECTURE(identifier) extern const struct architecture architecture_##identifier;
#include "target/architecture_list.h"
#undef ARCHITECTURE

static const struct architecture *const architectures[] = {
#define ARCHITECTURE(identifier) &architecture_##identifier,
#include "target/architecture_list.h"
#undef ARCHITECTURE
};

const struct architecture *architecture_find(const char *name)
{
	for (size_t i = 0; i < ARRAY_SIZE(architectures); i++)
		if (!strcmp(architectures[i]->name, name))
			return architectures[i];
	return NULL;
}

static int unknown(const char *name, struct error *err)
{
	const char *names[ARRAY_SIZE(architectures)];
	CLEANUP_FREE char *all = NULL;

	for (size_t i = 0; i < ARRAY_SIZE(architectures); i++)
		names[i] = architectures[i]->name;
	all = text_join(names, ARRAY_SIZE(architectures), ", ");
	return error_set(err, ERROR_ENVIRONMENT, ENOTSUP,
			 "guests are known for %s, and this machine is %s: --target local measures "
			 "its own kernel",
			 all ? all : "others", name);
}

int architecture_host(const struct architecture **ret_architecture, struct error *err)
{
	const struct architecture *architecture;
	struct utsname name;

	uname(&name);
	architecture = architecture_find(name.machine);
	if (!architecture)
		return unknown(name.machine, err);
	*ret_architecture = architecture;
	return 0;
}
