// SPDX-License-Identifier: GPL-2.0-or-later
#include "target/architecture.h"
#include "common/cleanup.h"
#include "common/text.h"
#include "protocol/architectures.h"

#include <errno.h>
#include <string.h>
#include <sys/utsname.h>

#define ARCHITECTURE(identifier, ...) extern const struct architecture architecture_##identifier;
#include "protocol/architecture_list.h"
#undef ARCHITECTURE

static const struct architecture *const architectures[] = {
#define ARCHITECTURE(identifier, ...) &architecture_##identifier,
#include "protocol/architecture_list.h"
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

static const struct architecture *of_host(struct utsname *ret_name)
{
	uname(ret_name);
	return architecture_find(architecture_name_of(ret_name->machine));
}

int architecture_host(const struct architecture **ret_architecture, struct error *err)
{
	struct utsname name;
	const struct architecture *architecture = of_host(&name);

	if (!architecture)
		return unknown(name.machine, err);
	*ret_architecture = architecture;
	return 0;
}

int architecture_choose(const char *name, const struct architecture **ret_architecture,
			struct error *err)
{
	const struct architecture *architecture;

	if (!name)
		return architecture_host(ret_architecture, err);
	architecture = architecture_find(name);
	if (!architecture)
		return error_set(err, ERROR_ENVIRONMENT, ENOTSUP,
				 "there are no guests of architecture '%s'", name);
	*ret_architecture = architecture;
	return 0;
}

bool architecture_is_host(const struct architecture *architecture)
{
	struct utsname name;

	return of_host(&name) == architecture;
}

/* The other one that the file is a kernel of, or NULL. */
static const struct architecture *other_of(const struct architecture *architecture,
					   const char *bytes, size_t length)
{
	for (size_t i = 0; i < ARRAY_SIZE(architectures); i++)
		if (architectures[i] != architecture && architectures[i]->image_is(bytes, length))
			return architectures[i];
	return NULL;
}

int architecture_image_open(const struct architecture *architecture, const char *path, char *bytes,
			    size_t length, struct kernel_image *ret_image, struct error *err)
{
	const struct architecture *other = other_of(architecture, bytes, length);

	if (!other)
		return architecture->image_open(path, bytes, length, ret_image, err);
	return error_set(err, ERROR_USAGE, EBADMSG,
			 "'%s' is a kernel for %s, and the guest is %s: --arch %s boots it", path,
			 other->name, architecture->name, other->name);
}
