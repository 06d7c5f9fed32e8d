/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_WORDS_ATLAS_WORDS_H
#define BPFTAX_WORDS_ATLAS_WORDS_H

/*
 * What stands in the cells of an atlas (estimate/atlas.h), in text and on the page.
 *
 *	char text[ATLAS_TEXT_SIZE];
 *
 *	atlas_heading(text, atlas, kernel);              // "6.12"
 *	atlas_cell_text(text, atlas, row, kernel);       // "262", "262*", "x"
 *	atlas_step_text(text, figure);                   // "+107", or ""
 *
 * Texts that come from outside (releases, flavours, reasons) are not escaped.  Pure.
 */

#include "common/text_buffer.h"
#include "estimate/atlas.h"

#define ATLAS_TEXT_SIZE 64

/* Why a cell has no number, or what is to be known of the one that it has. */
enum atlas_mark {
	ATLAS_UNSUPPORTED,
	ATLAS_FAILED, /* it was wrong in some way */
	ATLAS_NOT_FIRED,
	ATLAS_ELSEWHERE, /* another row has the number, of another trigger */
	ATLAS_UNTRIED,
	ATLAS_OTHER_TOOLS,
	ATLAS_INEXACT,
	ATLAS_MARKS
};

/* Marks that were seen, each a bit. */
typedef unsigned int atlas_marks;

/* One past the last kernel of the family that begins with this one. */
size_t atlas_family_end(const struct atlas *atlas, size_t first);

/* "x86_64, cloud-amd64": what tells the family from others; the caller frees.  NULL: no memory. */
char *atlas_family_name(const struct atlas *atlas, size_t kernel);

/* The series, "6.12"; where others of its family have the same, as much of the release as tells
 * them apart.  At most ATLAS_TEXT_SIZE - 1 characters. */
void atlas_heading(char text[ATLAS_TEXT_SIZE], const struct atlas *atlas, size_t kernel);

/* Whether an earlier row of the same program has the same mechanism: by another trigger. */
bool atlas_row_is_again(const struct atlas *atlas, size_t row);

/* Whether any kernel from first to before end has something in the row. */
bool atlas_row_is_seen(const struct atlas *atlas, size_t row, size_t first, size_t end);

/* A number with its marks, or the mark of none. */
void atlas_cell_text(char text[ATLAS_TEXT_SIZE], const struct atlas *atlas, size_t row,
		     size_t kernel);

/* "+107", "~-12" where one of the two is not the same each time; "" where there is no step. */
void atlas_step_text(char text[ATLAS_TEXT_SIZE], const struct atlas_figure *figure);

/* The marks of the cell. */
atlas_marks atlas_cell_marks(const struct atlas *atlas, size_t row, size_t kernel);

/* The sign of a mark, and what it means. */
const char *atlas_mark_sign(enum atlas_mark mark);
const char *atlas_mark_words(enum atlas_mark mark);

/* "262 instructions", "2066 to 5593 instructions", "unsupported: ..."; the caller frees. */
char *atlas_cell_sentence(const struct atlas *atlas, size_t row, size_t kernel);

/*
 * Why a family's cells have no number, a line each: "kprobe-fprobe (5.10, 6.1): CONFIG_FPROBE is
 * not set in this kernel"; mechanisms and kernels with one reason are one line.  The caller frees
 * with text_words_free(); 0 or -ENOMEM.
 */
int atlas_reasons(const struct atlas *atlas, size_t first, char ***ret_lines, size_t *ret_count);

/* "2026-11-28T22:13:20Z, run 1a2b3c4d: 242 figures, bpftax 0.1 ..."; the caller frees. */
char *atlas_run_sentence(const struct atlas *atlas, size_t run);

/* What a number is, and of which agent and QEMU the newest are; the caller frees. */
char *atlas_tools_sentence(const struct atlas *atlas, size_t first);

#endif
