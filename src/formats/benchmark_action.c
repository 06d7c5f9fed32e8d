// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The report for github-action-benchmark, tool customSmallerIsBetter: the metrics of which less is
 * better, a list of name, unit, value, range (the interval) and extra (n and method).
 */
#include "formats/formats.h"
#include "formats/json_fields.h"

#include <errno.h>
#include <math.h>
#include "common/cleanup.h"
#include "common/file.h"
#include "words/cell_words.h"
#include "words/escape.h"

static const enum metric costs[] = {
	METRIC_OPERATION_NS,	   METRIC_OPERATION_CPU_NS,	  METRIC_EVENT_NS,
	METRIC_EVENT_INSTRUCTIONS, METRIC_OPERATION_INSTRUCTIONS, METRIC_OPERATION_CPU_INSTRUCTIONS
};

/* Takes the text over. */
static void put_text(json_t *object, const char *key, char *text)
{
	CLEANUP_FREE char *owned = text;
	CLEANUP_FREE char *clean = owned ? escape_json(owned) : NULL;

	if (clean)
		json_object_set_new(object, key, json_string(clean));
}

static json_t *entry_of(const char *cell, const struct report_result *result, enum metric metric)
{
	const struct report_metric *value = &result->metrics[metric];
	json_t *entry = json_object();

	put_text(entry, "name",
		 file_path("%s%s/%s: %s", cell, result->workload, result->configuration,
			   metric_infos[metric].name));
	json_object_set_new(entry, "unit", json_string(metric_unit_word(metric)));
	json_object_set_new(entry, "value", json_real(value->interval.estimate));
	if (isfinite(value->interval.low) && isfinite(value->interval.high))
		put_text(entry, "range",
			 file_path("%.10g .. %.10g", value->interval.low, value->interval.high));
	put_text(entry, "extra", file_path("n %zu; %s", value->n, value->method));
	return entry;
}

static void put_result(json_t *root, const char *cell, const struct report_result *result)
{
	for (size_t i = 0; i < ARRAY_SIZE(costs); i++)
		if (report_metric_present(&result->metrics[costs[i]]))
			json_array_append_new(root, entry_of(cell, result, costs[i]));
}

static int put_cell(json_t *root, const struct run_report *run, size_t cell)
{
	CLEANUP_FREE char *prefix = cell_prefix(run, cell, "/");
	const struct report *report = run->reports[cell];

	for (size_t i = 0; prefix && i < report->result_count; i++)
		put_result(root, prefix, &report->results[i]);
	return prefix ? 0 : -ENOMEM;
}

int benchmark_action_print(const struct run_report *run, FILE *out,
			   const struct report_options *options)
{
	json_t *root = json_array();
	int code = root ? 0 : -ENOMEM;

	(void)options;
	for (size_t i = 0; i < run->count && code == 0; i++)
		code = put_cell(root, run, i);
	if (code == 0)
		return json_document_put(root, out);
	json_decref(root);
	return code;
}
