/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_WORDS_TABLES_H
#define BPFTAX_WORDS_TABLES_H

/*
 * What the tables of a report share, and that of the verdicts; text and Markdown print them.  Cells
 * are ASCII but for the plus-minus sign.  NULL without memory.
 */

#include "common/text_buffer.h"
#include "estimate/types.h"
#include "words/table.h"

/*
 * "+3.6 [2.5, 4.7]" into a cell; without the brackets where there is no interval, and nothing
 * without an estimate.
 */
void table_set_interval(struct table *table, size_t row, size_t column,
			const struct interval *interval, int decimals);

/* The report's workloads of a kind, from 0; NULL after the last. */
const char *report_workload_of_kind(const struct report *report, enum workload_kind kind,
				    size_t which);

/* Room for what an operation is called in a heading. */
#define OPERATION_SIZE 32

/* "DATAGRAM": a word as titles have it; returns buffer. */
char *table_upper(char *buffer, size_t size, const char *word);

/*
 * "DATAGRAM": what an operation of the workload (or NULL) is called in a heading; returns buffer.
 */
char *table_operation(char *buffer, size_t size, const char *workload);

/* "sleeps, calls of select() and drops": what columns of the workload there count. */
void words_of_columns(struct text_buffer *text, const char *workload,
		      enum workload_column_where where);

/*
 * A table about a workload in which traffic flows (or NULL).  With one such workload its name is
 * said in the sentences; of several, each table says its own.
 */
struct table *table_of_workload(const struct report *report, const char *traffic, const char *title,
				const struct table_column *columns, size_t count);

/* Whether anything but baselines and known delays was measured: else those tables say nothing. */
bool report_has_programs(const struct report *report);

/* What follows from it, a sentence for each configuration and workload; no row where none does. */
struct table *table_verdicts(const struct report *report);

/* The report's workloads in which traffic flows, from 0; NULL after the last. */
const char *traffic_workload(const struct report *report, size_t which);

#endif
