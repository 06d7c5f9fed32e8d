// SPDX-License-Identifier: GPL-2.0-or-later
#include "cli/skip_status.h"

#include <stdlib.h>
#include <string.h>
#include "common/text.h"

static const char option[] = "--skip-status";

/* What stands behind the option at this word, or NULL. */
static const char *value_at(int argc, char **argv, int index)
{
	size_t length = strlen(option);

	if (!strcmp(argv[index], option))
		return index + 1 < argc ? argv[index + 1] : NULL;
	return text_starts_with(argv[index], option) && argv[index][length] == '='
		   ? argv[index] + length + 1
		   : NULL;
}

int skip_status_of(int argc, char **argv, int status)
{
	for (int i = 1; i < argc && status; i++) {
		const char *value = value_at(argc, argv, i);
		char *end;
		long number = value ? strtol(value, &end, 10) : 0;

		if (number > 0 && number < 256 && !*end)
			return (int)number;
	}
	return status;
}
