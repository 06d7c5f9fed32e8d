// SPDX-License-Identifier: GPL-2.0-or-later
#include "run/context.h"
#include "protocol/architectures.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

const struct run_helper *run_helper_find(const struct run_context *context,
					 const char *architecture)
{
	for (size_t i = 0; i < context->helper_count; i++)
		if (!strcmp(context->helpers[i].architecture, architecture))
			return &context->helpers[i];
	return NULL;
}

int run_helper_check(const struct run_helper *helper, const char *architecture, struct error *err)
{
	if (!strcmp(architecture, architecture_name_own()) ||
	    (helper && !access(helper->agent_path, X_OK)))
		return 0;
	return error_set(err, ERROR_ENVIRONMENT, ENOENT,
			 "there is no agent for %s guests: 'make agent-%s' in bpftax's source "
			 "builds it",
			 architecture, architecture);
}
