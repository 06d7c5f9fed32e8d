// SPDX-License-Identifier: GPL-2.0-or-later
#include "compare/recall.h"

#include <errno.h>
#include <math.h>
#include <string.h>
#include "common/cleanup.h"
#include "estimate/one_number.h"

static const char *fact_of(const struct run_report *run, size_t cell, const char *key)
{
	const struct cell_record *record = run_report_cell(run, cell);
	const json_t *facts = record ? record->facts : run_data_facts(run->data);

	return json_string_value(json_object_get(facts, key));
}

const char *recall_kernel(const struct run_report *run, size_t cell)
{
	return fact_of(run, cell, "kernel_package");
}

const char *recall_emulator(const struct run_report *run, size_t cell)
{
	return fact_of(run, cell, "qemu");
}

struct recalled_cost recall_cost(const struct report *report, const char *configuration)
{
	const struct report_result *result =
	    report_result_of_kind(report, configuration, WORKLOAD_EVENT);
	const struct effect *effect = result ? &result->effects[METRIC_EVENT_INSTRUCTIONS] : NULL;
	struct recalled_cost cost = { .instructions = NAN };

	if (!result)
		return cost;
	cost.trigger = result->micro.trigger;
	cost.reason = result->reason;
	if (report_result_measured(result) && report_effect_present(effect)) {
		cost.what = RECALLED_VALUE;
		cost.instructions = effect->absolute.estimate;
		cost.exact = is_one_number(&result->micro);
	} else if (result->status && !strcmp(result->status, "unsupported")) {
		cost.what = RECALLED_UNSUPPORTED;
	} else {
		cost.what = RECALLED_FAILED;
	}
	return cost;
}

static bool same_text(const char *one, const char *other)
{
	return one == other || (one && other && !strcmp(one, other));
}

static bool is_alike(const struct run_report *run, size_t cell,
		     const struct recall_likeness *likeness)
{
	const struct cell_record *record = run_report_cell(run, cell);

	return record && record->timing && !strcmp(record->timing, "counted") &&
	       record->cpus == likeness->study->cpus &&
	       same_text(fact_of(run, cell, "agent_sha256"), likeness->agent_sha256);
}

/* What the run was asked for, of that which other figures would follow from. */
static bool asked_alike(const struct run_data *data, const struct study *study)
{
	const json_t *asked = data->run.study;
	const json_t *memory = json_object_get(asked, "memory");
	const char *trigger = json_string_value(json_object_get(asked, "trigger"));

	return same_text(trigger && *trigger ? trigger : NULL, study->trigger) &&
	       json_integer_value(memory) == (json_int_t)study->memory_mib;
}

static int take_run(struct run_data *data, const struct recall_likeness *likeness,
		    void (*take)(void *context, const struct run_report *run, size_t cell),
		    void *context)
{
	CLEANUP(cleanup_run_report) struct run_report *run = NULL;

	if (!asked_alike(data, likeness->study))
		return 0;
	if (run_report_build(data, &run, NULL) < 0)
		return -ENOMEM;
	for (size_t i = 0; i < run->count; i++)
		if (is_alike(run, i, likeness))
			take(context, run, i);
	return 0;
}

/* A run that cannot be read is one that is not known. */
static int look(struct store *store, const struct run_summary *summary,
		const struct recall_likeness *likeness,
		void (*take)(void *context, const struct run_report *run, size_t cell),
		void *context)
{
	struct run_data *data;
	int code;

	if (!same_text(summary->run.study_name, likeness->study->name) || !summary->sample_count ||
	    store_run_load(store, summary->run.id, &data, NULL) < 0)
		return 0;
	code = take_run(data, likeness, take, context);
	run_data_free(data);
	return code;
}

int recall_cells(struct store *store, const struct recall_likeness *likeness,
		 void (*take)(void *context, const struct run_report *run, size_t cell),
		 void *context, struct error *err)
{
	struct run_summary *runs;
	size_t count;
	int code = store_run_list(store, &runs, &count, err);

	if (code < 0)
		return code;
	for (size_t i = 0; i < count && code == 0; i++)
		code = look(store, &runs[i], likeness, take, context);
	run_summaries_free(runs, count);
	return code < 0 ? error_set(err, ERROR_ENVIRONMENT, ENOMEM, "out of memory") : 0;
}
