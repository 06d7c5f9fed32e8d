/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_ESTIMATE_LOWER_BOUND_H
#define BPFTAX_ESTIMATE_LOWER_BOUND_H

/*
 * Programs whose cost is a lower bound of what those that they stand for cost
 * (protocol/program_list.h).
 *
 *	const struct program_name *program = lower_bound_program(result);
 *
 *	if (program)
 *		say(program->name, program->leaves_out);
 */

#include "estimate/types.h"
#include "protocol/names.h"

/* The result's program where that leaves something out and was measured; NULL for all others. */
const struct program_name *lower_bound_program(const struct report_result *result);

#endif
