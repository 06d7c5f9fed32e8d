// SPDX-License-Identifier: GPL-2.0-or-later
/* A comparison as JSON, "bpftax-compare/1".  Absent is absent. */
#include "compare/print.h"

#include <math.h>
#include <string.h>
#include "common/cleanup.h"
#include "compare/verified.h"
#include "words/escape.h"
#include "formats/json_fields.h"

/* Of a run of one kernel; of several JSON reports have the machines. */
static void put_machine(json_t *object, const struct run_report *run)
{
	json_t *facts = group_facts(run, 0);

	if (facts && run->group_count == 1)
		json_object_set(object, "machine", facts);
}

static json_t *run_to_json(const struct run_report *report)
{
	json_t *object = json_object();

	json_put_text(object, "id", report->data->run.id);
	json_put_text(object, "label", report->data->run.label);
	json_put_text(object, "version", report->data->run.version);
	put_machine(object, report);
	return object;
}

static void put_estimate(json_t *object, const char *key, const struct estimate *estimate)
{
	json_t *entry;

	if (!isfinite(estimate->interval.estimate))
		return;
	entry = json_object();
	json_put_interval(entry, &estimate->interval);
	json_put_number(entry, "level", estimate->level);
	json_object_set_new(entry, "n", json_integer((json_int_t)estimate->n));
	json_put_text(entry, "method", estimate->method);
	json_object_set_new(object, key, entry);
}

/* Of several: what their costs are between. */
static void put_boots(json_t *object, const char *key, const struct boots_cost *cost)
{
	json_t *entry;

	if (cost->boots < 2)
		return;
	entry = json_object();
	json_object_set_new(entry, "n", json_integer((json_int_t)cost->boots));
	json_put_number(entry, "least", cost->least);
	json_put_number(entry, "most", cost->most);
	json_object_set_new(object, key, entry);
}

static const char *const verdict_words[] = { "", "pass", "fail", "inconclusive" };

static void put_gate(json_t *object, const struct comparison *row)
{
	CLEANUP_FREE char *sentence = row->rule ? comparison_sentence(row) : NULL;
	json_t *gate;

	if (!row->rule)
		return;
	gate = json_object();
	json_put_text(gate, "pattern", row->rule->pattern);
	if (row->rule->level)
		json_put_text(gate, "of", "cost");
	json_put_number(gate, "bound", row->rule->bound);
	json_put_text(gate, "unit",
		      row->rule->unit == GATE_PERCENT ? "%"
						      : gate_unit_suffix(row->rule->unit) + 1);
	json_put_text(gate, "verdict", verdict_words[row->verdict]);
	json_put_text(gate, "says", sentence);
	json_object_set_new(object, "gate", gate);
}

/* Of what the interval is: "blocks" of one boot each does not know what differs between boots. */
static const char *interval_basis(const struct comparison *row)
{
	static const char *const words[] = {
		[SHIFT_EXACT] = "counts", [SHIFT_OF_BLOCKS] = "blocks", [SHIFT_OF_BOOTS] = "boots"
	};

	return isfinite(row->shift.absolute.interval.low) ? words[row->shift.basis] : NULL;
}

static json_t *row_to_json(const struct comparison *row)
{
	json_t *object = json_object();

	json_put_text(object, "cell", row->cell);
	json_put_text(object, "configuration", row->configuration);
	json_put_text(object, "workload", row->workload);
	json_put_text(object, "metric", metric_infos[row->metric].name);
	json_put_text(object, "unit", row->unit);
	json_put_text(object, "missing_in", row->missing ? row->missing_where : NULL);
	json_put_text(object, "missing_because", row->missing);
	json_put_number(object, "cost_a", row->before.mean);
	json_put_number(object, "cost_b", row->after.mean);
	put_boots(object, "boots_a", &row->before);
	put_boots(object, "boots_b", &row->after);
	put_estimate(object, "difference", &row->shift.absolute);
	put_estimate(object, "percent", &row->shift.percent);
	json_put_text(object, "interval_of", interval_basis(row));
	put_gate(object, row);
	return object;
}

static json_t *verified_row_to_json(const struct verified *row)
{
	CLEANUP_FREE char *sentence = verified_sentence(row);
	json_t *object = json_object();

	json_put_text(object, "cell", row->cell);
	json_put_text(object, "configuration", row->configuration);
	json_put_text(object, "pattern", row->rule->pattern);
	json_put_number(object, "processed_a", row->before.processed);
	json_put_number(object, "processed_b", row->after.processed);
	json_put_number(object, "limit", row->after.limit);
	json_put_text(object, "verdict", verdict_words[row->verdict]);
	json_put_text(object, "says", sentence);
	return object;
}

static json_t *verified_to_json(const struct verified_list *list)
{
	json_t *rows = json_array();

	for (size_t i = 0; i < list->count; i++)
		json_array_append_new(rows, verified_row_to_json(&list->rows[i]));
	return rows;
}

static json_t *compare_to_json(const struct compare *compare)
{
	json_t *root = json_object();
	json_t *warnings = json_array(), *rows = json_array();

	json_put_text(root, "schema", "bpftax-compare/1");
	json_object_set_new(root, "a", run_to_json(compare->a));
	json_object_set_new(root, "b", run_to_json(compare->b));
	for (size_t i = 0; i < compare->difference_count; i++) {
		CLEANUP_FREE char *clean = escape_json(compare->differences[i]);

		json_array_append_new(warnings, json_string(clean ? clean : ""));
	}
	for (size_t i = 0; i < compare->count; i++)
		json_array_append_new(rows, row_to_json(&compare->rows[i]));
	json_object_set_new(root, "warnings", warnings);
	json_object_set_new(root, "comparisons", rows);
	if (compare->verified && compare->verified->count)
		json_object_set_new(root, "verified", verified_to_json(compare->verified));
	return root;
}

int compare_print_json(const struct compare *compare, FILE *out,
		       const struct report_options *options)
{
	(void)options;
	return json_document_put(compare_to_json(compare), out);
}
