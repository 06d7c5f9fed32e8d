/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_ESTIMATE_PRECISION_H
#define BPFTAX_ESTIMATE_PRECISION_H

/* How far the effects of a workload reach. */

#include "estimate/types.h"

/*
 * Half the widest interval of the primary metric's effects, in percent: see report_workload's
 * half_width_percent.  results: those of one workload.
 */
double precision_half_width_percent(const struct report_result *results, size_t count);

#endif
