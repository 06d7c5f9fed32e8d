/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_ESTIMATE_SUMS_H
#define BPFTAX_ESTIMATE_SUMS_H

/*
 * Does it add up?  What one event costs by the micro measurement, times the hits of an operation,
 * has to be what udp-drain measures of the operation: two ways that share neither trigger nor
 * baseline.  Where they part, one of them is wrong, or something else is true of the hook.
 *
 *	sums_fill(report);                       // after the results
 *
 * Pure.
 */

#include "estimate/types.h"

/* Fills the sums of the results that were measured both ways, in the same run. */
void sums_fill(struct report *report);

#endif
