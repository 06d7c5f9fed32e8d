/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_ESTIMATE_SAMPLES_H
#define BPFTAX_ESTIMATE_SAMPLES_H

/*
 * The samples of one workload that count, by configuration and block.
 *
 * A sample counts when its visit was kept, no baseline of its block was dropped and no covariate
 * excludes the block (covariates.h): blocks go as a whole or, where one configuration alone failed
 * its proof, for that configuration.  Blocks of
 * different cells are different blocks; they are numbered from 0 here.
 *
 *	struct workload_samples samples;
 *
 *	if (workload_samples_collect(data, "iperf3", &samples) == 0)
 *		for (i = samples.first[c]; i < samples.first[c + 1]; i++)
 *			use(samples.samples[i].record, samples.samples[i].block);
 *	workload_samples_release(&samples);
 */

#include "estimate/configurations.h"
#include "stats/exclusion.h"
#include "store/store.h"

struct kept_sample {
	const struct sample *record;
	const struct visit_record *visit;
	size_t block;
};

struct workload_samples {
	struct kept_sample *samples; /* grouped by configuration, then by time */
	size_t *first; /* configuration_count + 1 offsets: the group of each configuration */
	struct counters *sums; /* over each group; NaN where no sample of it has the counter */
	size_t block_count;
	size_t visit_count;
	size_t visits_dropped;
	size_t visits_open;	    /* never ended: the run was cut off there */
	size_t blocks_excluded;	    /* as a whole, for a dropped baseline */
	struct exclusion exclusion; /* by covariates; blocks = 0: not looked at */
	bool has_second_baseline;
};

/* Returns 0 or -ENOMEM.  The result points into data. */
int workload_samples_collect(const struct run_data *data, const char *workload,
			     struct workload_samples *ret_samples);
/* The configuration's sample of a block, the first where it has several; NULL: it has none. */
const struct kept_sample *workload_sample_find(const struct workload_samples *samples,
					       size_t configuration, size_t block);

void workload_samples_release(struct workload_samples *samples);

#endif
