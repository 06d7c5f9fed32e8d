// SPDX-License-Identifier: GPL-2.0-or-later
#include "agent/told.h"
#include "common/cleanup.h"

#include <ctype.h>
#include <string.h>

json_t *told(const char *text)
{
	json_t *whole = json_string(text);
	CLEANUP_FREE char *copy = whole ? NULL : strdup(text);

	if (whole || !copy)
		return whole;
	for (char *at = copy; *at; at++)
		if (!isascii(*at))
			*at = '?';
	return json_string(copy);
}
