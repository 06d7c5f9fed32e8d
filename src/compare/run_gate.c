// SPDX-License-Identifier: GPL-2.0-or-later
#include "compare/run_gate.h"

#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include "common/cleanup.h"
#include "compare/cost_metric.h"
#include "compare/kernel_level.h"
#include "estimate/outcome.h"
#include "words/cell_words.h"

int run_gate_check(const struct gate *gate, const char *name, struct error *err)
{
	for (size_t i = 0; i < gate->count; i++)
		if (!gate->rules[i].level)
			return error_set(err, ERROR_USAGE, EINVAL,
					 "%s: '%s' bounds a rise, which takes two runs: write "
					 "<= for what it may cost, or use `bpftax compare`",
					 name, gate->rules[i].pattern);
	return 0;
}

void gated_run_free(struct gated_run *gated)
{
	if (!gated)
		return;
	for (size_t i = 0; i < gated->count; i++) {
		free(gated->rows[i].cell);
		free(gated->rows[i].missing);
	}
	free(gated->rows);
	free(gated);
}

static void cleanup_gated(struct gated_run **gated)
{
	gated_run_free(*gated);
}

static size_t count_results(const struct run_report *run)
{
	size_t count = 0;

	for (size_t i = 0; i < run->count; i++)
		count += run->reports[i]->result_count;
	return count;
}

static bool has_row(const struct gated_run *gated, size_t from, const struct report_result *result)
{
	for (size_t i = from; i < gated->count; i++)
		if (strcmp(gated->rows[i].configuration, result->configuration) == 0 &&
		    strcmp(gated->rows[i].workload, result->workload) == 0)
			return true;
	return false;
}

static int judge(struct gated_row *row, const struct report *report,
		 const struct report_result *result, enum metric metric, struct error *err)
{
	if (row->cost.n) {
		row->verdict = gate_verdict(row->rule, &row->cost.interval);
		return gate_unit_check(row->rule, metric, metric_unit_word(metric), err);
	}
	row->missing = cost_missing_words(report, result, metric);
	row->excused = result->look && outcome_of(result) == OUTCOME_SKIPPED;
	return row->missing ? 0 : error_set(err, ERROR_ENVIRONMENT, ENOMEM, "out of memory");
}

/* Where the results of a kernel are taken from, and where its rows begin. */
struct place {
	const struct run_report *run;
	size_t group;
	char *name; /* of the kernel, or NULL */
	size_t from;
};

static int add_result(struct gated_run *gated, const struct gate *gate, const struct place *place,
		      const struct report *report, const struct report_result *result,
		      struct error *err)
{
	const struct gate_rule *rule =
	    gate_rule_find(gate, GATE_COST, place->name, result->workload, result->configuration);
	enum metric metric = cost_metric_default(report->data, result);
	const struct cost_key key = { result->workload, result->configuration, metric };
	struct gated_row *row = &gated->rows[gated->count];

	if (!rule || result->role != ROLE_TREATMENT || has_row(gated, place->from, result))
		return 0;
	*row = (struct gated_row){ .cell = place->name ? strdup(place->name) : NULL,
				   .configuration = result->configuration,
				   .workload = result->workload,
				   .rule = rule,
				   .cost = kernel_level(place->run, place->group, &key) };
	gated->count++;
	if (place->name && !row->cell)
		return error_set(err, ERROR_ENVIRONMENT, ENOMEM, "out of memory");
	return judge(row, report, result, metric, err);
}

static int add_kernel(struct gated_run *gated, const struct gate *gate,
		      const struct run_report *run, size_t group, struct error *err)
{
	CLEANUP_FREE char *name = run->group_count > 1 ? cell_group_name(run, group) : NULL;
	struct place place = { run, group, name, gated->count };
	int code = 0;

	if (run->group_count > 1 && !name)
		return error_set(err, ERROR_ENVIRONMENT, ENOMEM, "out of memory");
	for (size_t i = cell_group_next(run, group, SIZE_MAX); i != SIZE_MAX;
	     i = cell_group_next(run, group, i))
		for (size_t r = 0; r < run->reports[i]->result_count && code == 0; r++)
			code = add_result(gated, gate, &place, run->reports[i],
					  &run->reports[i]->results[r], err);
	return code;
}

/* A rule that checks nothing would pass for ever. */
static int check_patterns(const struct gated_run *gated, const struct gate *gate, struct error *err)
{
	for (size_t i = 0; i < gate->count; i++) {
		const char *pattern = gate->rules[i].pattern;
		bool fits = gate->rules[i].subject != GATE_COST;

		for (size_t r = 0; r < gated->count; r++)
			fits |=
			    cost_pattern_fits(pattern, gated->rows[r].cell, gated->rows[r].workload,
					      gated->rows[r].configuration);
		if (!fits)
			return error_set(err, ERROR_USAGE, EINVAL,
					 "the gate's '%s' fits no configuration of this run",
					 pattern);
	}
	return 0;
}

int run_gate_apply(const struct gate *gate, const struct run_report *run,
		   struct gated_run **ret_gated, struct error *err)
{
	CLEANUP(cleanup_gated) struct gated_run *gated = calloc(1, sizeof(*gated));
	int code = 0;

	if (gated)
		gated->rows = calloc(count_results(run) + 1, sizeof(*gated->rows));
	if (!gated || !gated->rows)
		return error_set(err, ERROR_ENVIRONMENT, ENOMEM, "out of memory");
	for (size_t g = 0; g < run->group_count && code == 0; g++)
		code = add_kernel(gated, gate, run, g, err);
	if (code == 0)
		code = check_patterns(gated, gate, err);
	if (code < 0)
		return code;
	*ret_gated = take_pointer(gated);
	return 0;
}

/* Whether the rule has judged nothing at all; it bounds costs or the verifier, never both. */
static bool is_idle(const struct gated_run *gated, const struct verified_list *verified,
		    const struct gate_rule *rule)
{
	for (size_t i = 0; i < gated->count; i++)
		if (gated->rows[i].rule == rule && !gated->rows[i].missing)
			return false;
	for (size_t i = 0; i < verified->count; i++)
		if (verified->rows[i].rule == rule && !verified->rows[i].missing)
			return false;
	return true;
}

static void count(struct gated_counts *counts, enum verdict verdict, bool is_missed)
{
	counts->missing += is_missed;
	counts->passed += verdict == VERDICT_PASS;
	counts->failed += verdict == VERDICT_FAIL;
	counts->inconclusive += verdict == VERDICT_INCONCLUSIVE;
}

struct gated_counts gated_run_count(const struct gated_run *gated,
				    const struct verified_list *verified)
{
	struct gated_counts counts = { 0 };

	for (size_t i = 0; i < verified->count; i++) {
		const struct verified *row = &verified->rows[i];

		count(&counts, row->verdict,
		      row->missing && (!row->excused || is_idle(gated, verified, row->rule)));
	}
	for (size_t i = 0; i < gated->count; i++) {
		const struct gated_row *row = &gated->rows[i];

		count(&counts, row->verdict,
		      row->missing && (!row->excused || is_idle(gated, verified, row->rule)));
	}
	return counts;
}
