// SPDX-License-Identifier: GPL-2.0-or-later
/* bpftax resume: goes on with a run that was cut off. */
#include "cli/command_line.h"
#include "cli/report/store_option.h"
#include "cli/study_execute.h"
#include "common/text.h"
#include "study/reading_fields.h"
#include "study/study_fields.h"
#include "study/study_json.h"

#include <math.h>
#include <string.h>

static void cleanup_data(struct run_data **data)
{
	run_data_free(*data);
}

/* A cell that failed is one to be tried again. */
static bool has_work_left(const struct run_data *data)
{
	for (size_t i = 0; i < data->cell_count; i++)
		if (strcmp(data->cells[i].state, "done") != 0)
			return true;
	return isnan(data->run.duration_s) || data->run.interrupted;
}

/* The study that the run was begun with, what was typed now on top. */
static int study_find(const struct command_line *line, const struct run_data *data,
		      struct study *ret_study, struct error *err)
{
	struct study study;
	int code =
	    has_work_left(data)
		? study_from_json(data->run.study, &study, err)
		: error_set(err, ERROR_USAGE, EINVAL,
			    "run %.8s came to its end: there is nothing to resume", data->run.id);

	if (code < 0)
		return code;
	code = command_line_apply(line, &study, err);
	if (code < 0)
		study_free(&study);
	else
		*ret_study = study;
	return code;
}

/* The run in the store that is typed, or the default one. */
static int run_find(const struct command_line *line, const char *path, struct run_data **ret_data,
		    struct error *err)
{
	CLEANUP_STORE struct store *store = NULL;
	char id[RUN_ID_LENGTH + 1];
	int code = store_open_named(path, STORE_READ, &store, err);

	if (!code)
		code = store_run_find(store, line->arguments_count ? line->arguments[0] : NULL, id,
				      err);
	return code < 0 ? code : store_run_load(store, id, ret_data, err);
}

/* Where runs are kept is typed, as always, and not what the run's study says of its own time. */
static int path_find(const struct command_line *line, char **ret_path, struct error *err)
{
	struct study typed;
	int code;

	study_init(&typed);
	code = command_line_apply(line, &typed, err);
	*ret_path = typed.store ? strdup(typed.store) : NULL;
	study_free(&typed);
	return code;
}

int cmd_resume(const struct command_line *line)
{
	CLEANUP(cleanup_data) struct run_data *data = NULL;
	CLEANUP_FREE char *path = NULL;
	struct study study;
	struct error err = { 0 };
	int status, code = path_find(line, &path, &err);

	if (!code)
		code = run_find(line, path, &data, &err);
	if (!code)
		code = study_find(line, data, &study, &err);
	if (code)
		return print_error(&err);
	free(study.store);
	study.store = take_pointer(path);
	status = study_resume(line, &study, data->run.id);
	study_free(&study);
	return status;
}
