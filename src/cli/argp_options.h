/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_ARGP_OPTIONS_H
#define BPFTAX_ARGP_OPTIONS_H

/*
 * The table of options in the form that argp wants.
 *
 *	struct argp_options options;
 *
 *	if (argp_options_make(command, &options) < 0)
 *		return -ENOMEM;
 *	struct argp argp = { .options = options.entries };
 *	...
 *	argp_options_free(&options);
 */

#include <argp.h>
#include "cli/command.h"
#include "study/options.h"

/* Keys of the options that are no row of the table. */
#define KEY_HELP 'h'
#define KEY_PRINT_STUDY 0x1000

#define ARGP_DOC_PRINT_STUDY "print the study as resolved, as a study file, and measure nothing"

struct argp_options {
	struct argp_option *entries; /* ended by an empty one */
	char **docs;		     /* the texts of the table's options, owned */
	size_t docs_count;
};

int argp_options_make(const struct command *command, struct argp_options *ret_options);
void argp_options_free(struct argp_options *options);

/*
 * The row's help, what its words mean, and its default where that says something; the caller frees.
 * NULL: no memory.
 */
char *argp_options_doc(const struct option_row *row);

/* The row that argp's key stands for, or NULL. */
const struct option_row *argp_options_row(const struct command *command, int key);

#endif
