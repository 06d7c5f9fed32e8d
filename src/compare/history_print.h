/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_COMPARE_HISTORY_PRINT_H
#define BPFTAX_COMPARE_HISTORY_PRINT_H

/* The formats of a history, and what they share.  Private to src/compare. */

#include "compare/history.h"

int history_print_text(const struct history *history, FILE *out,
		       const struct report_options *options);
int history_print_json(const struct history *history, FILE *out,
		       const struct report_options *options);
int history_print_csv(const struct history *history, FILE *out,
		      const struct report_options *options);

/* The change at which point number `point` begins a level, or NULL. */
const struct history_change *history_change_at(const struct history_series *series, size_t point);

/* The first point behind the level that begins at change number `change`. */
size_t history_level_end(const struct history_series *series, size_t change);

/* The median of the points from first up to, not including, end; NaN without memory. */
double history_level(const struct history_series *series, size_t first, size_t end);

#endif
