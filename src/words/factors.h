/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_WORDS_FACTORS_H
#define BPFTAX_WORDS_FACTORS_H

/*
 * What each part of a treatment adds, for a reader: sentences without their full stops, and tables.
 *
 *	CLEANUP(text_buffer_release) struct text_buffer text = { 0 };
 *	const struct factor_set *set = factors_of_cell(report);
 *
 *	factor_tell(set, &set->factors[0], &text);
 *	factors_tell_sum(set, &text);
 */

#include "common/text_buffer.h"
#include "estimate/factors.h"
#include "words/table.h"

/*
 * "statistics: +126 ns a datagram [121, 131], 62 to 137 by treatment (the kernel's own figure of a
 * run: 90 ns)"
 */
void factor_tell(const struct factor_set *set, const struct factor *factor,
		 struct text_buffer *text);

/*
 * Whether they simply add: "they do not simply add: statistics with kprobe-int3 +66 ns, 38 [35, 41]
 * less than on average".  The farthest first, at most `most` of them; nothing where there was
 * nothing to ask.
 */
void factors_tell_sum(const struct factor_set *set, size_t most, struct text_buffer *text);

/* A row a factor; and a row for each place where they do not simply add.  NULL without memory. */
struct table *table_factors(const struct factor_set *set);
struct table *table_interactions(const struct factor_set *set);

/* What the tables' figures are, as far as the set has them. */
void factors_tell_legend(const struct factor_set *set, struct text_buffer *text);

#endif
