/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_WORDS_FRONT_TABLE_H
#define BPFTAX_WORDS_FRONT_TABLE_H

/*
 * The answer as a table: of one kernel a row a treatment and a column a figure, of several a column
 * a kernel.  Private to the first page.
 *
 *	table = front_table_of_kernel(summary, &style);
 *
 * Where the width does not hold all, intervals become their longer side, and hits and status go
 * into lines below.
 */

#include "estimate/summary.h"
#include "words/front_part.h"

#define FRONT_HITS "Hits" /* a column's heading */

/* Of the summary's only kernel; NULL without memory. */
struct table *front_table_of_kernel(const struct summary *summary, const struct front_style *style);

/* Whether there is anything to be said of direct costs by kernel, counted or timed. */
bool front_kernels_have(const struct summary *summary, bool counted);

/*
 * The part's table, of the direct costs, counted or timed, of the kernels from *first on, as many
 * as the width holds; *first becomes that which the next table begins with, kernel_count after the
 * last.  0 or -ENOMEM.
 */
int front_table_of_kernels(const struct summary *summary, bool counted,
			   const struct front_style *style, struct front_part *part, size_t *first);

/*
 * The kernel's workload in a heading: without the name of another in front, "saturated" of
 * "iperf3-saturated" beside "iperf3".
 */
const char *front_workload_heading(const struct summary_kernel *kernel, size_t workload);

/*
 * Whether one line says it of all hits: every row with a figure has so nearly one an operation, and
 * is known to have it.
 */
bool front_hits_are_one(const struct summary_kernel *kernel);

#endif
