// SPDX-License-Identifier: GPL-2.0-or-later
#include "cli/anatomy/anatomy_load.h"
#include "anatomy/anatomy_fields.h"
#include "anatomy/anatomy_pack.h"
#include "common/cleanup.h"
#include "words/cell_words.h"

#include <errno.h>
#include <math.h>
#include <string.h>

/* A result, and where it is from. */
struct source {
	const struct run_report *run;
	size_t cell; /* of the run's */
	const struct report_result *result;
};

static int no_memory(struct error *err)
{
	return error_set(err, ERROR_ENVIRONMENT, ENOMEM, "out of memory");
}

static const struct cell_group *group_of(const struct source *source)
{
	return &source->run->groups[source->run->group_of[source->cell]];
}

/* cell: what it is called, which has to live as long as the subject. */
static struct anatomy_subject subject_of(const struct source *source, const char *cell)
{
	const struct report_result *result = source->result;
	const struct cell_group *group = group_of(source);

	return (struct anatomy_subject){
		.cell = cell,
		.release = group->release,
		.architecture = group->architecture,
		.configuration = result->configuration,
		.mechanism = result->record->mechanism,
		.program = result->record->program,
		.hook = result->hook,
		.workload =
		    workload_kind_of(result->workload) == WORKLOAD_EVENT ? NULL : result->workload,
		.trigger = result->micro.present ? result->micro.trigger : NULL,
	};
}

/* The cost of an event as the report has it, where that is a whole number over the events. */
static void cost_take(const struct report_result *result, struct anatomy *anatomy)
{
	double cost = result->effects[report_primary_metric(result)].absolute.estimate;

	anatomy->trust.timed = report_result_measured(result) && isfinite(cost);
	if (anatomy->trust.timed)
		anatomy->trust.clock = llround(cost * (double)anatomy->events);
}

static const struct anatomy_record *record_of(const struct source *source)
{
	const struct run_data *data = source->run->data;
	const struct cell_record *cell = run_report_cell(source->run, source->cell);

	for (size_t i = 0; i < data->anatomy_count; i++)
		if (cell && data->anatomies[i].cell == cell->id &&
		    data->anatomies[i].configuration == source->result->record->id &&
		    !strcmp(data->anatomies[i].workload, source->result->workload))
			return &data->anatomies[i];
	return NULL;
}

static int add(const struct source *source, const struct anatomy_subject *subject,
	       const struct anatomy_record *record, struct anatomy_set *set, struct error *err)
{
	struct anatomy *anatomy = NULL;
	int code = anatomy_unpack(record->anatomy, &anatomy, err);

	if (code < 0)
		return error_prefix(err, code, "%s", source->result->configuration);
	if (anatomy_subject_keep(anatomy, subject) < 0) {
		anatomy_free(anatomy);
		return no_memory(err);
	}
	cost_take(source->result, anatomy);
	return anatomy_set_add(set, anatomy) < 0 ? no_memory(err) : 0;
}

static const char *missing_reason(const struct report_result *result)
{
	if (report_result_measured(result))
		return "it was measured without being recorded";
	return result->reason ? result->reason : result->status;
}

static int result_load(const struct source *source, struct anatomy_set *set, struct error *err)
{
	CLEANUP_FREE char *cell = cell_name(source->run, source->cell);
	const struct anatomy_record *record = record_of(source);
	struct anatomy_subject subject = subject_of(source, cell);

	if (!cell)
		return no_memory(err);
	if (record)
		return add(source, &subject, record, set, err);
	return anatomy_set_miss(set, &subject, missing_reason(source->result)) < 0 ? no_memory(err)
										   : 0;
}

static bool is_wanted(const struct report_result *result)
{
	return result->role == ROLE_TREATMENT && result->record && !result->record->statistics;
}

static int cell_load(const struct run_report *run, size_t cell, struct anatomy_set *set,
		     struct error *err)
{
	const struct report *report = run->reports[cell];
	int code = 0;

	for (size_t i = 0; i < report->result_count && !code; i++)
		if (is_wanted(&report->results[i]))
			code = result_load(&(struct source){ run, cell, &report->results[i] }, set,
					   err);
	return code;
}

int anatomies_load(const struct run_report *run, struct anatomy_set *set, struct error *err)
{
	int code = 0;

	for (size_t cell = 0; cell < run->count && !code; cell++)
		code = cell_load(run, cell, set, err);
	if (code < 0)
		return code;
	if (!run->data->anatomy_count && !set->missing_count)
		return error_set(err, ERROR_USAGE, ENOENT,
				 "run %.8s has no anatomy: `bpftax anatomy` without a run measures "
				 "one, `bpftax micro --exact --anatomy` keeps one with its figures",
				 run->data->run.id);
	return anatomy_set_finish(set) < 0 ? no_memory(err) : 0;
}
