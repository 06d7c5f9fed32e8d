// SPDX-License-Identifier: GPL-2.0-or-later
/* bpftax run: resolves the study and has it carried out. */
#include "cli/command_line.h"
#include "cli/note.h"
#include "cli/study_execute.h"
#include "cli/study_source.h"
#include "common/cleanup.h"
#include "study/cell.h"
#include "study/study_fields.h"
#include "study/typed.h"

#include <errno.h>
#include <stdio.h>

/* What nobody named gives way to what was typed. */
static void defaults_yield(const struct command_line *line, struct study *study)
{
	const struct study_typed typed = {
		.file = line->arguments_count,
		.workload =
		    command_line_has(line, "workload") || command_line_has(line, "receiver"),
		.delays = command_line_has(line, "delays"),
		.timing = command_line_has(line, "timing"),
	};
	struct error why;

	study_default_yield(study, &typed);
	study_objects_yield(study);
	if (study_counted_yield(study, &typed, &why) && !study->quiet)
		note_line(stderr, "Left out is %s.", why.text);
}

/* Defaults, then the file, then what was typed. */
static int study_resolve(const struct command_line *line, struct study *study, struct error *err)
{
	int code = study_load(line->arguments_count ? line->arguments[0] : NULL, study, err);

	/* What the default study names nobody has named. */
	if (!line->arguments_count)
		study->builtins_named = false;
	if (!code)
		code = command_line_apply(line, study, err);
	if (!code)
		defaults_yield(line, study);
	return code;
}

static int study_text(const struct study *study, char **ret_text, struct error *err)
{
	struct cell_list cells;
	struct study resolved;
	int code = cells_make(study, &cells, err);

	if (code)
		return code;
	code = cells_study(study, &cells, &resolved, err);
	if (!code) {
		*ret_text = options_to_ini(&resolved);
		study_free(&resolved);
	}
	cells_free(&cells);
	if (!code && !*ret_text)
		code = error_set(err, ERROR_ENVIRONMENT, ENOMEM, "out of memory");
	return code;
}

static int print_study(const struct study *study)
{
	CLEANUP_FREE char *text = NULL;
	struct error err = { 0 };

	if (study_text(study, &text, &err))
		return print_error(&err);
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
