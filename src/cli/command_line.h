/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_COMMAND_LINE_H
#define BPFTAX_COMMAND_LINE_H

/*
 * What stands after a command's name, taken apart by argp with the options that
 * study/options.h gives to the command.
 *
 *	struct command_line line;
 *
 *	if (command_line_parse(&command, argc, argv, &line, &err) < 0)
 *		return print_error(&err);
 *	study_init(&study);
 *	...                                            // a study file, when there is one
 *	command_line_apply(&line, &study, &err);       // what was typed wins
 *	command_line_free(&line);
 *
 * Options are only noted while parsing and applied afterwards, as the study file, which they
 * override, is named among them.
 */

#include "cli/command.h"
#include "study/options.h"
#include "study/reading.h"

struct setting {
	const struct option_row *option;
	const char *text;
};

struct command_line {
	const struct command *command;
	int argc; /* as given to main(), for the record */
	char **argv;
	bool help;
	bool print_study;
	struct setting *settings; /* in the order typed */
	size_t settings_count;
	char **arguments; /* what is no option */
	size_t arguments_count;
};

/*
 * argv[1] is the command's name.  Returns 0, or -EINVAL with ERROR_USAGE: an unknown option with
 * the nearest one, a missing value, an argument too many.  Values are not looked at.
 */
int command_line_parse(const struct command *command, int argc, char **argv,
		       struct command_line *ret_line, struct error *err);

/* Sets the options of a study that were typed; errors begin with "--NAME: ". */
int command_line_apply(const struct command_line *line, struct study *study, struct error *err);

/* Sets those that say what is read and shown, alike. */
int command_line_read(const struct command_line *line, struct reading *reading, struct error *err);

/* Whether an option of this name was typed. */
bool command_line_has(const struct command_line *line, const char *name);

/* The whole command line, as a shell would take it; the caller frees.  NULL when out of memory. */
char *command_line_text(const struct command_line *line);

void command_line_free(struct command_line *line);

#endif
