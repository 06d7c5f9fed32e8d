/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_WORDS_FRONT_CELLS_H
#define BPFTAX_WORDS_FRONT_CELLS_H

/*
 * A figure of the summary in a cell of the first page's table.
 *
 *	set_amount(&(struct front_cell){ table, row, 1, &how }, &row->ns);
 */

#include "estimate/summary.h"
#include "words/front_part.h"
#include "words/table.h"

/* How figures are written. */
struct front_figures {
	bool utf8;
	bool brackets; /* "+529 [524, 533]", else "+529 ±5", the longer side of the interval */
};

struct front_cell {
	struct table *table;
	size_t row, column;
	const struct front_figures *how;
};

/* Nanoseconds, with their interval; instructions, which have none, with what statistics add to
 * them (NaN: nothing is said of it). */
void front_set_ns(const struct front_cell *at, const struct summary_figure *figure);
void front_set_instructions(const struct front_cell *at, const struct summary_figure *figure,
			    double statistics);

/* Of an operation. */
void front_set_share(const struct front_cell *at, const struct summary_figure *figure);

/*
 * In percent: "-10.4 ±3.9", "none > 2.5" where nothing was seen, and with a "?" behind it what is a
 * difference on its own but not among so many.
 */
void front_set_effect(const struct front_cell *at, const struct summary_figure *figure);

/* Whether it is written as "?" or as "none": a legend then says what that means. */
bool front_is_doubtful(const struct summary_figure *figure);
bool front_is_none(const struct summary_figure *figure);

/*
 * Whether a count is written as "~139": it is the middle of chunks that mostly differ, and another
 * measurement has another one (estimate/one_number.h).
 */
bool front_is_rough(const struct summary_figure *figure);

/* Says what "~" means, where one of the first kernels has such a count.  0 or -ENOMEM. */
int front_say_rough(struct front_part *part, const struct summary *summary, size_t kernels);

#endif
