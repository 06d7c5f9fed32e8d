// SPDX-License-Identifier: GPL-2.0-or-later
#include "cli/helpers.h"
#include "cli/program_path.h"
#include "common/cleanup.h"
#include "protocol/architectures.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

static int out_of_memory(struct error *err)
{
	return error_set(err, ERROR_ENVIRONMENT, ENOMEM, "out of memory");
}

void helpers_free(struct helper_list *helpers)
{
	for (size_t i = 0; i < helpers->count; i++) {
		free((char *)helpers->helpers[i].agent_path);
		free((char *)helpers->helpers[i].iperf3_path);
		free((char *)helpers->helpers[i].recorder_path);
	}
	free(helpers->helpers);
	*helpers = (struct helper_list){};
}

int helpers_find(struct helper_list *ret_helpers, struct error *err)
{
	struct helper_list helpers = { calloc(architecture_names_count, sizeof(struct run_helper)),
				       0 };
	bool whole = helpers.helpers;

	for (size_t i = 0; i < architecture_names_count && whole; i++) {
		const char *architecture = architecture_names[i].name;
		struct run_helper *helper = &helpers.helpers[helpers.count++];

		helper->architecture = architecture;
		helper->agent_path = program_helper_find(architecture, "bpftax-agent");
		helper->iperf3_path = program_helper_find(architecture, "bpftax-iperf3");
		helper->recorder_path = program_recorder_find();
		whole = helper->agent_path && helper->iperf3_path && helper->recorder_path;
	}
	*ret_helpers = helpers;
	return whole ? 0 : out_of_memory(err);
}

static const struct run_helper *helper_of(const struct helper_list *helpers,
					  const char *architecture)
{
	for (size_t i = 0; i < helpers->count; i++)
		if (!strcmp(helpers->helpers[i].architecture, architecture))
			return &helpers->helpers[i];
	return NULL;
}

int helpers_check(const struct helper_list *helpers, const struct cell_list *cells,
		  struct error *err)
{
	int code = 0;

	for (size_t i = 0; i < cells->count && !code; i++) {
		const char *architecture = cells->cells[i].architecture;

		code = run_helper_check(helper_of(helpers, architecture), architecture, err);
	}
	return code;
}
