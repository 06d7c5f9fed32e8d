// SPDX-License-Identifier: GPL-2.0-or-later
/* bpftax doctor: what of a machine would spoil a measurement, and what could be seen there. */
#include "cli/command_line.h"
#include "cli/doctor_print.h"
#include "cli/helpers.h"
#include "cli/progress.h"
#include "cli/study_source.h"
#include "common/cleanup.h"
#include "study/reading_fields.h"
#include "study/study_fields.h"
#include "study/study_check.h"

#include <errno.h>
#include <string.h>

static void say(void *context, const char *line)
{
	progress_say(context, line);
}

/* The default study's block, where what was typed says. */
static int study_resolve(const struct command_line *line, struct study *study, struct error *err)
{
	int code = study_load(NULL, study, err);

	if (!code)
		code = command_line_apply(line, study, err);
	word_list_clear(&study->timings); /* it is time that may not hold */
	return code ? code : study_check(study, err);
}

static int examine(const struct study *study, struct doctor_findings *ret_findings,
		   struct error *err)
{
	CLEANUP(helpers_free) struct helper_list helpers = { 0 };
	struct progress progress;
	struct run_context context = { .say = say, .context = &progress };
	int done;

	*ret_findings = (struct doctor_findings){};
	if (helpers_find(&helpers, err) < 0)
		return -ENOMEM;
	context.helpers = helpers.helpers;
	context.helper_count = helpers.count;
	progress_init(&progress, stderr, study->quiet);
	done = doctor_examine(study, &context, ret_findings, err);
	progress_end(&progress);
	return done;
}

/* What was found before a failure is worth its lines too. */
static int diagnose(const struct study *study, const struct reading *shown)
{
	struct doctor_findings findings;
	struct diagnosis diagnosis;
	struct error err = { 0 };
	int failed = examine(study, &findings, &err);

	if (failed < 0 && err.kind == ERROR_USAGE) {
		doctor_findings_free(&findings);
		return print_error(&err);
	}
	diagnosis_make(&findings, failed < 0 ? err.text : NULL, &diagnosis);
	if (shown->json || !strcmp(shown->format, "json"))
		doctor_print_json(&findings, &diagnosis);
	else
		doctor_print_text(&findings, &diagnosis);
	doctor_findings_free(&findings);
	return failed < 0 ? (print_error(&err), ERROR_ENVIRONMENT) : diagnosis_status(&diagnosis);
}

int cmd_doctor(const struct command_line *line)
{
	struct study study;
	struct reading shown;
	struct error err = { 0 };
	int status;

	study_init(&study);
	reading_init(&shown, OPTION_FOR_DOCTOR);
	if (study_resolve(line, &study, &err) < 0 || command_line_read(line, &shown, &err) < 0)
		status = print_error(&err);
	else
		status = diagnose(&study, &shown);
	reading_free(&shown);
	study_free(&study);
	return status;
}
