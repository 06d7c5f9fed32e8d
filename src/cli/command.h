/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_COMMAND_H
#define BPFTAX_COMMAND_H

/*
 * A command of the program, and what was typed after its name.
 *
 * Adding a command is a file with its function and a row in commands.c's table, from which
 * --help, the manual and the shells' completion are made too.  A command returns the exit
 * status: 0 done, 1 something was not measured, 2 usage, 3 the machine cannot do it.
 */

#include <stdbool.h>
#include <stddef.h>
#include "common/error.h"
#include "study/reading.h"

struct command_line;

struct command {
	const char *name;
	const char *arguments; /* as --help shows them */
	size_t arguments_max;
	unsigned int option_command; /* its bit in the table of options, or 0 */
	bool prints_study;	     /* takes --print-study */
	const char *summary;	     /* one line, for `bpftax --help` */
	const char *details;	     /* below the options in `bpftax COMMAND --help`, or NULL */

	/* One of these. */
	int (*run)(const struct command_line *line);
	/* Its options applied to the defaults, and the arguments (argv[argc] is NULL). */
	int (*run_options)(const struct reading *options, int argc, char **argv);
	/* Takes its words apart by itself, --help among them; argv[0] is its name. */
	int (*run_words)(int argc, char **argv);
};

extern const struct command commands[]; /* in the order of --help */
extern const size_t commands_count;

/* The command of this name, or NULL. */
const struct command *command_find(const char *name);

/* The name that was probably meant, `help` among them, or NULL. */
const char *command_nearest(const char *name);

int cmd_run(const struct command_line *line);
int cmd_curve(const struct command_line *line);
int cmd_resume(const struct command_line *line);
int cmd_doctor(const struct command_line *line);
int cmd_cost(const struct command_line *line);
int cmd_micro(const struct command_line *line);
int cmd_bisect(const struct command_line *line);
int cmd_anatomy(const struct command_line *line);
int cmd_list(const struct reading *options, int argc, char **argv);
int cmd_explain(const struct reading *options, int argc, char **argv);

/* Prints "bpftax: ..." on stderr and returns the exit status that the error's kind means. */
int print_error(const struct error *err);

#endif
