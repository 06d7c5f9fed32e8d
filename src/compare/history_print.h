/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_COMPARE_HISTORY_PRINT_H
#define BPFTAX_COMPARE_HISTORY_PRINT_H

/* A history, printed; and its formats, a file each.  All return 0 or -ENOMEM. */

#include <stdio.h>
#include "compare/history.h"
#include "words/report_options.h"

/* text, json or csv; -EINVAL for another. */
int history_print(const struct history *history, const char *format, FILE *out,
		  const struct report_options *options);

/* Commands for gnuplot that draw the series as SVG on its standard output. */
int history_figure(const struct history *history, const struct history_series *series, FILE *out);

int history_print_text(const struct history *history, FILE *out,
		       const struct report_options *options);
int history_print_json(const struct history *history, FILE *out,
		       const struct report_options *options);
int history_print_csv(const struct history *history, FILE *out,
		      const struct report_options *options);

#endif
