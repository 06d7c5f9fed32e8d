/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_WORDS_PATHS_TABLE_H
#define BPFTAX_WORDS_PATHS_TABLE_H

/*
 * Which ways single events took through a program, and what each cost: a row a way, of programs
 * whose events are not all alike.
 *
 *	table = table_paths(report);
 *	if (table && table->row_count)
 *		print(table, PATHS_LEGEND);
 */

#include "estimate/run_report.h"
#include "words/table.h"

#define PATHS_TITLE "NOT EVERY EVENT IS ALIKE"
#define PATHS_LEGEND                                                                               \
	"Events counted one by one: so many of them took so many instructions each.  What an "     \
	"event "                                                                                   \
	"costs above is their mean, over as many events as a chunk has."

/* Without a title.  NULL without memory. */
struct table *table_paths(const struct report *report);

/* Of all cells; with several the kernel stands in a column of its own. */
struct table *table_paths_of_run(const struct run_report *run);

#endif
