/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_WORDS_MICRO_TABLE_H
#define BPFTAX_WORDS_MICRO_TABLE_H

/*
 * What an event costs, a row a configuration.
 *
 *	table = table_micro(report, 0, true);   // the cheapest first
 */

#include "estimate/types.h"
#include "words/table.h"

/* bar_columns: of the bars, 0: none.  NULL without memory. */
struct table *table_micro(const struct report *report, unsigned int bar_columns, bool utf8);

#endif
