// SPDX-License-Identifier: GPL-2.0-or-later
#include "target/kernel_config.h"
#include "common/cleanup.h"
#include "common/file.h"

#include <stddef.h>
#include <stdbool.h>
#include <string.h>

/* The text after "OPTION=" at a line's beginning, or NULL. */
static const char *value_find(const char *config, const char *option)
{
	size_t length = strlen(option);

	for (const char *at = strstr(config, option); at; at = strstr(at + 1, option)) {
		bool line_start = at == config || at[-1] == '\n';

		if (line_start && at[length] == '=')
			return at + length + 1;
	}
	return NULL;
}

enum kernel_option kernel_config_get(const char *config, const char *option)
{
	const char *value;

	if (!config)
		return KERNEL_OPTION_UNKNOWN;
	value = value_find(config, option);
	if (!value || *value == 'n')
		return KERNEL_OPTION_OFF;
	return *value == 'm' ? KERNEL_OPTION_MODULE : KERNEL_OPTION_ON;
}

char *kernel_config_string(const char *config, const char *option)
{
	const char *value = config ? value_find(config, option) : NULL;

	return value && *value == '"' ? strndup(value + 1, strcspn(value + 1, "\"\n")) : NULL;
}

static bool list_has(const char *list, const char *word)
{
	size_t length = strlen(word);

	for (const char *at = list; (at = strstr(at, word)); at++)
		if ((at == list || at[-1] == ',') && (!at[length] || at[length] == ','))
			return true;
	return false;
}

char *kernel_config_lsm_with(const char *config, const char *module)
{
	CLEANUP_FREE char *own = kernel_config_string(config, "CONFIG_LSM");

	return own && !list_has(own, module) ? file_path("%s,%s", own, module) : NULL;
}
