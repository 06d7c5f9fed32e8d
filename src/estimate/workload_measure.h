/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_ESTIMATE_WORKLOAD_MEASURE_H
#define BPFTAX_ESTIMATE_WORKLOAD_MEASURE_H

/*
 * What all results of one workload are measured by: its samples and its baselines, with statistics
 * and without.
 *
 *	CLEANUP(workload_measure_end) struct workload_measure measure = { 0 };
 *
 *	if (workload_measure_begin(data, "iperf3", &declared, &measure) == 0)
 *		use(measuring_of(&measure.plain, &data->configurations[c]));
 */

#include "estimate/measure.h"

struct workload_measure {
	struct workload_samples samples;
	struct measuring plain;
	struct measuring with_statistics; /* its baseline_name is NULL where it is not needed */
};

/* Returns 0 or -ENOMEM; end either way.  *measure points into itself: keep it where it is. */
int workload_measure_begin(const struct run_data *data, const char *workload,
			   const struct declared *declared, struct workload_measure *measure);
void workload_measure_end(struct workload_measure *measure);

#endif
