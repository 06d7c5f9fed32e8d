// SPDX-License-Identifier: GPL-2.0-or-later
#include "estimate/covariates.h"

#include <errno.h>
#include <math.h>
#include <string.h>
#include "common/cleanup.h"
#include "protocol/workloads.h"
#include "estimate/timing.h"

/* Of one CPU's time; of a window in which the sender never waited the share is 1, or nearly. */
#define SENDER_BUSY .98

const struct covariates covariate_limits = { {
    [EXCLUSION_STEAL] = .02,
    [EXCLUSION_FOREIGN_CPU] = 1,
    [EXCLUSION_MISSES] = 0,
    [EXCLUSION_SENDER_LIMIT] = 0,
} };

/* A share as its two sums; the whole stays 0 where nothing could be had. */
struct share {
	double part, whole;
};

struct block_shares {
	struct share of[EXCLUSION_REASON_COUNT];
};

static void share_add(struct share *share, double part, double whole)
{
	if (isnan(part) || isnan(whole))
		return;
	share->part += part;
	share->whole += whole;
}

static void window_add(struct block_shares *block, const struct counters *counters, bool paced)
{
	const double *value = counters->value;
	double length_ns = value[COUNTER_length_ns];
	double busy = value[COUNTER_sender_cpu_ns] / length_ns;

	share_add(&block->of[EXCLUSION_STEAL], value[COUNTER_steal_ns], length_ns);
	share_add(&block->of[EXCLUSION_FOREIGN_CPU], value[COUNTER_vcpu_wait_ns], length_ns);
	share_add(&block->of[EXCLUSION_MISSES], value[COUNTER_misses],
		  value[COUNTER_hits] + value[COUNTER_misses]);
	if (paced && !isnan(busy))
		share_add(&block->of[EXCLUSION_SENDER_LIMIT], busy >= SENDER_BUSY, 1);
}

/* To a receiver that is free or saturated the sender sends as fast as it can. */
static bool is_paced(const struct visit_record *visit)
{
	return workload_is_paced(visit->workload);
}

static void sum_blocks(const struct run_data *data, const size_t *blocks,
		       struct block_shares *shares)
{
	for (size_t i = 0; i < data->sample_count; i++) {
		size_t v = data->samples[i].visit;
		struct counters counters;

		if (blocks[v] == SIZE_MAX || strcmp(data->visits[v].state, "kept") != 0)
			continue;
		counters = counters_unpack(&data->samples[i].counters);
		window_add(&shares[blocks[v]], &counters, is_paced(&data->visits[v]));
	}
}

static struct covariates covariates_of(const struct block_shares *block)
{
	struct covariates covariates;

	for (int reason = 0; reason < EXCLUSION_REASON_COUNT; reason++) {
		const struct share *share = &block->of[reason];

		covariates.value[reason] = share->whole > 0 ? share->part / share->whole : NAN;
	}
	return covariates;
}

int covariates_exclude(const struct run_data *data, const size_t *blocks, size_t block_count,
		       bool *excluded, struct exclusion *ret_exclusion)
{
	CLEANUP_FREE struct block_shares *shares = calloc(block_count + 1, sizeof(*shares));
	CLEANUP_FREE struct covariates *covariates = calloc(block_count + 1, sizeof(*covariates));
	CLEANUP_FREE bool *passed = calloc(block_count + 1, sizeof(*passed));

	if (!shares || !covariates || !passed)
		return -ENOMEM;
	/* What the host does meanwhile does not reach where instructions are counted. */
	if (run_counts_instructions(data)) {
		*ret_exclusion = (struct exclusion){ 0 };
		return 0;
	}
	sum_blocks(data, blocks, shares);
	for (size_t b = 0; b < block_count; b++)
		covariates[b] = covariates_of(&shares[b]);
	exclude_blocks(covariates, block_count, &covariate_limits, passed, ret_exclusion);
	for (size_t b = 0; b < block_count; b++)
		excluded[b] |= passed[b];
	return 0;
}
