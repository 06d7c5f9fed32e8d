/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_RUN_WITHHELD_H
#define BPFTAX_RUN_WITHHELD_H

/*
 * Windows that were to be without BPF statistics while somebody else had them on: global as they
 * are, the program cost what it does with them.  Such windows are no samples; a configuration of
 * which every window was one is not measured, and those with statistics are as good as ever.
 * Pure.
 *
 *	if (*by)
 *		withheld_add(&course->withheld[configuration], by);
 *	else if (!setting.statistics)
 *		course->withheld[configuration].stored++;
 *	...
 *	withheld_reason(&course->withheld[configuration], reason, sizeof(reason));
 */

#include <stddef.h>

/* Who had them on: "process 812 (bpftool)"; "" nobody. */
#define COUNTED_BY_SIZE 128

/* Of one configuration under one workload. */
struct withheld_windows {
	unsigned int stored, left_out; /* windows that were to be without statistics */
	char by[COUNTED_BY_SIZE];      /* of the last one that was left out */
};

/* One more is left out. */
void withheld_add(struct withheld_windows *withheld, const char *by);

/* Of all of a list, together. */
struct withheld_windows withheld_sum(const struct withheld_windows *list, size_t count);

/* Why nothing of it was measured; "" where something was, or nothing was left out. */
void withheld_reason(const struct withheld_windows *withheld, char *reason, size_t size);

#endif
