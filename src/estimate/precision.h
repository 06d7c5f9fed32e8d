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

/*
 * The same as it may be shown; NaN: no effect of the workload has an interval.  Where all run
 * outside of what is timed there is none to wait for, which a run's end takes for a width of 0.
 */
double precision_told_percent(const struct report *report, const struct report_workload *workload);

#endif
