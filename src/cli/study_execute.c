// SPDX-License-Identifier: GPL-2.0-or-later
#include "cli/study_execute.h"
#include "cli/helpers.h"
#include "cli/micro_gate.h"
#include "cli/note.h"
#include "cli/kernels_expand.h"
#include "cli/objects.h"
#include "cli/report/report_output.h"
#include "cli/run_view.h"
#include "common/cleanup.h"
#include "estimate/outcome.h"
#include "run/run.h"
#include "protocol/targets.h"
#include "study/cell.h"
#include "target/kernel.h"
#include "study/reading_fields.h"
#include "study/settings.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/random.h>

/* What is carried out, and how its report is to look. */
struct execution {
	const struct study *study;
	const struct cell_list *cells;
	struct run_context *context;
	struct reading reading;
	struct micro_gate gate;
	study_printer *print; /* NULL: the report */
	bool silent;	      /* neither report nor gate */
	const char *resume;   /* the id of a run that goes on, or NULL */
	struct object_files *objects;
	struct study_executed executed;
};

/* A seed that every reader of JSON takes as an exact integer: below 2^53. */
static int seed_draw(struct study *study, struct error *err)
{
	uint64_t seed;

	if (study->seed_given)
		return 0;
	if (getrandom(&seed, sizeof(seed), 0) != sizeof(seed))
		return error_errno(err, ERROR_ENVIRONMENT, errno, "cannot draw a seed");
	study->seed = seed & ((UINT64_C(1) << 53) - 1);
	study->seed_given = true;
	return 0;
}

int study_store_open(const struct study *study, struct store **ret_store, struct error *err)
{
	return store_open_named(study->store, STORE_WRITE, ret_store, err);
}

/* Whether no kernel of the run has something of it; a run that cannot be read has nothing. */
static bool lacks_everywhere(struct store *store, const struct run_outcome *outcome)
{
	struct run_data *data;
	bool lacks;

	if (!outcome->unsupported)
		return false;
	if (store_run_load(store, outcome->run_id, &data, NULL) < 0)
		return true;
	lacks = outcome_nowhere_supported(data);
	run_data_free(data);
	return lacks;
}

/*
 * 1 when something that was asked for was measured in no cell.  Whether mechanisms were asked for
 * by name the cells' studies know: "all" is expanded in theirs.  An object is asked for by name,
 * too, but its hooks are whatever they are: what nothing here makes run is no failure.
 */
static int outcome_status(struct store *store, const struct cell_list *cells,
			  const struct run_outcome *outcome)
{
	const struct study *study = &cells->cells[0].study;

	if (outcome->interrupted || outcome->failed || outcome->failed_cells || outcome->not_fired)
		return ERROR_RESULT;
	return (study->mechanisms_named || study->objects.count) && lacks_everywhere(store, outcome)
		   ? ERROR_RESULT
		   : 0;
}

/* A run that ended before its first sample has nothing to report but its error. */
static bool has_results(struct store *store, const char *run_id)
{
	struct run_data *data;
	bool something;

	if (!*run_id || store_run_load(store, run_id, &data, NULL) < 0)
		return false;
	something = data->sample_count || data->result_count;
	run_data_free(data);
	return something;
}

/* What was typed about the report at the end; micro's study says --latency. */
static int reading_find(const struct command_line *line, const struct study *study,
			struct reading *ret_reading, struct error *err)
{
	reading_init(ret_reading, line->command->option_command);
	ret_reading->latency = study->latency;
	return command_line_read(line, ret_reading, err);
}

/* What was recorded is shown by a command that has formats of its own. */
static void anatomy_tell(const struct execution *execution, const char *run_id)
{
	if (execution->study->anatomy && !execution->study->quiet)
		note("bpftax anatomy %.8s shows which functions these instructions are in", run_id);
}

static int report(const struct execution *execution, const struct run_outcome *outcome)
{
	struct store *store = execution->context->store;
	struct error err = { 0 };
	int code;

	if (execution->silent || !has_results(store, outcome->run_id))
		return 0;
	if (execution->print)
		code = execution->print(store, outcome->run_id, &execution->reading, &err);
	else
		code = report_to_stdout(store, outcome->run_id, execution->study->format,
					&execution->reading, &err);
	if (code < 0)
		return print_error(&err);
	if (!execution->print)
		anatomy_tell(execution, outcome->run_id);
	return 0;
}

static int cell_kernel_check(const struct cell *cell, struct error *err)
{
	const struct architecture *architecture;
	int code = architecture_choose(cell->architecture, &architecture, err);

	return code ? code : kernel_check(architecture, cell->kernel, err);
}

/* Of several: one that there is not is refused before the others are measured. */
static int kernels_check(const struct study *study, const struct cell_list *cells,
			 struct error *err)
{
	int code = 0;

	if (cells->count < 2 || !target_can(study->target, TARGET_BOOTS))
		return 0;
	for (size_t i = 0; i < cells->count && !code; i++)
		code = cells->cells[i].boot ? 0 : cell_kernel_check(&cells->cells[i], err);
	return code;
}

static int cells_find(struct study *study, const struct helper_list *helpers,
		      struct cell_list *ret_cells, struct error *err)
{
	int code = seed_draw(study, err);

	if (!code)
		code = kernels_expand(study, err);
	if (!code)
		code = cells_make(study, ret_cells, err);
	if (code < 0)
		return code;
	code = helpers_check(helpers, ret_cells, err);
	if (!code)
		code = kernels_check(study, ret_cells, err);
	if (code < 0)
		cells_free(ret_cells);
	return code;
}

/* With a gate the status is the gate's: what no rule names is nobody's matter. */
static int gate_status(struct execution *execution, const struct run_outcome *outcome)
{
	struct error err = { 0 };
	int judged = micro_gate_judge(&execution->gate, execution->context->store, outcome->run_id,
				      execution->study->format, &err);

	if (judged < 0)
		return print_error(&err);
	execution->executed.gate_failed = judged == GATE_FAILED;
	return judged == GATE_PASSED && !outcome->interrupted ? 0 : ERROR_RESULT;
}

/* Runs with the store open; whatever was measured is reported, also when the run had to end. */
static int run_with_store(struct execution *execution, struct run_view *view)
{
	struct store *store = execution->context->store;
	struct run_outcome outcome = { 0 };
	struct error err = { 0 };
	int failed, status;

	failed = run_study(execution->study, execution->cells, execution->context, &outcome, &err);
	memcpy(execution->executed.run_id, outcome.run_id, sizeof(outcome.run_id));
	execution->executed.cut_short = failed < 0 || outcome.interrupted;
	run_view_end(view);
	status = report(execution, &outcome);
	if (failed < 0)
		return print_error(&err);
	if (status || !execution->gate.given)
		return status ? status : outcome_status(store, execution->cells, &outcome);
	return gate_status(execution, &outcome);
}

/* Before anything is done, so that it can still be stopped; it is no progress to be quiet about. */
static int idle_settings_say(const struct cell_list *cells, struct error *err)
{
	CLEANUP_FREE char *lines = settings_idle(cells);
	char *rest = lines;

	if (!lines)
		return error_set(err, ERROR_ENVIRONMENT, ENOMEM, "out of memory");
	for (char *line; (line = strsep(&rest, "\n"));)
		if (*line)
			note("%s", line);
	return 0;
}

/* The files; of a run that goes on the store's copies of them. */
static int objects_find(const struct execution *execution, struct error *err)
{
	struct run_context *context = execution->context;
	struct object_files *objects = execution->objects;
	int found =
	    context->resume ? objects_load_kept(context->store, context->resume, objects, err) : 0;

	context->objects = objects->objects;
	context->object_count = objects->count;
	return found;
}

/* With the cells found; prints its own errors and returns the exit status. */
static int cells_execute(struct execution *execution)
{
	struct run_context *context = execution->context;
	struct run_view view;
	struct error err = { 0 };
	int status;

	if (idle_settings_say(execution->cells, &err) < 0 ||
	    study_store_open(execution->study, &context->store, &err) < 0)
		return print_error(&err);
	if (objects_find(execution, &err) < 0 ||
	    run_view_begin(&view, execution->study, context, &err) < 0) {
		store_close(context->store);
		return print_error(&err);
	}
	status = run_with_store(execution, &view);
	run_view_release(&view);
	store_close(context->store);
	return status;
}

/* What is read, and the gate, before anything boots. */
static int execution_prepare(const struct command_line *line, struct execution *execution,
			     struct error *err)
{
	int code = reading_find(line, execution->study, &execution->reading, err);

	/* Of two runs it is the comparison's. */
	return code < 0 || execution->silent || execution->reading.against
		   ? code
		   : micro_gate_load(&execution->reading, execution->cells, &execution->gate, err);
}

static int execute(const struct command_line *line, struct study *study, struct execution wish,
		   struct study_executed *ret_executed)
{
	CLEANUP_FREE char *typed = command_line_text(line);
	CLEANUP(helpers_free) struct helper_list helpers = { 0 };
	CLEANUP(objects_free) struct object_files objects = { 0 };
	struct run_context context = { .command_line = typed,
				       .version = BPFTAX_VERSION,
				       .resume = wish.resume };
	struct cell_list cells = { 0 };
	struct execution execution = { .study = study,
				       .cells = &cells,
				       .context = &context,
				       .objects = &objects,
				       .silent = wish.silent,
				       .print = wish.print };
	struct error err = { 0 };
	int status;

	if (!typed)
		error_set(&err, ERROR_ENVIRONMENT, ENOMEM, "out of memory");
	if (err.kind || helpers_find(&helpers, &err) < 0 ||
	    (!wish.resume && objects_load(&study->objects, &objects, &err) < 0) ||
	    cells_find(study, &helpers, &cells, &err) < 0)
		return print_error(&err);
	context.helpers = helpers.helpers;
	context.helper_count = helpers.count;
	status = execution_prepare(line, &execution, &err) < 0 ? print_error(&err)
							       : cells_execute(&execution);
	if (ret_executed)
		*ret_executed = execution.executed;
	micro_gate_release(&execution.gate);
	reading_free(&execution.reading);
	cells_free(&cells);
	return status;
}

int study_execute(const struct command_line *line, struct study *study,
		  struct study_executed *ret_executed)
{
	return execute(line, study, (struct execution){ 0 }, ret_executed);
}

int study_execute_silently(const struct command_line *line, struct study *study,
			   struct study_executed *ret_executed)
{
	return execute(line, study, (struct execution){ .silent = true }, ret_executed);
}

int study_execute_printing(const struct command_line *line, struct study *study,
			   study_printer *print)
{
	return execute(line, study, (struct execution){ .print = print }, NULL);
}

int study_resume(const struct command_line *line, struct study *study, const char *run_id)
{
	return execute(line, study, (struct execution){ .resume = run_id }, NULL);
}
