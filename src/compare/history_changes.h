/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_COMPARE_HISTORY_CHANGES_H
#define BPFTAX_COMPARE_HISTORY_CHANGES_H

/* Judging what a history collected: which runs are alike, and where the level changed. */

#include "compare/history.h"

/* Leaves out what is not alike, and looks for changes.  0 or -ENOMEM. */
int history_finish(struct history *history, struct error *err);

/* The change at which point number `point` begins a level, or NULL. */
const struct history_change *history_change_at(const struct history_series *series, size_t point);

/* The first point behind the level that begins at change number `change`. */
size_t history_level_end(const struct history_series *series, size_t change);

/* The median of the points from first up to, not including, end; NaN without memory. */
double history_level(const struct history_series *series, size_t first, size_t end);

#endif
