/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_COMPARE_HISTORY_KERNELS_H
#define BPFTAX_COMPARE_HISTORY_KERNELS_H

/* A history of runs of which some have several kernels. */

#include "compare/history.h"

/* Once all runs are added: takes its series apart by kernel, if it is such.  0 or -ENOMEM. */
int history_part_kernels(struct history *history);

/* How many runs could be in the series: those of its kernel, or all, that the pattern means. */
size_t history_runs_of(const struct history *history, const struct history_series *series);

#endif
