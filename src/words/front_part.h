/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_WORDS_FRONT_PART_H
#define BPFTAX_WORDS_FRONT_PART_H

/*
 * The parts of the first page, and how they are made.
 *
 *	struct front_part *part = front_page_add(page, "CAN IT BE BELIEVED");
 *
 *	front_part_say(part, "A/A", "%s", text);
 */

#include "words/table.h"

/* What is said in a line; its key stands before it, those of a part below each other. */
struct front_line {
	char *key;  /* or NULL */
	char *text; /* as it came, where it came from outside: who prints escapes it */
	bool warning;
};

struct front_part {
	char *title;	     /* or NULL */
	struct table *table; /* or NULL */
	struct front_line *lines;
	size_t line_count;
};

struct front_page {
	struct front_part *parts;
	size_t count;
};

struct front_style {
	unsigned int width; /* 0: as wide as it gets */
	bool utf8;
	bool running; /* the run goes on: what it is and what comes next stand elsewhere */
	bool limits;  /* what limits traffic stands on it: nowhere else */
	/* Of headings, as table_escape() has it of cells; NULL: they are escaped when printed. */
	char *(*escape)(const char *text);
};

/* The new part, valid until the next is added, or NULL without memory; title may be NULL. */
struct front_part *front_page_add(struct front_page *page, const char *title);

/* Adds a line; key may be NULL.  0 or -ENOMEM; part may be NULL, which is -ENOMEM. */
int front_part_say(struct front_part *part, const char *key, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* The same of what a reader has to be warned of. */
int front_part_warn(struct front_part *part, const char *text);

/* What a page holds. */
void front_page_release(struct front_page *page);

#endif
