// SPDX-License-Identifier: GPL-2.0-or-later
/* bpftax micro: what one event costs; with two kernels, the difference between them as well. */
#include "cli/command_line.h"
#include "cli/report/report_output.h"
#include "cli/study_execute.h"
#include "common/cleanup.h"
#include "estimate/cell_data.h"
#include "formats/micro_difference.h"
#include "study/study_fields.h"
#include "study/timing.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

static void cleanup_data(struct run_data **data)
{
	run_data_free(*data);
}

static void cleanup_part(struct run_data **part)
{
	cell_data_free(*part);
}

static int difference_print(const struct run_data *data, struct error *err)
{
	CLEANUP(cleanup_part) struct run_data *one = NULL;
	CLEANUP(cleanup_part) struct run_data *other = NULL;
	struct report_options options = report_options_of_stdout(false);

	if (cell_data_take(data, &data->cells[0], &one) < 0 ||
	    cell_data_take(data, &data->cells[1], &other) < 0)
		return error_set(err, ERROR_ENVIRONMENT, ENOMEM, "out of memory");
	putchar('\n');
	return micro_difference_print(one, other, stdout, &options, err);
}

/* Two kernels whose instructions were counted; what failed has nothing to be held against. */
static bool has_difference(const struct run_data *data)
{
	if (data->cell_count != 2)
		return false;
	for (size_t i = 0; i < data->cell_count; i++)
		if (strcmp(data->cells[i].timing, timing_word(TIMING_COUNTED)) != 0 ||
		    strcmp(data->cells[i].state, "done") != 0)
			return false;
	return strcmp(data->cells[0].kernel, data->cells[1].kernel) != 0;
}

static int difference_show(const struct study *study, const char *run_id)
{
	CLEANUP(cleanup_data) struct run_data *data = NULL;
	struct store *store = NULL;
	struct error err = { 0 };
	int code = study_store_open(study, &store, &err);

	if (!code)
		code = store_run_load(store, run_id, &data, &err);
	store_close(store);
	if (!code && has_difference(data))
		code = difference_print(data, &err);
	return code < 0 ? print_error(&err) : 0;
}

/* Beside other formats than text nothing more can stand. */
static int measure(const struct command_line *line, struct study *study)
{
	char run_id[RUN_ID_LENGTH + 1];
	int status = study_execute(line, study, run_id), shown = 0;

	if (status < ERROR_USAGE && *run_id && !strcmp(study->format, "text"))
		shown = difference_show(study, run_id);
	return shown ? shown : status;
}

int cmd_micro(const struct command_line *line)
{
	struct study study;
	struct error err = { 0 };
	int status;

	study_init_micro(&study);
	status =
	    command_line_apply(line, &study, &err) < 0 ? print_error(&err) : measure(line, &study);
	study_free(&study);
	return status;
}
