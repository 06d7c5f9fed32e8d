// SPDX-License-Identifier: GPL-2.0-or-later
/* bpftax anatomy: which functions the instructions of an event are in. */
#include "cli/anatomy/anatomy_load.h"
#include "cli/command_line.h"
#include "cli/report/report_output.h"
#include "cli/report/store_option.h"
#include "cli/study_execute.h"
#include "formats/anatomy.h"
#include "study/reading_fields.h"
#include "study/study_fields.h"
#include "study/typed.h"

#include <string.h>

static void cleanup_data(struct run_data **data)
{
	run_data_free(*data);
}

static int print_set(const struct anatomy_set *set, const char *format, struct error *err)
{
	struct report_options output = report_options_of_stdout(false);

	stdout_allow_closed_pipe();
	return anatomy_set_print(set, format, stdout, &output) < 0
		   ? error_set(err, ERROR_ENVIRONMENT, ENOMEM, "out of memory")
		   : 0;
}

static int print_run(struct store *store, const char *run_id, const struct reading *reading,
		     struct error *err)
{
	CLEANUP(cleanup_data) struct run_data *data = NULL;
	CLEANUP(cleanup_run_report) struct run_report *run = NULL;
	CLEANUP(anatomy_set_release) struct anatomy_set set = { 0 };
	int code = store_run_load(store, run_id, &data, err);

	if (code == 0)
		code = run_report_build(data, &run, err);
	if (code == 0)
		code = anatomies_load(run, &set, err);
	return code < 0 ? code : print_set(&set, reading->format, err);
}

/* Options that say how a stored run is shown; all others would have to measure. */
static int settings_check(const struct command_line *line, struct error *err)
{
	for (size_t i = 0; i < line->settings_count; i++) {
		const char *name = line->settings[i].option->name;

		if (strcmp(name, "store") != 0 && strcmp(name, "format") != 0)
			return error_set(err, ERROR_USAGE, EINVAL,
					 "--%s is for measuring, and '%.40s' is a run that was "
					 "measured; leave one of the two out",
					 name, line->arguments[0]);
	}
	return 0;
}

static int print_stored(const struct command_line *line, const struct study *study,
			const struct reading *reading, struct error *err)
{
	const struct reading where = { .store = study->store };
	CLEANUP_STORE struct store *store = NULL;
	char id[RUN_ID_LENGTH + 1];
	int code = settings_check(line, err);

	if (code == 0)
		code = store_open_option(&where, &store, err);
	if (code == 0)
		code = store_run_find(store, line->arguments[0], id, err);
	return code < 0 ? code : print_run(store, id, reading, err);
}

static int show(const struct command_line *line, const struct study *study)
{
	struct reading reading;
	struct error err = { 0 };
	int code;

	reading_init(&reading, line->command->option_command);
	code = command_line_read(line, &reading, &err);
	if (code == 0)
		code = print_stored(line, study, &reading, &err);
	reading_free(&reading);
	return code < 0 ? print_error(&err) : 0;
}

static int measure(const struct command_line *line, struct study *study)
{
	study_objects_yield(study);
	return study_execute_printing(line, study, print_run);
}

int cmd_anatomy(const struct command_line *line)
{
	struct study study;
	struct error err = { 0 };
	int status;

	study_init_anatomy(&study);
	if (command_line_apply(line, &study, &err) < 0)
		status = print_error(&err);
	else if (line->arguments_count)
		status = show(line, &study);
	else
		status = measure(line, &study);
	study_free(&study);
	return status;
}
