/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_WORDS_EXACT_FIGURES_H
#define BPFTAX_WORDS_EXACT_FIGURES_H

/*
 * What is certain of a treatment, as soon as it is known: its instructions, in a line.
 *
 *	if (exact_figures_tell(report, treatment, &line) > 0)
 *		puts(text_buffer_get(&line));
 *
 *	// "fentry-map: 262 instructions a datagram, 344 with statistics"
 *
 * Pure.
 */

#include "common/text_buffer.h"
#include "estimate/types.h"

/*
 * report: of a cell that counts, of what is stored by now.  1; 0 where no operation that is counted
 * exactly has all of the treatment's figures yet, or -ENOMEM.
 */
int exact_figures_tell(const struct report *report, const struct treatment_record *treatment,
		       struct text_buffer *line);

#endif
