// SPDX-License-Identifier: GPL-2.0-or-later
/* bpftax run: resolves the study and has it carried out. */
#include "cli/command_line.h"
#include "cli/study_execute.h"
#include "cli/study_source.h"
#include "common/cleanup.h"

#include <stdio.h>

/* Defaults, then the file, then what was typed. */
static int study_resolve(const struct command_line *line, struct study *study, struct error *err)
{
	int code = study_load(line->arguments_count ? line->arguments[0] : NULL, study, err);

	if (!code)
		code = command_line_apply(line, study, err);
	return code ? code : study_check(study, err);
}

static int print_study(const struct study *study)
{
	CLEANUP_FREE char *text = options_to_ini(study);

	if (!text)
		return ERROR_ENVIRONMENT;
	fputs(text, stdout);
	return 0;
}

int cmd_run(const struct command_line *line)
{
	struct study study;
	struct error err = { 0 };
	int status;

	study_init(&study);
	if (study_resolve(line, &study, &err) < 0)
		status = print_error(&err);
	else
		status =
		    line->print_study ? print_study(&study) : study_execute(line, &study, NULL);
	study_free(&study);
	return status;
}
