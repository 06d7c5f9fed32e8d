/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_WORDS_KERNEL_TABLES_H
#define BPFTAX_WORDS_KERNEL_TABLES_H

/*
 * The kernels of a run beside each other: a table for each workload, timing and figure, in which a
 * row is a treatment and a column a kernel with all its boots.
 *
 *	struct kernel_tables tables;
 *	struct kernel_table_style style = { .width = 80, .utf8 = true, .escape = escape_utf8 };
 *
 *	if (kernel_tables_build(run, &style, &tables) < 0)
 *		return -ENOMEM;
 *	for (size_t i = 0; i < tables.count; i++)
 *		print(tables.tables[i].table);
 *	puts(kernel_tables_legend(true));
 *	kernel_tables_release(&tables);
 *
 * A cell is the mean over the boots with the range of their estimates and the widest of their
 * intervals: nothing is pooled over boots, and boots that have no such figure are missed by number,
 * "(1 of 2 boots)".  Where the width does not hold that, the range goes
 * below the mean, headings lose what all have in common ("6.12" of "debian-6.12-cloud"), and
 * kernels that still find no room go into a table of their own.
 */

#include "words/kernel_subject.h"
#include "words/table.h"

struct kernel_table {
	struct table *table;
	bool emulated; /* its nanoseconds are an emulator's: sentences.h has the warning */
};

struct kernel_tables {
	struct kernel_table *tables;
	size_t count;
	char **headings; /* of the groups of the run, in full */
	size_t heading_count;
};

/* No table where the run has but one cell.  0 or -ENOMEM; release either way. */
int kernel_tables_build(const struct run_report *run, const struct kernel_table_style *style,
			struct kernel_tables *ret_tables);
void kernel_tables_release(struct kernel_tables *tables);

/* What the signs in their cells mean. */
const char *kernel_tables_legend(bool utf8);

#endif
