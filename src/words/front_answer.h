/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_WORDS_FRONT_ANSWER_H
#define BPFTAX_WORDS_FRONT_ANSWER_H

/* The answer on the first page: its tables, and what their cells mean.  Private to it. */

#include "estimate/summary.h"
#include "words/front_part.h"

/* Which machine each kernel's figures are of: where it was counted, where timed.  Of a matrix one
 * line has them all, where that is the same.  0 or -ENOMEM. */
int front_say_kernels(struct front_part *part, const struct summary *summary);

/* Adds its parts; none where the run has no treatment.  0 or -ENOMEM. */
int front_add_answer(struct front_page *page, const struct summary *summary,
		     const struct front_style *style);

#endif
