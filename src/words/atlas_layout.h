/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_WORDS_ATLAS_LAYOUT_H
#define BPFTAX_WORDS_ATLAS_LAYOUT_H

/*
 * How the kernels of an atlas find room across: the columns of one program's table.
 *
 *	struct atlas_layout layout;
 *
 *	atlas_layout_make(atlas, &part, width, &layout);     // part: a family and a program
 *	for (size_t i = 0; i < layout.count; i++)
 *		put(layout.columns[i].heading, layout.columns[i].width);
 *	atlas_layout_release(&layout);
 *
 * Where there is no room for all, neighbours that say the same in every row become one column,
 * "6.18-7.0"; columns that still find none begin a new stretch below the first.  Pure.
 */

#include "words/atlas_words.h"

/* What a table is of. */
struct atlas_part {
	size_t first, end;   /* kernels, of one family */
	const char *program; /* the atlas' own pointer */
};

struct atlas_column {
	size_t first, last;		   /* kernels: of several the first speaks for all */
	char heading[2 * ATLAS_TEXT_SIZE]; /* "6.12", "6.18-7.0" */
	size_t width;			   /* a gap before it included */
	bool begins;			   /* a new stretch, which has the labels again */
};

struct atlas_layout {
	struct atlas_column *columns;
	size_t count;
	size_t label_width;
};

/* 0 or -ENOMEM; release either way. */
int atlas_layout_make(const struct atlas *atlas, const struct atlas_part *part, size_t width,
		      struct atlas_layout *ret_layout);
void atlas_layout_release(struct atlas_layout *layout);

/* Whether the table has this row. */
bool atlas_part_has(const struct atlas *atlas, const struct atlas_part *part, size_t row);

/* "  by getpgid" below the mechanism of a row that is there by another trigger already; "". */
void atlas_row_note(char text[ATLAS_TEXT_SIZE], const struct atlas *atlas, size_t row);

#endif
