/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_FORMATS_TEXT_TABLES_H
#define BPFTAX_FORMATS_TEXT_TABLES_H

/*
 * What is printed of one cell's report on a terminal: its tables, its sentences, its verdicts.
 *
 *	code = text_put_tables(report, out, options);
 *	if (code == 0)
 *		code = text_put_verdicts(report, out, options);
 *
 * Each returns 0 or -ENOMEM; errors of writing show in ferror(out).  What the report has nothing
 * for is not printed.
 */

#include <stdio.h>
#include "estimate/types.h"
#include "words/report_options.h"

struct sentences;

/* Every table of --full, under one another. */
int text_put_tables(const struct report *report, FILE *out, const struct report_options *options);

/* The two tables of the original study for a workload (NULL: none). */
int text_put_original(const struct report *report, const char *workload, FILE *out,
		      const struct report_options *options);

/* What an event costs at scale, and what loading and attaching take. */
int text_put_micro_more(const struct report *report, FILE *out,
			const struct report_options *options);

/* How workloads respond to known delays, and what that predicts. */
int text_put_responses(const struct report *report, FILE *out,
		       const struct report_options *options);

/* Each sentence behind a dash. */
int text_put_sentences(const struct sentences *sentences, FILE *out,
		       const struct report_options *options);

int text_put_verdicts(const struct report *report, FILE *out, const struct report_options *options);

#endif
