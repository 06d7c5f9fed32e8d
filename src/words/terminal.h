/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_WORDS_TERMINAL_H
#define BPFTAX_WORDS_TERMINAL_H

/*
 * Tables and paragraphs for a terminal: as wide, as coloured and in such characters as the options
 * say, with what came from outside made harmless.
 *
 *	terminal_put_table(table, out, options);
 *	terminal_put_text(out, options, "- ", "  ", sentence);
 *
 * All return 0 or -ENOMEM.
 */

#include "words/report_options.h"
#include "words/table.h"

/* NULL is a table for which there was no memory.  Its foreign cells are replaced by their escaped
 * form. */
int terminal_put_table(struct table *table, FILE *out, const struct report_options *options);

/* What makes text from outside harmless on such a terminal. */
char *(*terminal_escape(const struct report_options *options))(const char *text);

/* What stands above a part: set off where there are colours. */
int terminal_put_title(FILE *out, const struct report_options *options, const char *title);

/* A paragraph, broken at blanks; the first line begins with `first`, the others with `next`. */
int terminal_put_text(FILE *out, const struct report_options *options, const char *first,
		      const char *next, const char *text);

#endif
