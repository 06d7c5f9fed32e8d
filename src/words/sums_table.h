/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_WORDS_SUMS_TABLE_H
#define BPFTAX_WORDS_SUMS_TABLE_H

/*
 * Does it add up?  The cost of an operation by micro and by itself, and beside them what a
 * workload that flows made of it: what the response curve predicts of that cost has to be what
 * came.
 *
 *	table = table_sums(report);
 */

#include "estimate/types.h"
#include "words/table.h"

/*
 * A row for each, with the intervals of the differences: what was timed less micro in ns, and for
 * each workload with a response what came less what was predicted, in points of its rate.  "NO"
 * stands behind those that 0 does not lie in.  No rows where the run had no micro.  NULL without
 * memory.
 */
struct table *table_sums(const struct report *report);

/* What its columns are, for below it; the caller frees, NULL without memory. */
char *sums_legend(const struct report *report);

#endif
