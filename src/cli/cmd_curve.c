// SPDX-License-Identifier: GPL-2.0-or-later
/* bpftax curve: how a workload responds to known delays. */
#include "cli/command_line.h"
#include "cli/study_execute.h"
#include "study/study_fields.h"

int cmd_curve(const struct command_line *line)
{
	struct study study;
	struct error err = { 0 };
	int status;

	study_init_curve(&study);
	if (command_line_apply(line, &study, &err) < 0)
		status = print_error(&err);
	else
		status = study_execute(line, &study, NULL);
	study_free(&study);
	return status;
}
