// SPDX-License-Identifier: GPL-2.0-or-later
#include "estimate/trust.h"

#include <math.h>
#include <string.h>
#include "environment/lives.h"
#include "estimate/across.h"
#include "estimate/one_number.h"

const char *trust_word_name(enum trust_word word)
{
	static const char *const names[TRUST_WORDS] = { "yes", "with care", "no" };

	return names[word];
}

const char *trust_check_name(enum trust_check_kind kind)
{
	static const char *const names[TRUST_CHECKS] = { "counts", "A/A", "delays", "blocks",
							 "machine" };

	return names[kind];
}

static struct trust_check finding(enum trust_word word, enum trust_reason reason, size_t cell)
{
	return (struct trust_check){ .known = true,
				     .word = word,
				     .reason = reason,
				     .cell = cell,
				     .interval = { NAN, NAN, NAN },
				     .reach = NAN,
				     .cpus = NAN };
}

/* The worse of the two stays. */
static void take(struct trust_check *check, const struct trust_check *found)
{
	if (!check->known || found->word > check->word ||
	    (found->word == check->word && found->reach > check->reach))
		*check = *found;
}

static enum trust_reason doubt_of_count(const struct report_micro *micro)
{
	if (isfinite(micro->slope.estimate) && !micro->holds)
		return TRUST_NOT_LINEAR;
	if (chunks_differ(micro))
		return TRUST_CHUNKS_DIFFER;
	if (micro->most - micro->least > TRUST_COUNTS_APART)
		return TRUST_RELOADS_DIFFER;
	return micro->disturbed > TRUST_DISTURBED * micro->chunks ? TRUST_MOSTLY_DISTURBED
								  : TRUST_FINE;
}

static bool boots_differ(const struct run_report *run, size_t cell,
			 const struct report_result *result)
{
	struct across_key key = { result->workload, result->configuration,
				  report_primary_metric(result), ACROSS_AMOUNT };
	struct across across = across_boots(run, run->group_of[cell], &key);

	return across_differs(&across);
}

static void check_count(const struct run_report *run, size_t cell,
			const struct report_result *result, struct trust_check *check)
{
	struct trust_check found = finding(TRUST_YES, TRUST_FINE, cell);

	if (result->role != ROLE_TREATMENT || !report_result_is_exact(result) ||
	    !report_effect_present(&result->effects[report_primary_metric(result)]))
		return;
	found.reason =
	    boots_differ(run, cell, result) ? TRUST_BOOTS_DIFFER : doubt_of_count(&result->micro);
	found.word = found.reason == TRUST_FINE ? TRUST_YES : TRUST_WITH_CARE;
	found.interval = (struct interval){ NAN, result->micro.least, result->micro.most };
	found.workload = result->workload;
	found.configuration = result->configuration;
	take(check, &found);
}

static bool is_counted(const struct run_report *run, size_t cell)
{
	return strcmp(run->groups[run->group_of[cell]].timing, "counted") == 0;
}

static void judge_pair(struct trust_check *found, enum workload_kind kind)
{
	bool direct = kind == WORKLOAD_DIRECT;
	double care = direct ? TRUST_AA_CARE_DIRECT : TRUST_AA_CARE_TRAFFIC;
	double no = direct ? TRUST_AA_NO_DIRECT : TRUST_AA_NO_TRAFFIC;
	const struct interval *interval = &found->interval;

	found->reach = fmax(fabs(interval->low), fabs(interval->high));
	found->reason = TRUST_FAR;
	if (isnan(interval->low) || isnan(interval->high)) {
		found->word = TRUST_NO;
		found->reason = TRUST_NO_INTERVAL;
		found->reach = INFINITY;
	} else if (found->reach > no) {
		found->word = TRUST_NO;
	} else if (found->reach > care) {
		found->word = TRUST_WITH_CARE;
	} else if (interval->low > 0 || interval->high < 0) {
		found->word = TRUST_WITH_CARE;
		found->reason = TRUST_DIFFERENCE;
	} else {
		found->reason = TRUST_FINE;
	}
}

static void check_pair_metric(const struct report_result *pair, size_t cell, enum metric metric,
			      struct trust_check *check)
{
	struct trust_check found = finding(TRUST_YES, TRUST_FINE, cell);
	const struct effect *effect = &pair->effects[metric];

	if (!report_effect_present(effect))
		return;
	found.workload = pair->workload;
	found.metric = metric;
	found.interval = effect->percent;
	judge_pair(&found, workload_kind_of(pair->workload));
	take(check, &found);
}

/* By what its effects are shown on. */
static void check_pair(const struct report *report, size_t cell,
		       const struct report_workload *workload, struct trust_check *check)
{
	const struct report_result *pair =
	    report_result_find(report, BASELINE_PAIR_NAME, workload->name);

	if (!pair || workload_kind_of(workload->name) == WORKLOAD_EVENT)
		return;
	check_pair_metric(pair, cell, report_primary_metric(pair), check);
	if (workload->saturation.saturated)
		check_pair_metric(pair, cell, METRIC_RATE_PPS, check);
}

static void check_delays(const struct report *report, size_t cell, struct trust_check *check)
{
	const struct interval *slope = &report->delays_returned.interval;
	struct trust_check found = finding(TRUST_YES, TRUST_FINE, cell);

	if (!report->delays_returned.n || isnan(slope->low) || isnan(slope->high))
		return;
	found.interval = *slope;
	found.reach = fmax(fabs(slope->low - 1), fabs(slope->high - 1));
	if (found.reach > TRUST_DELAYS_CARE) {
		found.word = found.reach > TRUST_DELAYS_NO ? TRUST_NO : TRUST_WITH_CARE;
		found.reason = TRUST_FAR;
	}
	take(check, &found);
}

static size_t excluded_of(const struct report_workload *workload)
{
	return workload->exclusion.excluded + workload->blocks_excluded;
}

static void judge_blocks(struct trust_check *found, const struct report_workload *workload)
{
	double share = (double)found->excluded / (double)found->blocks;

	if (workload->sequential || !workload->blocks) {
		found->word = TRUST_NO;
		found->reason = workload->sequential ? TRUST_SEQUENTIAL : TRUST_EXCLUDED;
	} else if (share > TRUST_EXCLUDED_CARE) {
		found->word = share > TRUST_EXCLUDED_NO ? TRUST_NO : TRUST_WITH_CARE;
		found->reason = TRUST_EXCLUDED;
	} else if (workload->blocks < TRUST_BLOCKS_LEAST) {
		found->word = TRUST_WITH_CARE;
		found->reason = TRUST_FEW_BLOCKS;
	}
	found->reach = share;
}

/* Of all workloads together, where there is nothing to be said of one. */
static void add_blocks(struct trust_check *check, const struct trust_check *found)
{
	if (check->known && check->word == TRUST_YES && found->word == TRUST_YES) {
		check->excluded += found->excluded;
		check->blocks += found->blocks;
		return;
	}
	take(check, found);
}

static void check_blocks(size_t cell, const struct report_workload *workload,
			 struct trust_check *check)
{
	struct trust_check found = finding(TRUST_YES, TRUST_FINE, cell);

	found.workload = workload->name;
	found.excluded = excluded_of(workload);
	found.blocks = workload->blocks + found.excluded;
	if (workload_kind_of(workload->name) == WORKLOAD_EVENT ||
	    (!found.blocks && !workload->sequential))
		return;
	judge_blocks(&found, workload);
	add_blocks(check, &found);
}

/* What was while the run lasted; of one that was cut off, what was before it. */
static void fact_of(const json_t *life, const char *key, struct trust_check *found)
{
	const json_t *during = json_object_get(json_object_get(life, "during"), key);
	const json_t *before = json_object_get(json_object_get(life, "before"), key);
	const json_t *fact = during ? during : before;

	found->cpus = json_is_number(fact) ? json_number_value(fact) : NAN;
	found->before = !during;
}

static void check_load(const json_t *life, size_t cell, bool stolen, struct trust_check *check)
{
	struct trust_check found = finding(TRUST_YES, TRUST_FINE, cell);

	fact_of(life, stolen ? "steal_cpus" : "other_load_cpus", &found);
	if (isnan(found.cpus))
		return;
	found.stolen = stolen;
	if (found.cpus > (stolen ? TRUST_STEAL_CPUS : TRUST_LOAD_CPUS)) {
		found.word = TRUST_WITH_CARE;
		found.reason = stolen ? TRUST_STEAL : TRUST_LOAD;
	}
	found.reach = found.reason == TRUST_STEAL ? 0 : found.cpus;
	take(check, &found);
}

static void check_machine(const struct run_report *run, size_t cell, struct trust_check *check)
{
	const struct cell_record *record = run_report_cell(run, cell);
	const json_t *environment = record ? json_object_get(record->facts, "environment") : NULL;

	for (size_t i = 0; record && i < environment_lives(environment); i++) {
		const json_t *life = environment_life(environment, i);

		check_load(life, cell, false, check);
		check_load(life, cell, true, check);
	}
}

static void check_timed(const struct run_report *run, size_t cell, struct trust *trust)
{
	const struct report *report = run->reports[cell];

	for (size_t w = 0; w < report->workload_count; w++) {
		check_pair(report, cell, &report->workloads[w], &trust->checks[TRUST_AA]);
		check_blocks(cell, &report->workloads[w], &trust->checks[TRUST_BLOCKS]);
	}
	check_delays(report, cell, &trust->checks[TRUST_DELAYS]);
	check_machine(run, cell, &trust->checks[TRUST_MACHINE]);
}

static void check_counted(const struct run_report *run, size_t cell, struct trust *trust)
{
	const struct report *report = run->reports[cell];

	for (size_t i = 0; i < report->result_count; i++)
		check_count(run, cell, &report->results[i], &trust->checks[TRUST_COUNTS]);
}

struct trust trust_of(const struct run_report *run)
{
	struct trust trust = { .word = TRUST_YES };
	bool known = false;

	for (size_t i = 0; i < run->count; i++) {
		if (is_counted(run, i))
			check_counted(run, i, &trust);
		else
			check_timed(run, i, &trust);
	}
	for (int kind = 0; kind < TRUST_CHECKS; kind++) {
		known |= trust.checks[kind].known;
		if (trust.checks[kind].known && trust.checks[kind].word > trust.word)
			trust.word = trust.checks[kind].word;
	}
	if (!known)
		trust.word = TRUST_WITH_CARE;
	return trust;
}
