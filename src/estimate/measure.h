/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_ESTIMATE_MEASURE_H
#define BPFTAX_ESTIMATE_MEASURE_H

/*
 * From the samples of a workload to the metrics and effects of one result.
 */

#include "estimate/group.h"
#include "estimate/types.h"
#include "estimate/samples.h"
#include "stats/moments.h"

/* The baseline's figures in one metric, which every other configuration is held against. */
struct baseline_values {
	double *first, *second; /* a value a block, NaN where there is none */
	double median;
	struct moments moments;
};

/* What all results of a workload share. */
struct measuring {
	const struct workload_samples *samples;
	const char *workload;
	struct metric_context context;
	size_t configuration_count;
	size_t baseline; /* index of the configuration compared with; SIZE_MAX: there is none */
	const char *baseline_name;
	/* For configurations with statistics, against the baseline with statistics; or NULL: this.
	 */
	const struct measuring *with_statistics;
	bool sequential;
	struct declared declared;
	struct baseline_values baselines[METRIC_COUNT]; /* filled by measure_baselines() */
};

/* What the configuration is held against. */
const struct measuring *measuring_of(const struct measuring *measuring,
				     const struct configuration_record *configuration);

/* To be called once the rest is filled.  Returns 0 or -ENOMEM; release either way. */
int measure_baselines(struct measuring *measuring);
void measuring_release(struct measuring *measuring);

/* Metrics of a group; baseline: -1 for all its samples, 0 or 1 for one of a block's two. */
int measure_metrics(const struct measuring *measuring, const struct group *group, int baseline,
		    struct report_metric metrics[METRIC_COUNT]);

/* Replaces the median of a metric that is there by the mean and Student's t. */
void measure_student(const struct group *group, enum metric metric,
		     struct report_metric *ret_metric);

/*
 * A value a block: the geometric mean of the group's samples in it, NaN where it has none.  The
 * caller frees; NULL without memory.
 */
double *measure_block_values(const struct measuring *measuring, const struct group *group,
			     enum metric metric);

/*
 * Logarithms of a value's ratios to either baseline of its block, two a block (stats/effect.h); NaN
 * where one of the three is absent.  The caller frees; NULL without memory.
 */
double *measure_block_ratios(const struct measuring *measuring, const struct group *group,
			     enum metric metric);

/* Effects of a group against the baseline. */
int measure_effects(const struct measuring *measuring, const struct group *group,
		    struct effect effects[METRIC_COUNT]);

/* Effects of the second baseline of each block against the first. */
int measure_baseline_pair(const struct measuring *measuring, struct effect effects[METRIC_COUNT]);

/*
 * Of the level of the interval in which the second baseline of a sequential run is held against the
 * first: in either of two metrics, throughput and cost, so that one run in twenty is called noise
 * by chance.  It takes five samples a baseline to reach it.
 */
#define SEQUENTIAL_PAIR_LEVEL .975

/* The same without blocks: of the baseline at the end against the one at the beginning. */
int measure_baselines_apart(const struct measuring *measuring, const struct group *group,
			    struct effect effects[METRIC_COUNT]);

/* Blocks in which both baselines were kept.  0 or -ENOMEM. */
int measure_paired_blocks(const struct measuring *measuring, size_t *ret_count);

/* Samples that belong to the given baseline of their block. */
size_t measure_count(const struct group *group, unsigned int baseline);

/* Sum of a counter over the samples of configuration c; NaN when none has it. */
double measure_sum(const struct measuring *measuring, size_t c, enum counter counter);

/* The same; NaN when one of them has it not: for what is held against sums of other counters. */
double measure_sum_of_all(const struct measuring *measuring, size_t c, enum counter counter);

/* Of two counters' sums over the samples that have both; NaN when none has. */
double measure_ratio(const struct measuring *measuring, size_t c, enum counter counter,
		     enum counter per);

#endif
