/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_OPTION_FIELDS_H
#define BPFTAX_OPTION_FIELDS_H

/*
 * All fields of a struct that the table of options fills, at once.
 *
 *	option_fields_default(OPTION_OF_READING, OPTION_FOR_REPORT, &reading);
 *	...
 *	option_fields_free(OPTION_OF_READING, &reading);
 *
 * fields is a struct study or a struct reading, as `of` says.
 */

#include "study/options.h"

/* Sets those that an option of these commands (enum option_command; bits) has a default for. */
void option_fields_default(enum option_of of, unsigned int commands, void *fields);

/*
 * Gives *copy, which holds the same bytes as *fields, strings and lists of its own.  0, or -ENOMEM:
 * then too every pointer of *copy is its own, to be freed, or NULL.
 */
int option_fields_copy(enum option_of of, const void *fields, void *copy);

/* Releases strings and lists; they are NULL and empty afterwards. */
void option_fields_free(enum option_of of, void *fields);

#endif
