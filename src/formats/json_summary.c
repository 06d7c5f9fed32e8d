// SPDX-License-Identifier: GPL-2.0-or-later
#include "formats/json_summary.h"
#include "common/cleanup.h"
#include "estimate/agreement.h"
#include "estimate/factors.h"
#include "formats/json_cells.h"
#include "formats/json_fields.h"
#include "words/trust_words.h"

static const char *const kind_names[] = {
	[FACTOR_STATISTICS] = "statistics",
	[FACTOR_PROGRAM] = "program",
	[FACTOR_MECHANISM] = "mechanism",
};

static json_t *interaction_to_json(const struct factor_interaction *interaction)
{
	json_t *object = json_object();

	json_put_text(object, "with", interaction->level);
	json_put_text(object, "kind", kind_names[interaction->with]);
	json_put_number(object, "there", interaction->there);
	json_put_interval(object, &interaction->difference);
	json_put_number(object, "p_adjusted", interaction->p_adjusted);
	json_object_set_new(object, "named", json_boolean(interaction->named));
	return object;
}

static void put_interactions(json_t *object, const struct factor_set *set, size_t factor)
{
	json_t *array = json_array();

	for (size_t i = 0; i < set->interaction_count; i++)
		if (set->interactions[i].factor == factor)
			json_array_append_new(array, interaction_to_json(&set->interactions[i]));
	if (json_array_size(array))
		json_object_set(object, "interactions", array);
	json_decref(array);
}

static json_t *factor_to_json(const struct factor_set *set, size_t f)
{
	const struct factor *factor = &set->factors[f];
	json_t *object = json_object();

	json_put_text(object, "workload", set->workload);
	json_put_text(object, "name", factor_name(factor));
	json_put_text(object, "kind", kind_names[factor->kind]);
	json_put_interval(object, &factor->added);
	json_put_text(object, "unit", set->unit);
	json_object_set_new(object, "exact", json_boolean(factor->exact));
	json_object_set_new(object, "n", json_integer((json_int_t)factor->blocks));
	json_object_set_new(object, "treatments", json_integer((json_int_t)factor->treatments));
	json_put_number(object, "least", factor->least);
	json_put_number(object, "most", factor->most);
	json_put_number(object, "kernel_reported", factor->kernel_reported);
	put_interactions(object, set, f);
	return object;
}

static void add_factors(json_t *array, const struct run_report *run, size_t cell)
{
	const struct report *report = run->reports[cell];

	for (size_t s = 0; s < report->factor_set_count; s++)
		for (size_t f = 0; f < report->factor_sets[s].count; f++) {
			json_t *factor = factor_to_json(&report->factor_sets[s], f);

			json_put_cell_of_several(factor, run, cell);
			json_array_append_new(array, factor);
		}
}

static json_t *agreement_to_json(const struct agreement *agreement)
{
	json_t *object = json_object();

	json_put_text(object, "workload", agreement->workload);
	json_put_number(object, "p", agreement->p);
	json_put_number(object, "difference", agreement->difference.estimate);
	json_put_number(object, "low", agreement->difference.low);
	json_put_number(object, "high", agreement->difference.high);
	json_object_set_new(object, "agrees", json_boolean(agreement->agrees));
	json_object_set_new(object, "rows", json_integer((json_int_t)agreement->rows));
	json_object_set_new(object, "rows_disagreeing",
			    json_integer((json_int_t)agreement->disagreeing));
	json_object_set_new(object, "n", json_integer((json_int_t)agreement->blocks));
	return object;
}

static void add_agreements(json_t *array, const struct run_report *run, size_t cell)
{
	const struct report *report = run->reports[cell];

	for (size_t i = 0; i < report->agreement_count; i++) {
		json_t *agreement = agreement_to_json(&report->agreements[i]);

		json_put_cell_of_several(agreement, run, cell);
		json_array_append_new(array, agreement);
	}
}

/* Of all cells; nothing where none has any. */
static void put_all(json_t *object, const char *key, const struct run_report *run,
		    void (*add)(json_t *array, const struct run_report *run, size_t cell))
{
	json_t *array = json_array();

	for (size_t cell = 0; cell < run->count; cell++)
		add(array, run, cell);
	if (json_array_size(array))
		json_object_set(object, key, array);
	json_decref(array);
}

static void put_reason(json_t *reasons, const struct run_report *run, const struct trust *trust,
		       enum trust_check_kind kind)
{
	CLEANUP_FREE char *sentence = trust_sentence(run, trust, kind);
	json_t *reason = json_object();

	json_put_text(reason, "check", trust_check_name(kind));
	json_put_text(reason, "trust", trust_word_name(trust->checks[kind].word));
	json_put_text(reason, "reason", sentence);
	json_array_append_new(reasons, reason);
}

/* Each check that was made, those that are fine too. */
static void put_trust(json_t *object, const struct run_report *run)
{
	struct trust trust = trust_of(run);
	json_t *reasons = json_array();

	for (int kind = 0; kind < TRUST_CHECKS; kind++)
		if (trust.checks[kind].known)
			put_reason(reasons, run, &trust, kind);
	json_put_text(object, "trust", trust_word_name(trust.word));
	json_object_set_new(object, "trust_reasons", reasons);
}

json_t *summary_to_json(const struct run_report *run)
{
	json_t *object = json_object();

	put_trust(object, run);
	put_all(object, "factors", run, add_factors);
	put_all(object, "agreement", run, add_agreements);
	return object;
}
