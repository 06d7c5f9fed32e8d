/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_ESTIMATE_MICRO_H
#define BPFTAX_ESTIMATE_MICRO_H

/*
 * The micro measurement's figures: of each configuration over its reloads, with Student's t.  A
 * workload whose instructions were counted has the same: the cost of an operation over that of
 * its block's baselines.
 *
 *	micro_figures(measuring, &group, &result); // metrics, effects and result.micro
 */

#include "estimate/measure.h"

/* What an event costs over the bare one, a value a sample of the group. */
void micro_costs(const struct measuring *measuring, const struct group *group, double *ret_costs);

/* Fills metrics, effects and micro of a result whose proof is there.  0 or -ENOMEM. */
int micro_figures(const struct measuring *measuring, const struct group *group,
		  struct report_result *result);

#endif
