/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_CLI_STUDY_EXECUTE_H
#define BPFTAX_CLI_STUDY_EXECUTE_H

/*
 * Carrying a checked study out, with progress on standard error and the report on standard output
 * at the end: what `bpftax run` and `bpftax micro` have in common.
 *
 *	return study_execute(line, &study, NULL);
 */

#include "cli/command_line.h"
#include "store/store.h"

struct study_executed {
	char run_id[RUN_ID_LENGTH + 1]; /* "": there is no run */
	bool cut_short;			/* by the user, or by an error that was said */
	bool gate_failed;		/* which cannot tell otherwise */
};

/*
 * Draws a seed when none was given.  Prints its own errors and returns the exit status, which where
 * a gate is given is the gate's: 0 it passed, 1 it failed or cannot tell.  ret_executed may be
 * NULL.
 */
int study_execute(const struct command_line *line, struct study *study,
		  struct study_executed *ret_executed);

/* The same without report and gate: for a run that another one is held against. */
int study_execute_silently(const struct command_line *line, struct study *study,
			   struct study_executed *ret_executed);

/* What a run ends with instead of its report.  0, or a negative errno with a sentence. */
typedef int study_printer(struct store *store, const char *run_id, const struct reading *reading,
			  struct error *err);

/* The same with another end, and no gate. */
int study_execute_printing(const struct command_line *line, struct study *study,
			   study_printer *print);

/* The same of a run that was cut off, by its id; the study is the run's. */
int study_resume(const struct command_line *line, struct study *study, const char *run_id);

/* The study's store, or the default one, for writing. */
int study_store_open(const struct study *study, struct store **ret_store, struct error *err);

#endif
