/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_WORDS_KERNEL_FIGURE_H
#define BPFTAX_WORDS_KERNEL_FIGURE_H

/*
 * What stands in one cell of a table by kernel (kernel_tables.h): the figure of a kernel's boots,
 * "+263 {258..268} +-8", of one boot its estimate, or why there is none.
 *
 *	struct kernel_place at = { table, row, column };
 *
 *	kernel_figure_set(&at, &subject, group, kernel_subject_result(&subject, name), KERNEL_WIDE);
 */

#include "common/text_buffer.h"
#include "words/kernel_columns.h"
#include "words/table.h"

struct kernel_place {
	struct table *table;
	size_t row, column;
};

/* any: a result of the configuration (kernel_subject_result()), whose kernel need not be this. */
void kernel_figure_set(const struct kernel_place *at, const struct kernel_subject *subject,
		       size_t group, const struct report_result *any, enum kernel_layout layout);

/* "{258..268}" behind `before`. */
void kernel_figure_add_range(struct text_buffer *text, const char *before,
			     const struct kernel_subject *subject, const struct across *across);

/* "(1 of 2 boots)", where the other has no such figure; nothing where all have it or none. */
void kernel_figure_add_boots(struct text_buffer *text, const struct kernel_subject *subject,
			     size_t group, const struct report_result *any);

/* Takes the text over. */
void kernel_place_set(const struct kernel_place *at, struct text_buffer *text);

#endif
