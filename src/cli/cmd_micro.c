// SPDX-License-Identifier: GPL-2.0-or-later
/* bpftax micro: what one event costs; with two kernels, the difference between them as well. */
#include "cli/command_line.h"
#include "cli/report/report_output.h"
#include "cli/study_execute.h"
#include "common/cleanup.h"
#include "formats/micro_difference.h"
#include "study/study_fields.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#define KERNELS_MAX 2

/* The kernels that were typed; none: the default one. */
struct kernels {
	const char *names[KERNELS_MAX];
	size_t count;
};

static int kernels_find(const struct command_line *line, struct kernels *ret_kernels,
			struct error *err)
{
	struct kernels kernels = { .count = 0 };

	for (size_t i = 0; i < line->settings_count; i++) {
		if (strcmp(line->settings[i].option->name, "kernel") != 0)
			continue;
		if (kernels.count == KERNELS_MAX)
			return error_set(err, ERROR_USAGE, EINVAL,
					 "--kernel: two kernels can be compared, not more");
		kernels.names[kernels.count++] = line->settings[i].text;
	}
	*ret_kernels = kernels;
	return 0;
}

static int kernels_check(const struct kernels *kernels, const struct study *study,
			 struct error *err)
{
	if (kernels->count < 2)
		return 0;
	if (!study->exact)
		return error_set(
		    err, ERROR_USAGE, EINVAL,
		    "--kernel: two kernels are compared with --exact only; nanoseconds "
		    "of two boots differ by more than most kernels do");
	if (strcmp(study->format, "text") != 0)
		return error_set(err, ERROR_USAGE, EINVAL,
				 "--format %s: with two kernels there is text only; `bpftax report "
				 "RUN --format %s` gives each",
				 study->format, study->format);
	return 0;
}

/* A study of its own for each kernel: what was typed, with the last word on the kernel. */
static int study_resolve(const struct command_line *line, const char *kernel, struct study *study,
			 struct error *err)
{
	int code = command_line_apply(line, study, err);

	if (!code && kernel)
		code = option_set(option_find("kernel", OPTION_FOR_MICRO), kernel, study, err);
	return code;
}

static int measure_one(const struct command_line *line, const struct kernels *kernels, size_t index,
		       char ret_run_id[RUN_ID_LENGTH + 1])
{
	struct study study;
	struct error err = { 0 };
	int status;

	*ret_run_id = '\0';
	study_init_micro(&study);
	if (study_resolve(line, kernels->count ? kernels->names[index] : NULL, &study, &err) < 0 ||
	    kernels_check(kernels, &study, &err) < 0)
		status = print_error(&err);
	else
		status = study_execute(line, &study, ret_run_id);
	study_free(&study);
	return status;
}

static int difference_print(struct store *store, const char *first, const char *second,
			    struct error *err)
{
	struct report_options options = report_options_of_stdout(false);
	struct run_data *one = NULL, *other = NULL;
	int code = store_run_load(store, first, &one, err);

	if (!code)
		code = store_run_load(store, second, &other, err);
	if (!code)
		code = micro_difference_print(one, other, stdout, &options, err);
	run_data_free(one);
	run_data_free(other);
	return code;
}

static int difference_show(const struct command_line *line, const char *first, const char *second)
{
	struct store *store = NULL;
	struct study study;
	struct error err = { 0 };
	int code;

	study_init_micro(&study);
	code = command_line_apply(line, &study, &err);
	if (!code)
		code = study_store_open(&study, &store, &err);
	if (!code)
		code = difference_print(store, first, second, &err);
	store_close(store);
	study_free(&study);
	return code < 0 ? print_error(&err) : 0;
}

int cmd_micro(const struct command_line *line)
{
	char runs[KERNELS_MAX][RUN_ID_LENGTH + 1] = { "", "" };
	struct kernels kernels;
	struct error err = { 0 };
	int status, second, shown;

	if (kernels_find(line, &kernels, &err) < 0)
		return print_error(&err);
	status = measure_one(line, &kernels, 0, runs[0]);
	if (kernels.count < 2 || status >= ERROR_USAGE || !*runs[0])
		return status;
	putchar('\n');
	second = measure_one(line, &kernels, 1, runs[1]);
	if (second >= ERROR_USAGE || !*runs[1])
		return second;
	shown = difference_show(line, runs[0], runs[1]);
	return shown ? shown : status ? status : second;
}
