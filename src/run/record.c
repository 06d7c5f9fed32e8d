// SPDX-License-Identifier: GPL-2.0-or-later
#include "run/record.h"
#include "run/earlier.h"
#include "common/text_buffer.h"

#include <errno.h>
#include <string.h>

static int cell_add(struct bench *bench, struct run *run, struct error *err)
{
	struct cell_record *record = &bench->record;

	return store_cell_add(run->context->store, run->record.id, record, &record->id, err);
}

int record_cell_begin(struct bench *bench, struct error *err)
{
	CLEANUP_UNLOCK struct run *run = run_lock(bench->run);
	const struct cell *cell = bench->cell;
	const struct cell_record *earlier = earlier_cell(run, cell->id);
	struct cell_record *record = &bench->record;

	*record = (struct cell_record){
		.number = cell->id,
		.target = (char *)cell->target,
		.kernel = (char *)cell->kernel,
		.architecture = (char *)cell->architecture,
		.timing = (char *)timing_word(cell->timing),
		.boot = cell->boot,
		.state = (char *)"open",
	};
	if (!earlier)
		return cell_add(bench, run, err);
	record->id = earlier->id;
	return 0;
}

int record_cell(struct bench *bench, struct error *err)
{
	CLEANUP_UNLOCK struct run *run = run_lock(bench->run);

	return store_cell_update(run->context->store, &bench->record, err);
}

static int no_memory(struct error *err)
{
	return error_set(err, ERROR_ENVIRONMENT, ENOMEM, "no memory");
}

static int treatment_add(struct run *run, const struct treatment *treatment, int64_t *ret_id,
			 struct error *err)
{
	static const char *const kinds[] = { [TREATMENT_SHAM] = "sham",
					     [TREATMENT_BUILTIN] = "builtin",
					     [TREATMENT_DELAY] = "delay",
					     [TREATMENT_OBJECT] = "object" };
	struct treatment_record record = {
		.number = (unsigned int)run->treatments.count,
		.name = treatment->name,
		.kind = (char *)kinds[treatment->kind],
		.mechanism = (char *)(treatment->mechanism ? treatment->mechanism : ""),
		.program = (char *)treatment->program,
		.threads = treatment->variant.threads,
		.programs = treatment->variant.programs,
	};
	int done = store_treatment_add(run->context->store, run->record.id, &record, ret_id, err);

	if (!done && row_names_add(&run->treatments, treatment->name, *ret_id) < 0)
		done = no_memory(err);
	return done;
}

static int treatment_record_id(struct run *run, const struct treatment *treatment, int64_t *ret_id,
			       struct error *err)
{
	int64_t id = row_names_find(&run->treatments, treatment->name);

	if (id < 0)
		return treatment_add(run, treatment, ret_id, err);
	*ret_id = id;
	return 0;
}

/* A delay's program is called like the configuration; a baseline's is drawn for each visit. */
static int configuration_add(struct run *run, const struct configuration *configuration,
			     const struct treatment *treatment, int64_t treatment_id,
			     int64_t *ret_id, struct error *err)
{
	struct configuration_record record = {
		.treatment = treatment_id,
		.name = (char *)configuration->name,
		.mechanism = (char *)treatment->mechanism,
		.program = (char *)treatment->program,
		.statistics = configuration->setting.statistics,
		.delay_ns = configuration->delay_ns,
	};
	int done;

	if (treatment->kind == TREATMENT_SHAM)
		record.mechanism = record.program = (char *)"";
	if (treatment->kind == TREATMENT_DELAY)
		record.program = record.name;
	done = store_configuration_add(run->context->store, run->record.id, &record, ret_id, err);
	if (!done && row_names_add(&run->configurations, record.name, *ret_id) < 0)
		done = no_memory(err);
	return done;
}

static int configuration_record(struct run *run, struct bench *bench, size_t index,
				struct error *err)
{
	const struct configuration *configuration = &bench->configurations.configurations[index];
	const struct treatment *treatment = &bench->treatments.treatments[configuration->treatment];
	int64_t id = row_names_find(&run->configurations, configuration->name);
	int done = 0;

	if (id < 0) {
		int64_t treatment_id;

		done = treatment_record_id(run, treatment, &treatment_id, err);
		if (!done)
			done = configuration_add(run, configuration, treatment, treatment_id, &id,
						 err);
	}
	bench->configuration_ids[index] = id;
	return done;
}

int record_configurations(struct bench *bench, struct error *err)
{
	CLEANUP_UNLOCK struct run *run = run_lock(bench->run);
	int64_t ignored;
	int done = 0;

	for (size_t i = 0; i < bench->treatments.count && !done; i++)
		done = treatment_record_id(run, &bench->treatments.treatments[i], &ignored, err);
	for (size_t i = 0; i < bench->configurations.count && !done; i++)
		done = configuration_record(run, bench, i, err);
	return done;
}

int record_plan(struct bench *bench, const char *workload, const json_t *plan, struct error *err)
{
	CLEANUP_UNLOCK struct run *run = run_lock(bench->run);

	return store_plan_add(run->context->store, run->record.id, bench->record.id, workload, plan,
			      err);
}

int record_visit_begin(struct bench *bench, struct visit_record *visit, int64_t *ret_id,
		       struct error *err)
{
	CLEANUP_UNLOCK struct run *run = run_lock(bench->run);

	run->visits++;
	visit->cell = bench->record.id;
	return store_visit_begin(run->context->store, run->record.id, visit, ret_id, err);
}

int record_visit_end(struct bench *bench, int64_t visit, const char *reason, const json_t *proof,
		     struct error *err)
{
	CLEANUP_UNLOCK struct run *run = run_lock(bench->run);

	return store_visit_end(run->context->store, visit, reason ? "dropped" : "kept", reason,
			       proof, err);
}

int record_sample(struct bench *bench, const struct sample_record *sample, struct error *err)
{
	CLEANUP_UNLOCK struct run *run = run_lock(bench->run);

	return store_sample_add(run->context->store, sample, err);
}

int record_anatomy(struct bench *bench, struct anatomy_record *anatomy, struct error *err)
{
	CLEANUP_UNLOCK struct run *run = run_lock(bench->run);

	anatomy->cell = bench->record.id;
	return store_anatomy_set(run->context->store, run->record.id, anatomy, err);
}

int record_result(struct bench *bench, struct result_record *result, struct error *err)
{
	CLEANUP_UNLOCK struct run *run = run_lock(bench->run);

	result->cell = bench->record.id;
	return store_result_set(run->context->store, run->record.id, result, err);
}

int record_visits(struct bench *bench, const char *workload, int64_t after,
		  void (*take)(void *context, const struct visit_row *row), void *context,
		  struct error *err)
{
	CLEANUP_UNLOCK struct run *run = run_lock(bench->run);
	struct visit_place place = { bench->record.id, workload, after };

	return store_visits_ended(run->context->store, run->record.id, &place, take, context, err);
}

int record_visits_cut(struct bench *bench, const char *workload, unsigned int block, bool all,
		      const char *reason, struct error *err)
{
	CLEANUP_UNLOCK struct run *run = run_lock(bench->run);
	struct visit_place place = { bench->record.id, workload, 0 };

	return store_visits_cut(run->context->store, run->record.id, &place, block, all, reason,
				err);
}

int record_plan_load(struct bench *bench, const char *workload, json_t **ret_plan,
		     struct error *err)
{
	CLEANUP_UNLOCK struct run *run = run_lock(bench->run);

	*ret_plan = NULL;
	return run->earlier ? store_plan_load(run->context->store, run->record.id, bench->record.id,
					      workload, ret_plan, err)
			    : 0;
}

int record_block_visits(struct bench *bench, const char *workload, unsigned int block,
			unsigned int *ret_count, struct error *err)
{
	CLEANUP_UNLOCK struct run *run = run_lock(bench->run);
	struct visit_place place = { bench->record.id, workload, 0 };

	return store_block_visits(run->context->store, run->record.id, &place, block, ret_count,
				  err);
}

int record_block_cut(struct bench *bench, const char *workload, unsigned int block,
		     const char *reason, const json_t *plan, struct error *err)
{
	CLEANUP_UNLOCK struct run *run = run_lock(bench->run);
	struct visit_place place = { bench->record.id, workload, 0 };

	return store_block_cut(run->context->store, run->record.id, &place, block, reason, plan,
			       err);
}

int record_note(struct bench *bench, const char *text, struct error *err)
{
	CLEANUP_UNLOCK struct run *run = run_lock(bench->run);
	CLEANUP(text_buffer_release) struct text_buffer note = { 0 };
	char label[512];

	if (run->cells->count > 1)
		text_buffer_add(&note,
				"%s: ", cell_label(label, sizeof(label), run->cells, bench->cell));
	text_buffer_add(&note, "%s", text);
	if (text_buffer_error(&note) < 0)
		return no_memory(err);
	if (earlier_has_note(run, text_buffer_get(&note)))
		return 0;
	return store_note_add(run->context->store, run->record.id, text_buffer_get(&note), err);
}
