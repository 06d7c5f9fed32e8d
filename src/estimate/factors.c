// SPDX-License-Identifier: GPL-2.0-or-later
#include "estimate/factors.h"

#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include "common/cleanup.h"
#include "estimate/factor_estimate.h"
#include "stats/holm.h"
#include "stats/power.h"

#define NAMED_P .05 /* adjusted */

const char *factor_name(const struct factor *factor)
{
	return factor->kind == FACTOR_STATISTICS ? "statistics" : factor->level;
}

bool factors_are_exact(const struct factor_set *set)
{
	for (size_t i = 0; i < set->interaction_count; i++)
		if (!set->interactions[i].exact)
			return false;
	return true;
}

const struct factor *factor_next(const struct factor_set *set, enum factor_kind kind, size_t from)
{
	for (size_t f = from; f < set->count; f++)
		if (set->factors[f].kind == kind)
			return &set->factors[f];
	return NULL;
}

static const struct factor_set *set_of_kind(const struct report *report, enum workload_kind kind)
{
	for (size_t i = 0; i < report->factor_set_count; i++)
		if (workload_kind_of(report->factor_sets[i].workload) == kind)
			return &report->factor_sets[i];
	return NULL;
}

const struct factor_set *factors_of_cell(const struct report *report)
{
	const struct factor_set *direct = set_of_kind(report, WORKLOAD_DIRECT);

	return direct ? direct : set_of_kind(report, WORKLOAD_EVENT);
}

/* What a run of the reference program took by the kernel's clock; NaN where none has it. */
static double kernel_reported(const struct factor_pairs *pairs)
{
	double sum = 0, count = 0;

	for (size_t p = 0; p < pairs->count; p++) {
		const struct report_result *with = pairs->pairs[p].with;
		const struct report_metric *metric = &with->metrics[METRIC_KERNEL_REPORTED_NS];

		if (!factor_is_reference(with->record) || !report_metric_present(metric))
			continue;
		sum += metric->interval.estimate;
		count++;
	}
	return count > 0 ? sum / count : NAN;
}

/* None where it cannot be told. */
static int add_factor(struct factor_set *set, struct factor_pairs *pairs, enum factor_kind kind,
		      const char *level, const struct report *report)
{
	struct factor_figure figure;
	int code = factor_figure_make(pairs, NULL, report, &figure);

	if (code < 0 || !isfinite(figure.interval.estimate))
		return code;
	set->factors[set->count++] = (struct factor){
		.kind = kind,
		.level = level,
		.added = figure.interval,
		.exact = figure.exact,
		.blocks = figure.blocks,
		.treatments = pairs->count,
		.least = figure.least,
		.most = figure.most,
		.kernel_reported = kind == FACTOR_STATISTICS ? kernel_reported(pairs) : NAN,
	};
	return 0;
}

static const char *level_of(const struct factor_pair *pair, enum factor_kind with)
{
	const struct configuration_record *record = pair->with->record;

	return with == FACTOR_MECHANISM ? record->mechanism : record->program;
}

/* Whether it is the first pair with its level; *ret_others: whether any pair has another. */
static bool is_new_level(const struct factor_pairs *pairs, size_t pair, enum factor_kind with,
			 bool *ret_here, bool *ret_others)
{
	const char *level = level_of(&pairs->pairs[pair], with);
	bool first = true;

	*ret_others = false;
	for (size_t p = 0; p < pairs->count; p++) {
		ret_here[p] = !strcmp(level, level_of(&pairs->pairs[p], with));
		first &= !ret_here[p] || p >= pair;
		*ret_others |= !ret_here[p];
	}
	return first;
}

static int add_interaction(struct factor_set *set, struct factor_pairs *pairs, const bool *here,
			   const struct report *report, struct factor_interaction interaction)
{
	struct factor_figure figure;
	int code = factor_figure_make(pairs, here, report, &figure);

	if (code < 0 || !isfinite(figure.interval.estimate))
		return code;
	interaction.factor = set->count - 1;
	interaction.difference = figure.interval;
	interaction.there = figure.there;
	interaction.exact = figure.exact;
	interaction.error = figure.error;
	interaction.freedom = figure.freedom;
	interaction.p = figure.p;
	interaction.p_adjusted = NAN;
	set->interactions[set->interaction_count++] = interaction;
	set->p_least = fmax(set->p_least, figure.p_least);
	return 0;
}

/* Of the factor added last with each mechanism, or with each program. */
static int add_interactions(struct factor_set *set, struct factor_pairs *pairs,
			    enum factor_kind with, const struct report *report)
{
	CLEANUP_FREE bool *here = calloc(pairs->count + 1, sizeof(*here));
	int code = here ? 0 : -ENOMEM;

	for (size_t p = 0; p < pairs->count && code == 0; p++) {
		bool others;

		if (is_new_level(pairs, p, with, here, &others) && others)
			code = add_interaction(
			    set, pairs, here, report,
			    (struct factor_interaction){
				.with = with, .level = level_of(&pairs->pairs[p], with) });
	}
	return code;
}

static int add_statistics(struct factor_set *set, const struct factor_arms *arms,
			  const struct report *report)
{
	CLEANUP(factor_pairs_release) struct factor_pairs pairs = { 0 };
	size_t before = set->count;
	int code = factor_pairs_collect(arms, NULL, &pairs);

	if (code < 0 || !pairs.count)
		return code;
	code = add_factor(set, &pairs, FACTOR_STATISTICS, NULL, report);
	if (code < 0 || set->count == before)
		return code;
	code = add_interactions(set, &pairs, FACTOR_MECHANISM, report);
	return code < 0 ? code : add_interactions(set, &pairs, FACTOR_PROGRAM, report);
}

static int add_program(struct factor_set *set, const struct factor_arms *arms, const char *program,
		       const struct report *report)
{
	CLEANUP(factor_pairs_release) struct factor_pairs pairs = { 0 };
	size_t before = set->count;
	int code = factor_pairs_collect(arms, program, &pairs);

	if (code < 0 || !pairs.count)
		return code;
	code = add_factor(set, &pairs, FACTOR_PROGRAM, program, report);
	if (code < 0 || set->count == before)
		return code;
	return add_interactions(set, &pairs, FACTOR_MECHANISM, report);
}

static bool is_first_of_program(const struct factor_arms *arms, size_t arm)
{
	const char *program = arms->arms[arm].result->record->program;

	for (size_t i = 0; i < arm; i++)
		if (!strcmp(arms->arms[i].result->record->program, program))
			return false;
	return true;
}

static int add_programs(struct factor_set *set, const struct factor_arms *arms,
			const struct report *report)
{
	int code = 0;

	for (size_t i = 0; i < arms->count && code == 0; i++) {
		const struct configuration_record *record = arms->arms[i].result->record;

		if (!factor_is_reference(record) && is_first_of_program(arms, i))
			code = add_program(set, arms, record->program, report);
	}
	return code;
}

/* The effect of the report, so that one thing has one figure. */
static void add_mechanism(struct factor_set *set, const struct report_result *result)
{
	enum metric metric = report_primary_metric(result);
	const struct effect *effect = &result->effects[metric];
	const struct interval *cost = &effect->absolute;

	if (!report_effect_present(effect) || !isfinite(cost->estimate))
		return;
	set->factors[set->count++] = (struct factor){
		.kind = FACTOR_MECHANISM,
		.level = result->record->mechanism,
		.added = *cost,
		.exact = metric_is_exact(metric) && !(cost->low < cost->high),
		.blocks = effect->n,
		.treatments = 1,
		.least = cost->estimate,
		.most = cost->estimate,
		.kernel_reported = NAN,
	};
}

/* With statistics its figure would have theirs in it. */
static void add_mechanisms(struct factor_set *set, const struct factor_arms *arms)
{
	for (size_t i = 0; i < arms->count; i++) {
		const struct report_result *result = arms->arms[i].result;

		if (factor_is_reference(result->record) && !result->record->statistics)
			add_mechanism(set, result);
	}
}

static bool is_named(const struct factor_interaction *interaction)
{
	return interaction->exact ? fabs(interaction->difference.estimate) > FACTOR_SAME
				  : interaction->p_adjusted <= NAMED_P;
}

static size_t count_compared(const struct factor_set *set)
{
	size_t count = 0;

	for (size_t i = 0; i < set->interaction_count; i++)
		count += isfinite(set->interactions[i].p) ? 1 : 0;
	return count;
}

/* What is seen has to be named, which takes more of one among several than of one alone. */
static void find_mde80(struct factor_set *set)
{
	size_t compared = count_compared(set);

	if ((double)compared * set->p_least > NAMED_P)
		return;
	for (size_t i = 0; i < set->interaction_count; i++)
		set->mde80 = fmax(set->mde80, mde80_among(set->interactions[i].error,
							  set->interactions[i].freedom, compared));
}

static int name_interactions(struct factor_set *set)
{
	CLEANUP_FREE double *p = calloc(2 * set->interaction_count + 1, sizeof(*p));
	double *adjusted = p + set->interaction_count;
	int code;

	if (!p)
		return -ENOMEM;
	for (size_t i = 0; i < set->interaction_count; i++)
		p[i] = set->interactions[i].p;
	code = holm_adjust(p, set->interaction_count, adjusted);
	for (size_t i = 0; i < set->interaction_count && code == 0; i++) {
		set->interactions[i].p_adjusted = adjusted[i];
		set->interactions[i].named = is_named(&set->interactions[i]);
		set->named += set->interactions[i].named;
	}
	return code;
}

static bool differs(const struct factor_set *set, size_t factor)
{
	if (set->factors[factor].exact)
		return set->factors[factor].most - set->factors[factor].least > FACTOR_SAME;
	for (size_t i = 0; i < set->interaction_count; i++)
		if (set->interactions[i].factor == factor && set->interactions[i].named)
			return true;
	return false;
}

/* The least and the most of what chance alone sets apart would be a spread that is not there. */
static void hide_ranges(struct factor_set *set)
{
	for (size_t f = 0; f < set->count; f++)
		if (!differs(set, f))
			set->factors[f].least = set->factors[f].most = NAN;
}

/* One of statistics, and of each arm at most one of a program or mechanism. */
static int set_allocate(struct factor_set *set, const struct factor_arms *arms)
{
	set->factors = calloc(arms->count + 1, sizeof(*set->factors));
	/* Of statistics with each mechanism and program, of each program with each mechanism. */
	set->interactions = calloc(3 * arms->count + 1, sizeof(*set->interactions));
	return set->factors && set->interactions ? 0 : -ENOMEM;
}

static int set_fill(struct factor_set *set, const struct factor_arms *arms,
		    const struct report *report)
{
	int code = set_allocate(set, arms);

	if (code == 0)
		code = add_statistics(set, arms, report);
	if (code == 0)
		code = add_programs(set, arms, report);
	if (code < 0)
		return code;
	add_mechanisms(set, arms);
	code = name_interactions(set);
	find_mde80(set);
	hide_ranges(set);
	return code;
}

static void set_release(struct factor_set *set)
{
	free(set->factors);
	free(set->interactions);
}

static int set_build(struct report *report, const char *workload)
{
	CLEANUP(factor_arms_release) struct factor_arms arms = { 0 };
	struct factor_set *set = &report->factor_sets[report->factor_set_count];
	int code = factor_arms_collect(report, workload, &arms);

	if (code < 0 || !arms.count)
		return code;
	*set = (struct factor_set){ .workload = workload, .mde80 = NAN };
	set->unit = metric_unit_word(report_primary_metric(arms.arms[0].result));
	code = set_fill(set, &arms, report);
	if (code == 0 && set->count)
		report->factor_set_count++;
	else
		set_release(set);
	return code;
}

int factors_build(struct report *report)
{
	int code = 0;

	report->factor_sets = calloc(report->workload_count + 1, sizeof(*report->factor_sets));
	if (!report->factor_sets)
		return -ENOMEM;
	for (size_t w = 0; w < report->workload_count && code == 0; w++)
		if (workload_kind_of(report->workloads[w].name) != WORKLOAD_TRAFFIC)
			code = set_build(report, report->workloads[w].name);
	return code;
}

void factors_free(struct report *report)
{
	for (size_t i = 0; i < report->factor_set_count; i++)
		set_release(&report->factor_sets[i]);
	free(report->factor_sets);
}
