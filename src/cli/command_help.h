/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_COMMAND_HELP_H
#define BPFTAX_COMMAND_HELP_H

/*
 * A command's --help, from the tables of commands and options.
 *
 *	command_help_print(command_find("run"), stdout);
 *
 * argp's own printing loses its place in a text that is wrapped many times.
 */

#include <stdio.h>
#include "cli/command.h"

/* -ENOMEM, or 0. */
int command_help_print(const struct command *command, FILE *out);

#endif
