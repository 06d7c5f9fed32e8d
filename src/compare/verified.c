// SPDX-License-Identifier: GPL-2.0-or-later
#include "compare/verified.h"

#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include "common/cleanup.h"
#include "common/file.h"
#include "common/text.h"
#include "compare/cost_metric.h"
#include "estimate/outcome.h"
#include "words/cell_words.h"

void verified_release(struct verified_list *list)
{
	text_words_free(list->names, list->name_count);
	free(list->rows);
	*list = (struct verified_list){ 0 };
}

static int out_of_memory(struct error *err)
{
	return error_set(err, ERROR_ENVIRONMENT, ENOMEM, "out of memory");
}

static bool bounds_verifier(const struct gate *gate)
{
	for (size_t i = 0; i < gate->count; i++)
		if (gate->rules[i].subject == GATE_VERIFIER)
			return true;
	return false;
}

static bool is_known(const struct report_result *result)
{
	return result && isfinite(verifier_took(result).processed);
}

/* The first boot of the kernel that knows it, as all of them load the same; else any that has it.
 */
static const struct report_result *result_of(const struct run_report *run, size_t group,
					     const char *configuration, const char *workload)
{
	const struct report_result *found = NULL;

	if (!run || group == NO_PARTNER)
		return NULL;
	for (size_t i = cell_group_next(run, group, SIZE_MAX); i != SIZE_MAX && !is_known(found);
	     i = cell_group_next(run, group, i)) {
		const struct report_result *one =
		    report_result_find(run->reports[i], configuration, workload);

		found = one ? one : found;
	}
	return found;
}

/* What the rule bounds; NaN: not known. */
static double value_of(const struct verified *row)
{
	double before = row->before.processed, after = row->after.processed;

	if (row->rule->level)
		return row->rule->unit == GATE_PERCENT ? row->after.percent : after;
	return row->rule->unit == GATE_PERCENT ? 100 * (after - before) / before : after - before;
}

static void judge(struct verified *row, enum verdict not_known)
{
	double value = value_of(row);
	struct interval exact = { value, value, value };

	row->verdict = isfinite(value) ? gate_verdict(row->rule, &exact) : not_known;
}

static const char *missing_of(const struct report_result *result, const struct gate_rule *rule)
{
	struct verifier_took took = verifier_took(result);

	if (!result)
		return "it is not in this run";
	if (!isfinite(took.processed))
		return result->reason ? result->reason : "this kernel does not tell";
	return rule->level && rule->unit == GATE_PERCENT && !isfinite(took.percent)
		   ? "this kernel does not tell its limit"
		   : NULL;
}

/* The kernels that a row is of; groups are NO_PARTNER where a run has none. */
struct place {
	const struct run_report *before, *after;
	size_t before_group, after_group;
	const char *name;
};

/* Between two runs, and of one. */
static enum verdict verdict_not_known(const struct place *place)
{
	return place->before ? VERDICT_INCONCLUSIVE : VERDICT_NONE;
}

static bool has_row(const struct verified_list *list, const struct place *place,
		    const struct report_result *result)
{
	for (size_t i = list->count; i > 0 && list->rows[i - 1].cell == place->name; i--)
		if (!strcmp(list->rows[i - 1].configuration, result->configuration) &&
		    !strcmp(list->rows[i - 1].workload, result->workload))
			return true;
	return false;
}

static int row_add(struct verified_list *list, const struct place *place,
		   const struct gate_rule *rule, const struct report_result *after)
{
	const struct report_result *before =
	    result_of(place->before, place->before_group, after->configuration, after->workload);
	struct verified *larger = reallocarray(list->rows, list->count + 1, sizeof(*larger));
	struct verified *row;

	if (!larger)
		return -ENOMEM;
	list->rows = larger;
	row = &larger[list->count++];
	*row = (struct verified){ .cell = place->name,
				  .configuration = after->configuration,
				  .workload = after->workload,
				  .rule = rule,
				  .before = verifier_took(before),
				  .after = verifier_took(after),
				  .missing = missing_of(after, rule),
				  .excused = outcome_of(after) == OUTCOME_SKIPPED };
	if (!row->missing && !rule->level)
		row->missing = missing_of(before, rule);
	judge(row, verdict_not_known(place));
	return 0;
}

static int place_add(struct verified_list *list, const struct gate *gate, const struct place *place,
		     const struct report *report)
{
	int code = 0;

	for (size_t r = 0; r < report->result_count && code == 0; r++) {
		const struct report_result *any = &report->results[r];
		const struct gate_rule *rule = gate_rule_find(gate, GATE_VERIFIER, place->name,
							      any->workload, any->configuration);

		if (rule && any->look && !has_row(list, place, any))
			code = row_add(list, place, rule,
				       result_of(place->after, place->after_group,
						 any->configuration, any->workload));
	}
	return code;
}

static int boots_add(struct verified_list *list, const struct gate *gate, const struct place *place)
{
	int code = 0;

	if (place->after_group == NO_PARTNER)
		return 0;
	for (size_t i = cell_group_next(place->after, place->after_group, SIZE_MAX);
	     i != SIZE_MAX && code == 0; i = cell_group_next(place->after, place->after_group, i))
		code = place_add(list, gate, place, place->after->reports[i]);
	return code;
}

/* A rule that checks nothing would pass for ever. */
static int check_patterns(const struct gate *gate, const struct verified_list *list,
			  struct error *err)
{
	for (size_t i = 0; i < gate->count; i++) {
		const struct gate_rule *rule = &gate->rules[i];
		bool fits = rule->subject != GATE_VERIFIER;

		for (size_t r = 0; r < list->count; r++)
			fits |=
			    cost_pattern_fits(rule->pattern, list->rows[r].cell,
					      list->rows[r].workload, list->rows[r].configuration);
		if (!fits)
			return error_set(err, ERROR_USAGE, EINVAL,
					 "the gate's '%s' bounds the verifier, and fits no program "
					 "of an object here",
					 rule->pattern);
	}
	return 0;
}

static int names_make(const struct run_report *run, struct verified_list *list)
{
	list->names = calloc(run->group_count + 1, sizeof(*list->names));
	if (!list->names)
		return -ENOMEM;
	for (size_t g = 0; run->group_count > 1 && g < run->group_count; g++) {
		list->names[g] = cell_group_name(run, g);
		if (!list->names[g])
			return -ENOMEM;
		list->name_count++;
	}
	return 0;
}

int verified_of_run(const struct gate *gate, const struct run_report *run,
		    struct verified_list *ret_list, struct error *err)
{
	int code;

	*ret_list = (struct verified_list){ 0 };
	if (!bounds_verifier(gate))
		return 0;
	code = names_make(run, ret_list);
	for (size_t g = 0; g < run->group_count && code == 0; g++) {
		struct place place = { NULL, run, NO_PARTNER, g, ret_list->names[g] };

		code = boots_add(ret_list, gate, &place);
	}
	return code < 0 ? out_of_memory(err) : check_patterns(gate, ret_list, err);
}

int verified_of_two(const struct gate *gate, const struct compare *compare,
		    struct verified_list *ret_list, struct error *err)
{
	int code = 0;

	*ret_list = (struct verified_list){ 0 };
	if (!bounds_verifier(gate))
		return 0;
	for (size_t i = 0; i < compare->partner_count && code == 0; i++) {
		const struct partners *partners = &compare->partners[i];
		struct place place = { compare->a, compare->b, partners->group[0],
				       partners->group[1], partners->name };

		code = boots_add(ret_list, gate, &place);
	}
	return code < 0 ? out_of_memory(err) : check_patterns(gate, ret_list, err);
}

struct gate_counts verified_count(const struct verified_list *list)
{
	struct gate_counts counts = { 0 };

	for (size_t i = 0; i < list->count; i++) {
		counts.passed += list->rows[i].verdict == VERDICT_PASS;
		counts.failed += list->rows[i].verdict == VERDICT_FAIL;
		counts.inconclusive += list->rows[i].verdict == VERDICT_INCONCLUSIVE;
	}
	return counts;
}

static char *level_sentence(const struct verified *row, const char *suffix)
{
	return file_path("the verifier: %.0f instructions, %.*f%% of its limit, at most %g%s",
			 row->after.processed, row->after.percent < .1 ? 3 : 1, row->after.percent,
			 row->rule->bound, suffix);
}

char *verified_sentence(const struct verified *row)
{
	const char *suffix = gate_unit_suffix(row->rule->unit);

	if (row->missing)
		return file_path("the verifier: not known: %s", row->missing);
	if (row->rule->level)
		return level_sentence(row, suffix);
	return file_path("the verifier: %.0f instructions, %.0f before: %+.*f%s, at most %+g%s",
			 row->after.processed, row->before.processed,
			 row->rule->unit == GATE_PERCENT ? 1 : 0, value_of(row), suffix,
			 row->rule->bound, suffix);
}
