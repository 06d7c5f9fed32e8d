/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_ESTIMATE_RESULTS_H
#define BPFTAX_ESTIMATE_RESULTS_H

/*
 * One result for each configuration under a workload, in the order in which they are stored; of the
 * baseline also that of its pair.
 *
 *	results_build(report, &measuring);	// appends to report->results
 */

#include "estimate/measure.h"

/* Those that the workload reached or has a result of.  Returns 0 or -ENOMEM. */
int results_build(struct report *report, const struct measuring *measuring);

#endif
