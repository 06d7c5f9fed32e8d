/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_WORDS_KERNEL_NAMES_H
#define BPFTAX_WORDS_KERNEL_NAMES_H

/*
 * The kernels of a run, from the oldest to the newest, with names that are as short as tells them
 * apart: "6.12" of debian-6.12-cloud.
 *
 *	struct kernel_names names;
 *
 *	if (kernel_names_make(summary, &names) == 0)
 *		for (size_t i = 0; i < names.count; i++)
 *			use(&summary->kernels[names.kernels[i]], names.names[i]);
 *	kernel_names_release(&names);
 */

#include "estimate/summary.h"

struct kernel_names {
	size_t *kernels; /* of the summary, by their releases */
	char **names;	 /* of these; as they came, for who prints to escape */
	size_t count;
};

/* Of the counted kernels.  0 or -ENOMEM; release either way. */
int kernel_names_make(const struct summary *summary, struct kernel_names *ret_names);
void kernel_names_release(struct kernel_names *names);

#endif
