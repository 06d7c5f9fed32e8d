// SPDX-License-Identifier: GPL-2.0-or-later
#include "protocol/names.h"
#include "common/cleanup.h"

#include <ctype.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

const struct mechanism_name mechanism_names[] = {
#define MECHANISM(identifier, name, hook, needs, summary, paragraph) { name, hook, needs, summary },
#include "protocol/mechanism_list.h"
#undef MECHANISM
};
const size_t mechanism_names_count = ARRAY_SIZE(mechanism_names);

const struct object_mechanism_name object_mechanism_names[] = {
#define OBJECT_MECHANISM(identifier, name, needs, paragraph) { name, needs },
#include "protocol/object_mechanism_list.h"
#undef OBJECT_MECHANISM
};

const struct program_name program_names[] = {
#define PROGRAM(identifier, name, parameter, leaves_out, summary, paragraph)                       \
	{ name, parameter, leaves_out, summary },
#include "protocol/program_list.h"
#undef PROGRAM
};
const size_t program_names_count = ARRAY_SIZE(program_names);

const char *hook_kind_name(enum hook_kind kind)
{
	static const char *const names[] = {
		[HOOK_FUNCTION] = "function", [HOOK_TRACEPOINT] = "tracepoint",
		[HOOK_USER] = "user",	      [HOOK_MODIFY_RETURN] = "modify-return",
		[HOOK_SECURITY] = "security", [HOOK_SLEEPABLE] = "sleepable",
	};

	return names[kind];
}

bool hook_kind_in_workload(enum hook_kind kind)
{
	return kind == HOOK_FUNCTION || kind == HOOK_TRACEPOINT;
}

const struct mechanism_name *mechanism_name_find(const char *name)
{
	for (size_t i = 0; i < mechanism_names_count; i++)
		if (!strcmp(mechanism_names[i].name, name))
			return &mechanism_names[i];
	return NULL;
}

const struct object_mechanism_name *object_mechanism_name_find(const char *name)
{
	for (size_t i = 0; i < OBJECT_MECHANISM_COUNT; i++)
		if (!strcmp(object_mechanism_names[i].name, name))
			return &object_mechanism_names[i];
	return NULL;
}

const char *mechanism_needs(const char *name)
{
	const struct mechanism_name *known = mechanism_name_find(name);
	const struct object_mechanism_name *of_object = object_mechanism_name_find(name);

	if (known)
		return known->needs;
	return of_object ? of_object->needs : NULL;
}

/* "343ns" -> 343 with the unit "ns"; anything else is refused. */
static bool parameter_parse(const char *text, const char *unit, uint64_t *ret_value)
{
	char *end;

	if (!isdigit((unsigned char)*text))
		return false;
	errno = 0;
	*ret_value = strtoull(text, &end, 10);
	return !errno && !strcmp(end, unit);
}

/* What stands behind the number of a family's parameter. */
static const char *family_unit(const struct program_name *family)
{
	return family->parameter + strspn(family->parameter, "0123456789");
}

const struct program_name *program_name_find(const char *name, uint64_t *ret_parameter)
{
	for (size_t i = 0; i < program_names_count; i++) {
		const char *known = program_names[i].name;
		size_t length = strlen(known);
		uint64_t parameter = 0;
		if (program_names[i].parameter
			? strncmp(known, name, length) != 0 ||
			      !parameter_parse(name + length, family_unit(&program_names[i]),
					       &parameter)
			: strcmp(known, name) != 0)
			continue;
		if (ret_parameter)
			*ret_parameter = parameter;
		return &program_names[i];
	}
	return NULL;
}

bool program_is(const char *name, enum program_id program)
{
	return program_name_find(name, NULL) == &program_names[program];
}
