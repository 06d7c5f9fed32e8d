/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_CLI_HELPERS_H
#define BPFTAX_CLI_HELPERS_H

/*
 * The programs that run where something is measured, of every architecture: bpftax-agent and
 * bpftax-iperf3.
 *
 *	struct helper_list helpers;
 *
 *	if (!helpers_find(&helpers, &err) && !helpers_check(&helpers, &cells, &err))
 *		context.helpers = helpers.helpers, context.helper_count = helpers.count;
 *	helpers_free(&helpers);
 */

#include "common/error.h"
#include "run/context.h"
#include "study/cell.h"

struct helper_list {
	struct run_helper *helpers;
	size_t count;
};

/* Where each is, or would be.  0 or -ENOMEM. */
int helpers_find(struct helper_list *ret_helpers, struct error *err);
void helpers_free(struct helper_list *helpers);

/*
 * -ENOENT and ERROR_ENVIRONMENT, with the command that makes it, when a cell has another
 * architecture than bpftax and there is no agent for that.
 */
int helpers_check(const struct helper_list *helpers, const struct cell_list *cells,
		  struct error *err);

#endif
