/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_WORDS_TABLE_H
#define BPFTAX_WORDS_TABLE_H

/*
 * A table of strings, which text and Markdown print each in their own way.
 *
 *	struct table *table = table_new("WHAT IT IS", columns, ARRAY_SIZE(columns));
 *
 *	row = table_add_row(table);
 *	table_set(table, row, 0, "%s", name);
 *	table_print_text(table, out, &style);
 *	table_free(table);
 *
 * Memory that runs out makes the table `failed`, which is asked once, at the end.
 */

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

/* What sets titles and headings off on a terminal, and what ends it. */
#define TABLE_BOLD "\033[1m"
#define TABLE_PLAIN "\033[0m"

struct table_column {
	const char *heading;
	size_t least_width; /* of text, the gap to the next column included; 0: as needed */
	bool foreign;	    /* cells may hold text that came from outside: see table_escape() */
};

struct table {
	char *title;   /* may be NULL */
	char *subject; /* which of several the title speaks of, as if foreign; or NULL */
	struct table_column *columns;
	char **headings; /* of the columns, which themselves have none here */
	size_t column_count;
	char **cells; /* row by row; NULL prints as "-" */
	size_t row_count;
	bool failed;
};

struct text_style {
	unsigned int width; /* columns of the terminal */
	bool color;
	bool utf8;
};

/* Title, columns and their headings are copied.  NULL without memory. */
struct table *table_new(const char *title, const struct table_column *columns, size_t count);
void table_free(struct table *table);

/* The new row's number. */
size_t table_add_row(struct table *table);
void table_set(struct table *table, size_t row, size_t column, const char *format, ...)
    __attribute__((format(printf, 4, 5)));

/* Replaces the title. */
void table_set_title(struct table *table, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* Replaces a column's heading. */
void table_set_heading(struct table *table, size_t column, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* Has the title, or what stands for it, name one of several. */
void table_set_subject(struct table *table, const char *subject);

/* Replaces the subject and the cells of foreign columns; escape returns a new string or NULL
 * without memory. */
void table_escape(struct table *table, char *(*escape)(const char *text));

/* How wide the text is, trailing blanks aside. */
size_t table_text_width(const struct table *table);

void table_print_text(const struct table *table, FILE *out, const struct text_style *style);
void table_print_markdown(const struct table *table, FILE *out);

/* Columns that a UTF-8 string takes on a terminal: its code points. */
size_t text_columns(const char *text);

/* Prints a paragraph broken at blanks; the first line begins with `first`, the others with `next`.
 */
void text_wrap(FILE *out, unsigned int width, const char *first, const char *next,
	       const char *text);

#endif
