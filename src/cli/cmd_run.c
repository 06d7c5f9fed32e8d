// SPDX-License-Identifier: GPL-2.0-or-later
/* bpftax run: resolves the study and hands it to the driver. */
#include "cli/command_line.h"
#include "cli/study_source.h"
#include "common/cleanup.h"

#include <errno.h>
#include <stdio.h>
#include <sys/random.h>

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

/* A seed that stays positive where integers are signed (SQLite, JSON). */
static int seed_draw(struct study *study, struct error *err)
{
	uint64_t seed;

	if (study->seed_given)
		return 0;
	if (getrandom(&seed, sizeof(seed), 0) != sizeof(seed))
		return error_errno(err, ERROR_ENVIRONMENT, errno, "cannot draw a seed");
	study->seed = seed & INT64_MAX;
	study->seed_given = true;
	return 0;
}

/*
 * TEMPORARY, until src/run is merged: there is nothing yet that could run the study, and this says
 * so instead of pretending.
 */
static int study_execute(const struct command_line *line, struct study *study, struct error *err)
{
	(void)line;
	if (seed_draw(study, err) < 0)
		return -EIO;
	return error_set(
	    err, ERROR_ENVIRONMENT, ENOSYS,
	    "this build cannot run studies yet; --print-study shows what it would run");
}

int cmd_run(const struct command_line *line)
{
	struct study study;
	struct error err = { 0 };
	int status = 0;

	study_init(&study);
	if (study_resolve(line, &study, &err) < 0)
		status = print_error(&err);
	else if (line->print_study)
		status = print_study(&study);
	else if (study_execute(line, &study, &err) < 0)
		status = print_error(&err);
	study_free(&study);
	return status;
}
