/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_ESTIMATE_GROUP_H
#define BPFTAX_ESTIMATE_GROUP_H

/*
 * The samples of one configuration under a workload, and what they say in every metric: computed
 * once, as medians, effects and reloads all go over it.  Private to the model.
 *
 *	CLEANUP(group_release) struct group group = { 0 };
 *
 *	if (group_fill(&samples, c, "iperf3", &context, &group) == 0)
 *		median = median_of(group.columns[METRIC_RATE_PPS].values,
 *				   group.columns[METRIC_RATE_PPS].count);
 */

#include "estimate/metrics.h"
#include "estimate/samples.h"

struct metric_column {
	double *values; /* one a sample, in their order; NaN: absent */
	size_t count;	/* of samples; 0: none has the metric, or it does not apply */
};

struct group {
	size_t configuration;
	const struct kept_sample *samples; /* not owned */
	size_t count;
	struct metric_column columns[METRIC_COUNT];
	double *room; /* of all columns */
};

/* The samples of configuration c.  Returns 0 or -ENOMEM; release either way. */
int group_fill(const struct workload_samples *samples, size_t c, const char *workload,
	       const struct metric_context *context, struct group *ret_group);
void group_release(struct group *group);

#endif
