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

/*
 * Draws a seed when none was given.  Prints its own errors and returns the exit status; ret_run_id
 * (may be NULL) gets the run's id, "" when there is no run.
 */
int study_execute(const struct command_line *line, struct study *study,
		  char ret_run_id[RUN_ID_LENGTH + 1]);

/* The study's store, or the default one, for writing. */
int study_store_open(const struct study *study, struct store **ret_store, struct error *err);

#endif
