// SPDX-License-Identifier: GPL-2.0-or-later
#include "run/context.h"

#include <string.h>

const struct run_helper *run_helper_find(const struct run_context *context,
					 const char *architecture)
{
	for (size_t i = 0; i < context->helper_count; i++)
		if (!strcmp(context->helpers[i].architecture, architecture))
			return &context->helpers[i];
	return NULL;
}
