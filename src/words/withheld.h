/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_WORDS_WITHHELD_H
#define BPFTAX_WORDS_WITHHELD_H

/*
 * Why an effect is not given (estimate/withhold.h): "withheld: the two baselines differ by +3 %
 * [1, 5]".
 *
 *	CLEANUP_FREE char *why = withheld_words(result, METRIC_RATE_PPS);
 */

#include "estimate/types.h"

/* In a cell of a table: "withheld", "outside"; "" where it is not. */
const char *withheld_word(enum withheld why);

/* The caller frees.  "" where it is not withheld; NULL without memory. */
char *withheld_words(const struct report_result *result, enum metric metric);

#endif
