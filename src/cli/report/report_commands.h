/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_CLI_REPORT_COMMANDS_H
#define BPFTAX_CLI_REPORT_COMMANDS_H

/* The commands that need nothing but a store. */

#include "study/reading.h"

/*
 * argv: what is left of the command line, at most the prefix of a run's id; without it the newest
 * run.  Of the options, store, format and samples_raw are used.  Prints, and returns the exit
 * status.
 */
int cmd_report(const struct reading *options, int argc, char **argv);

/* argv as above.  Writes the run as JSON lines to options->output or standard output. */
int cmd_export(const struct reading *options, int argc, char **argv);

/* argv: the files, each of which goes into the store as a whole or not at all. */
int cmd_import(const struct reading *options, int argc, char **argv);

/* argv: the two runs, or one and then the newest.  1 when a gate failed. */
int cmd_compare(const struct reading *options, int argc, char **argv);

/* argv: a pattern for configurations; without it a summary of all. */
int cmd_history(const struct reading *options, int argc, char **argv);

/* What events cost, by mechanism and kernel, of all runs that counted them. */
int cmd_atlas(const struct reading *options, int argc, char **argv);

/* The newest run first, as a table or as JSON.  Returns the exit status. */
int cmd_list_runs(const struct reading *options);

#endif
