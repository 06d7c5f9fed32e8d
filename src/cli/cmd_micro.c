// SPDX-License-Identifier: GPL-2.0-or-later
/* bpftax micro: what one event costs. */
#include "cli/command_line.h"
#include "cli/skip_status.h"
#include "cli/study_execute.h"
#include "study/study_fields.h"

int cmd_micro(const struct command_line *line)
{
	struct study study;
	struct error err = { 0 };
	struct study_executed executed = { 0 };
	int status;

	study_init_micro(&study);
	status = command_line_apply(line, &study, &err) < 0
		     ? print_error(&err)
		     : study_execute(line, &study, &executed);
	study_free(&study);
	return executed.gate_failed ? status : skip_status_of(line->argc, line->argv, status);
}
