/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_COMPARE_HISTORY_KERNELS_H
#define BPFTAX_COMPARE_HISTORY_KERNELS_H

/* A history of runs of which some have several kernels. */

#include "compare/history.h"

/*
 * Once all runs are added: takes apart by kernel each series of which a run has two points.  The
 * others stay as they are: one that is of a single kernel, though a run of it has several, has its
 * name, and in one of all kernels what is left out of a run of several says of which.  0 or
 * -ENOMEM.
 */
int history_part_kernels(struct history *history);

struct history_presence {
	size_t runs; /* that could be in the series: those of its kernel, or all, that are meant */
	size_t without; /* of these, that neither have it nor are left out */
};

struct history_presence history_presence_of(const struct history *history,
					    const struct history_series *series);

#endif
