/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_ESTIMATE_ADJUST_H
#define BPFTAX_ESTIMATE_ADJUST_H

/*
 * Adjusts the p values of a workload for there being several.  Private to the model.
 *
 * A family is what is compared with one baseline in one metric and workload; the comparison of
 * the two baselines with each other is none of it.
 */

#include "estimate/types.h"

/* results: those of one workload.  Returns 0 or -ENOMEM. */
int adjust_results(struct report_result *results, size_t count);

#endif
