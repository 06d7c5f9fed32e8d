// SPDX-License-Identifier: GPL-2.0-or-later
#include "estimate/factor_pairs.h"

#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include "common/cleanup.h"
#include "estimate/configurations.h"
#include "estimate/micro.h"
#include "estimate/where.h"
#include "estimate/workload_measure.h"
#include "protocol/names.h"
#include "stats/block_levels.h"

#define PRESENT_LEAST .75 /* of the blocks */
#define BASELINES 2	  /* of a block */

bool factor_is_reference(const struct configuration_record *configuration)
{
	return program_is(configuration->program, PROGRAM_null);
}

static bool is_plain(const struct configuration_record *configuration)
{
	struct program_variant variant;

	return program_variant_parse(configuration->program, &variant) && variant.threads == 1 &&
	       variant.programs == 1 && variant.functions == 1;
}

static bool is_arm(const struct report_result *result, const char *workload)
{
	return !strcmp(result->workload, workload) && result->role == ROLE_TREATMENT &&
	       report_result_measured(result) && !configuration_is_delay(result->record) &&
	       !result->record->of_object && is_plain(result->record) && !where_is_outside(result);
}

static void fill_absent(double *values, size_t count)
{
	for (size_t i = 0; i < count; i++)
		values[i] = NAN;
}

/* Over the block's bare events or baselines, so that what a clock rounds off goes. */
static int fill_counted(const struct measuring *measuring, const struct group *group,
			double *ret_values)
{
	CLEANUP_FREE double *costs = calloc(group->count + 1, sizeof(*costs));

	if (!costs)
		return -ENOMEM;
	micro_costs(measuring, group, costs);
	for (size_t i = 0; i < group->count; i++)
		ret_values[group->samples[i].block] = costs[i];
	return 0;
}

static int fill_timed(const struct measuring *measuring, const struct group *group,
		      enum metric metric, double *ret_values)
{
	CLEANUP_FREE double *values = measure_block_values(measuring, group, metric);

	if (!values)
		return -ENOMEM;
	memcpy(ret_values, values, measuring->samples->block_count * sizeof(*values));
	return 0;
}

static int fill_values(const struct measuring *measuring, const struct report_result *result,
		       size_t configuration, double *ret_values)
{
	CLEANUP(group_release) struct group group = { 0 };
	enum metric metric = report_primary_metric(result);
	int code = group_fill(measuring->samples, configuration, measuring->workload,
			      &measuring->context, &group);

	if (code < 0)
		return code;
	if (workload_kind_of(result->workload) == WORKLOAD_EVENT || metric_is_exact(metric))
		return fill_counted(measuring, &group, ret_values);
	return fill_timed(measuring, &group, metric, ret_values);
}

static int fill_arms(const struct report *report, const struct workload_measure *measure,
		     struct factor_arms *arms)
{
	const struct configuration_record *records = report->data->configurations;
	int code = 0;

	for (size_t i = 0; i < report->result_count && code == 0; i++) {
		const struct report_result *result = &report->results[i];
		struct factor_arm *arm = &arms->arms[arms->count];

		if (!is_arm(result, measure->plain.workload))
			continue;
		*arm = (struct factor_arm){ result, arms->room + arms->count * arms->blocks };
		arms->count++;
		fill_absent(arm->values, arms->blocks);
		code = fill_values(measuring_of(&measure->plain, result->record), result,
				   (size_t)(result->record - records), arm->values);
	}
	return code;
}

/* Counts know no speed, and what micro gives are costs already. */
static bool is_timed_in_blocks(const struct factor_arms *arms)
{
	const struct report_result *result = arms->arms[0].result;

	return workload_kind_of(result->workload) == WORKLOAD_DIRECT &&
	       !report_result_is_exact(result);
}

/* The baselines are two more windows of a block that tell its speed. */
static int remove_levels(const struct measuring *measuring, struct factor_arms *arms)
{
	enum metric metric = report_primary_metric(arms->arms[0].result);
	const struct baseline_values *base = &measuring->baselines[metric];
	double *behind = arms->room + arms->count * arms->blocks;
	size_t series = arms->count;

	if (base->first) {
		memcpy(behind, base->first, arms->blocks * sizeof(*behind));
		memcpy(behind + arms->blocks, base->second, arms->blocks * sizeof(*behind));
		series += BASELINES;
	}
	return block_levels_remove(arms->room, series, arms->blocks);
}

int factor_arms_collect(const struct report *report, const char *workload,
			struct factor_arms *ret_arms)
{
	CLEANUP(workload_measure_end) struct workload_measure measure = { 0 };
	int code = workload_measure_begin(report->data, workload, &report->declared, &measure);

	if (code < 0 || measure.plain.sequential)
		return code;
	ret_arms->blocks = measure.samples.block_count;
	ret_arms->arms = calloc(report->result_count + 1, sizeof(*ret_arms->arms));
	ret_arms->room = calloc((report->result_count + BASELINES) * ret_arms->blocks + 1,
				sizeof(*ret_arms->room));
	if (!ret_arms->arms || !ret_arms->room)
		return -ENOMEM;
	code = fill_arms(report, &measure, ret_arms);
	if (code < 0 || !ret_arms->count || !is_timed_in_blocks(ret_arms))
		return code;
	return remove_levels(&measure.plain, ret_arms);
}

void factor_arms_release(struct factor_arms *arms)
{
	free(arms->arms);
	free(arms->room);
}

static bool is_with(const struct configuration_record *record, const char *program)
{
	return program ? !strcmp(record->program, program) : record->statistics;
}

static bool is_without(const struct configuration_record *record,
		       const struct configuration_record *with, const char *program)
{
	if (strcmp(record->mechanism, with->mechanism) != 0)
		return false;
	if (program)
		return factor_is_reference(record) && record->statistics == with->statistics;
	return !record->statistics && !strcmp(record->program, with->program);
}

static const struct factor_arm *find_without(const struct factor_arms *arms,
					     const struct factor_arm *with, const char *program)
{
	for (size_t i = 0; i < arms->count; i++)
		if (is_without(arms->arms[i].result->record, with->result->record, program))
			return &arms->arms[i];
	return NULL;
}

static void add_pair(struct factor_pairs *pairs, const struct factor_arm *with,
		     const struct factor_arm *without)
{
	double *differences = pairs->differences + pairs->count * pairs->blocks;

	pairs->pairs[pairs->count++] = (struct factor_pair){ with->result, without->result };
	for (size_t b = 0; b < pairs->blocks; b++)
		differences[b] = with->values[b] - without->values[b];
}

static bool has_block(const struct factor_pairs *pairs, size_t pair, size_t block)
{
	return !isnan(pairs->differences[pair * pairs->blocks + block]);
}

static size_t blocks_of(const struct factor_pairs *pairs, size_t pair)
{
	size_t count = 0;

	for (size_t b = 0; b < pairs->blocks; b++)
		count += has_block(pairs, pair, b);
	return count;
}

/* Blocks that any of them has. */
static size_t blocks_of_any(const struct factor_pairs *pairs)
{
	size_t count = 0;

	for (size_t b = 0; b < pairs->blocks; b++) {
		bool any = false;

		for (size_t p = 0; p < pairs->count; p++)
			any |= has_block(pairs, p, b);
		count += any;
	}
	return count;
}

/* By presence alone: what was measured has no say. */
static void drop_sparse(struct factor_pairs *pairs)
{
	double least = PRESENT_LEAST * (double)blocks_of_any(pairs);
	size_t kept = 0;

	for (size_t p = 0; p < pairs->count; p++) {
		if ((double)blocks_of(pairs, p) < least || !blocks_of(pairs, p))
			continue;
		pairs->pairs[kept] = pairs->pairs[p];
		memmove(pairs->differences + kept * pairs->blocks,
			pairs->differences + p * pairs->blocks,
			pairs->blocks * sizeof(*pairs->differences));
		kept++;
	}
	pairs->count = kept;
}

int factor_pairs_collect(const struct factor_arms *arms, const char *program,
			 struct factor_pairs *ret_pairs)
{
	ret_pairs->blocks = arms->blocks;
	ret_pairs->pairs = calloc(arms->count + 1, sizeof(*ret_pairs->pairs));
	ret_pairs->differences =
	    calloc(arms->count * arms->blocks + 1, sizeof(*ret_pairs->differences));
	if (!ret_pairs->pairs || !ret_pairs->differences)
		return -ENOMEM;
	for (size_t i = 0; i < arms->count; i++) {
		const struct factor_arm *with = &arms->arms[i];
		const struct factor_arm *without;

		if (!is_with(with->result->record, program))
			continue;
		without = find_without(arms, with, program);
		if (without)
			add_pair(ret_pairs, with, without);
	}
	drop_sparse(ret_pairs);
	return 0;
}

void factor_pairs_release(struct factor_pairs *pairs)
{
	free(pairs->pairs);
	free(pairs->differences);
	combined_centres_release(&pairs->centres);
}
