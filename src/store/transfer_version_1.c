// SPDX-License-Identifier: GPL-2.0-or-later
#include "store/transfer_version_1.h"

#include <string.h>
#include "common/cleanup.h"

int transfer_1_type(const char *name)
{
	if (strcmp(name, "machine") == 0)
		return TRANSFER_CELL;
	if (strcmp(name, "cell") == 0 || strcmp(name, "treatment") == 0)
		return -1;
	return transfer_type_find(name);
}

static bool has_any(const json_t *record, const char *const *keys, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (json_object_get(record, keys[i]))
			return true;
	return false;
}

static bool convert_machine(json_t *record, size_t number)
{
	static const char *const keys[] = { "number",	    "boot",   "state", "target", "kernel",
					    "architecture", "timing", "cpus",  "reason" };

	if (has_any(record, keys, ARRAY_SIZE(keys)) || !json_object_get(record, "facts"))
		return false;
	json_object_set_new(record, "number", json_integer((json_int_t)number));
	json_object_set_new(record, "boot", json_integer(0));
	json_object_set_new(record, "state", json_string("open"));
	return true;
}

static bool convert_visit(json_t *record)
{
	const json_t *boot = json_object_get(record, "boot");

	if (json_object_get(record, "cell") || !json_object_get(record, "machine") ||
	    !json_is_integer(boot) || json_integer_value(boot) != 0)
		return false;
	json_object_set(record, "cell", json_object_get(record, "machine"));
	json_object_del(record, "machine");
	json_object_del(record, "boot");
	return true;
}

static bool convert_owned(json_t *record)
{
	if (json_object_get(record, "cell"))
		return false;
	json_object_set_new(record, "cell", json_integer(1));
	return true;
}

static bool convert_configuration(const json_t *record)
{
	static const char *const keys[] = { "treatment", "delay_ns" };

	return !has_any(record, keys, ARRAY_SIZE(keys));
}

bool transfer_1_convert(enum transfer_type type, json_t *record, size_t cells)
{
	switch (type) {
	case TRANSFER_CELL:
		return convert_machine(record, cells);
	case TRANSFER_VISIT:
		return convert_visit(record);
	case TRANSFER_CONFIGURATION:
		return convert_configuration(record);
	case TRANSFER_PLAN:
	case TRANSFER_RESULT:
		return convert_owned(record);
	default:
		return true;
	}
}

json_t *transfer_1_cell(void)
{
	return json_pack("{s:s, s:i, s:i, s:s}", "type", "machine", "number", 0, "boot", 0, "state",
			 "open");
}
