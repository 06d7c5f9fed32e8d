/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_ESTIMATE_WHERE_H
#define BPFTAX_ESTIMATE_WHERE_H

/*
 * Where the hits of a configuration happen, of a workload that times a part of each operation.  A
 * program that does not run within that part has no effect on it, which is something else than an
 * effect of nothing.
 *
 *	where_fill(&measuring, c, result);
 *	if (where_is_outside(result))
 *		say(result->where.context);
 *	cost = effect / where_hits(result);
 */

#include "estimate/measure.h"

/* Fills result->where, by whatever samples of the configuration's treatment counted it. */
void where_fill(const struct run_data *data, const struct measuring *measuring, size_t c,
		struct report_result *result);

/* It runs, and nothing of that is within what is timed. */
bool where_is_outside(const struct report_result *result);

/* Takes away the effect on what is timed. */
void where_withhold(struct report_result *result);

/* Hits that an operation's cost is made of: those inside where that is known, or else all. */
double where_hits(const struct report_result *result);

#endif
