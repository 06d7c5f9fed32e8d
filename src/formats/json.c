// SPDX-License-Identifier: GPL-2.0-or-later
/* The report as JSON, "bpftax-report/1" (docs/report.schema.json).  Absent is absent. */
#include "formats/formats.h"

#include <math.h>
#include "common/cleanup.h"
#include "words/escape.h"
#include "formats/json_cells.h"
#include "formats/json_fields.h"
#include "formats/json_limits.h"
#include "formats/json_response.h"
#include "formats/json_result.h"
#include "formats/json_summary.h"
#include "estimate/precision.h"
#include "words/run_sentences.h"

#define EXACT_INTEGER_LIMIT (UINT64_C(1) << 53) /* beyond it readers in doubles lose digits */

static void put_seed(json_t *object, uint64_t seed)
{
	char digits[24];

	if (seed < EXACT_INTEGER_LIMIT) {
		json_object_set_new(object, "seed", json_integer((json_int_t)seed));
		return;
	}
	snprintf(digits, sizeof(digits), "%llu", (unsigned long long)seed);
	json_put_text(object, "seed", digits);
}

/* Of each workload that had one: what the pilot tried, and what it chose. */
static json_t *pilots_to_json(const struct run_data *data)
{
	json_t *array = json_array();

	for (size_t i = 0; i < data->pilot_count; i++)
		json_array_append(array, data->pilots[i]);
	return array;
}

static json_t *run_to_json(const struct run_report *report)
{
	const struct run_record *run = &report->data->run;
	json_t *object = json_object();

	json_put_run_name(object, run->id, run->label, run->started_s);
	json_put_text(object, "study", run->study_name);
	json_put_text(object, "protocol", run->protocol);
	put_seed(object, run->seed);
	json_put_number(object, "duration_s", run->duration_s);
	json_object_set_new(object, "interrupted", json_boolean(run->interrupted));
	if (run->interruptions)
		json_object_set_new(object, "interruptions", json_integer(run->interruptions));
	json_put_text(object, "command_line", run->command_line);
	json_put_text(object, "version", run->version);
	json_put_number(object, "windows_share", report->windows_share);
	if (report->data->pilot_count)
		json_object_set_new(object, "pilots", pilots_to_json(report->data));
	json_object_set_new(object, "settings", json_deep_copy(run->study));
	return object;
}

static json_t *machines_to_json(const struct run_data *data)
{
	json_t *array = json_array();

	for (size_t i = 0; i < data->cell_count; i++) {
		json_t *machine;

		if (!data->cells[i].facts)
			continue;
		machine = json_object();
		json_object_set_new(machine, "id", json_integer(data->cells[i].number + 1));
		json_object_update_missing(machine, data->cells[i].facts);
		json_array_append_new(array, machine);
	}
	return array;
}

static json_t *configuration_to_json(const char *name, const struct configuration_record *record)
{
	json_t *object = json_object();

	json_put_text(object, "name", name);
	if (!record->mechanism[0])
		json_put_text(object, "mechanism", "sham");
	else
		json_put_text(object, "mechanism", record->mechanism);
	json_put_text(object, "program", record->program);
	json_object_set_new(object, "statistics", json_boolean(record->statistics));
	return object;
}

static const struct report_result *find_pair(const struct run_report *run)
{
	for (size_t c = 0; c < run->count; c++)
		for (size_t i = 0; i < run->reports[c]->result_count; i++)
			if (run->reports[c]->results[i].role == ROLE_BASELINE_PAIR)
				return &run->reports[c]->results[i];
	return NULL;
}

static json_t *configurations_to_json(const struct run_report *run)
{
	const struct report_result *pair = find_pair(run);
	const struct run_data *data = run->data;
	json_t *array = json_array();

	for (size_t c = 0; c < data->configuration_count; c++)
		json_array_append_new(array, configuration_to_json(data->configurations[c].name,
								   &data->configurations[c]));
	if (pair)
		json_array_append_new(array,
				      configuration_to_json(BASELINE_PAIR_NAME, pair->record));
	return array;
}

static json_t *results_to_json(const struct run_report *run)
{
	json_t *array = json_array();

	for (size_t c = 0; c < run->count; c++)
		for (size_t i = 0; i < run->reports[c]->result_count; i++) {
			json_t *result =
			    result_to_json(run->reports[c], &run->reports[c]->results[i]);

			json_put_cell(result, run, c);
			json_array_append_new(array, result);
		}
	return array;
}

static json_t *saturation_to_json(const struct report_saturation *saturation)
{
	json_t *object = json_object();

	json_put_number(object, "receiver_busy", saturation->busy);
	json_put_number(object, "drops_per_operation", saturation->drops_per_operation);
	json_put_number(object, "offered_per_operation", saturation->offered_per_operation);
	json_object_set_new(object, "saturated", json_boolean(saturation->saturated));
	return object;
}

static json_t *exclusion_to_json(const struct exclusion *exclusion)
{
	static const char *const names[EXCLUSION_REASON_COUNT] = {
		[EXCLUSION_STEAL] = "steal",
		[EXCLUSION_FOREIGN_CPU] = "foreign_cpu",
		[EXCLUSION_MISSES] = "misses",
		[EXCLUSION_SENDER_LIMIT] = "sender_limit",
	};
	json_t *object = json_object(), *reasons = json_object(), *unknown = json_object();

	json_put_count(object, "blocks", (double)exclusion->blocks);
	json_put_count(object, "excluded", (double)exclusion->excluded);
	for (int reason = 0; reason < EXCLUSION_REASON_COUNT; reason++) {
		json_put_count(reasons, names[reason], (double)exclusion->by_reason[reason]);
		json_put_count(unknown, names[reason], (double)exclusion->unknown[reason]);
	}
	json_object_set_new(object, "by_reason", reasons);
	json_object_set_new(object, "unknown", unknown);
	return object;
}

static json_t *workload_to_json(const struct report *report, const struct report_workload *workload)
{
	json_t *object = json_object();

	json_put_text(object, "name", workload->name);
	json_put_text(object, "baseline", workload->baseline);
	json_put_count(object, "blocks", (double)workload->blocks);
	json_put_number(object, "half_width", precision_told_percent(report, workload));
	if (workload->exclusion.blocks)
		json_object_set_new(object, "exclusion", exclusion_to_json(&workload->exclusion));
	if (!isnan(workload->saturation.busy))
		json_object_set_new(object, "receiver", saturation_to_json(&workload->saturation));
	json_put_limits(object, &workload->limits);
	return object;
}

static json_t *workloads_to_json(const struct run_report *run)
{
	json_t *array = json_array();

	for (size_t c = 0; c < run->count; c++)
		for (size_t w = 0; w < run->reports[c]->workload_count; w++) {
			json_t *workload =
			    workload_to_json(run->reports[c], &run->reports[c]->workloads[w]);

			json_put_cell_of_several(workload, run, c);
			json_array_append_new(array, workload);
		}
	return array;
}

/* NULL, which makes no field, where no workload was put under known delays. */
static json_t *all_responses_to_json(const struct run_report *run)
{
	json_t *array = NULL;

	for (size_t c = 0; c < run->count; c++) {
		json_t *own = responses_to_json(run->reports[c]);
		json_t *response;
		size_t i;

		json_array_foreach (own, i, response)
			json_put_cell_of_several(response, run, c);
		if (array)
			json_array_extend(array, own);
		else
			array = json_incref(own);
		json_decref(own);
	}
	return array;
}

static json_t *sentences_to_json(const struct run_report *run)
{
	CLEANUP(sentences_release) struct sentences sentences = { 0 };
	json_t *array = json_array();

	run_sentences_build(run, &sentences);
	for (size_t i = 0; i < sentences.count; i++) {
		CLEANUP_FREE char *clean = escape_json(sentences.texts[i]);

		json_array_append_new(array, json_string(clean ? clean : ""));
	}
	return array;
}

static json_t *sample_to_json(const struct run_data *data, const struct sample *sample)
{
	const struct visit_record *visit = &data->visits[sample->visit];
	const struct cell_record *cell = run_data_cell(data, visit->cell);
	struct counters counters = counters_unpack(&sample->counters);
	json_t *object = json_object();

	json_put_text(object, "configuration", data->configurations[sample->configuration].name);
	json_put_text(object, "workload", visit->workload);
	if (cell)
		json_object_set_new(object, "cell", json_integer(cell->number));
	json_object_set_new(object, "boot", json_integer(cell ? cell->boot : 0));
	json_object_set_new(object, "block", json_integer(visit->block));
	json_object_set_new(object, "position", json_integer(visit->position));
	json_object_set_new(object, "baseline", json_integer(visit->baseline));
	json_put_text(object, "state", visit->state);
	json_object_set_new(object, "window", json_integer(sample->window));
	json_object_set_new(object, "started_ns", json_integer(sample->started_ns));
	json_object_set_new(object, "counters", counters_to_json(&counters));
	return object;
}

static json_t *samples_to_json(const struct run_data *data)
{
	json_t *array = json_array();

	for (size_t i = 0; i < data->sample_count; i++)
		json_array_append_new(array, sample_to_json(data, &data->samples[i]));
	return array;
}

static json_t *report_to_json(const struct run_report *run, bool samples_raw)
{
	json_t *root = json_object();

	json_put_text(root, "schema", "bpftax-report/1");
	json_put_text(root, "warning", run_warning(run));
	json_object_set_new(root, "run", run_to_json(run));
	json_object_set_new(root, "summary", summary_to_json(run));
	json_object_set_new(root, "cells", cells_to_json(run));
	json_object_set_new(root, "machines", machines_to_json(run->data));
	json_object_set_new(root, "configurations", configurations_to_json(run));
	json_object_set_new(root, "workloads", workloads_to_json(run));
	json_object_set_new(root, "results", results_to_json(run));
	json_object_set_new(root, "responses", all_responses_to_json(run));
	if (!run_report_has_cells(run))
		json_put_delays_returned(root, run->reports[0]);
	json_object_set_new(root, "notes", sentences_to_json(run));
	if (samples_raw)
		json_object_set_new(root, "samples", samples_to_json(run->data));
	return root;
}

int json_print(const struct run_report *run, FILE *out, const struct report_options *options)
{
	return json_document_put(report_to_json(run, options->samples_raw), out);
}
