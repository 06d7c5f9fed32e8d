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
 * Draws a seed when none was given.  Prints its own errors and returns the exit status, which where
 * a gate is given is the gate's: 0 it passed, 1 it failed or cannot tell.  ret_gate_failed (may be
 * NULL) tells these two apart.
 */
int study_execute(const struct command_line *line, struct study *study, bool *ret_gate_failed);

/* The study's store, or the default one, for writing. */
int study_store_open(const struct study *study, struct store **ret_store, struct error *err);

#endif
