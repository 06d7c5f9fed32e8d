/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_WORDS_RESPONSE_TABLES_H
#define BPFTAX_WORDS_RESPONSE_TABLES_H

/*
 * The response curve as tables: what a workload did at known delays, and what that predicts for the
 * programs beside them.  All return NULL without memory, and a table
 * without rows where there is nothing to say.
 *
 *	table_print_text(table_response(&report->responses[0]), out, &style);
 */

#include "estimate/types.h"
#include "words/table.h"

/* Delay, cost, effects on rate and CPU, and what moved beside them. */
struct table *table_response(const struct report_response *response);

/* The same as two tables, for where it is too wide. */
struct table *table_response_effects(const struct report_response *response);
struct table *table_response_beside(const struct report_response *response);

/* What stands in the columns of these of a workload; the caller frees, NULL without memory. */
char *response_legend(const char *workload);

struct table *table_predictions(const struct report *report, const char *workload);

#endif
