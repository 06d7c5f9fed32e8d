/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_CLI_REPORT_COMMANDS_H
#define BPFTAX_CLI_REPORT_COMMANDS_H

/* `bpftax report` and `bpftax list runs`. */

#include "study/study.h"

/*
 * argv: what is left of the command line, at most the prefix of a run's id; without it the newest
 * run.  Of the options, store, format and samples_raw are used.  Prints, and returns the exit
 * status.
 */
int cmd_report(const struct study *options, int argc, char **argv);

/* The newest run first, as a table.  Returns the exit status. */
int cmd_list_runs(const struct study *options);

#endif
