/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_KERNEL_RANGE_H
#define BPFTAX_KERNEL_RANGE_H

/*
 * All kernels of one flavour that an index has from one to another, the oldest first.
 *
 *	const struct kernel_range_ends ends = { "debian-6.12-cloud", "debian-7.3-cloud", false };
 *	CLEANUP(kernel_range_clear) struct kernel_range range = { 0 };
 *
 *	r = kernel_range_find(&index, &ends, &range, &err);
 *	for (size_t i = 0; i < range.count; i++)
 *		use(range.kernels[i].name);	// "debian-6.12-cloud=6.12.117-1"
 *
 * Pure, but for the index (kernel_index.h).
 */

#include <stdbool.h>
#include <stddef.h>
#include "common/error.h"
#include "target/kernel_index.h"

struct kernel_range_ends {
	const char *from, *to;	 /* NAME or NAME=VERSION */
	bool release_candidates; /* also what is between; an end that is one by its version is taken
				  */
};

struct ranged_kernel {
	char *name;    /* NAME=VERSION, as --kernel takes it */
	char *package; /* "linux-image-..." */
	char *version;
	enum kernel_origin origin;
	unsigned int series; /* 0 for that of `from`, and one more for each that is newer */
};

struct kernel_range {
	struct ranged_kernel *kernels;
	size_t count;
};

/*
 * ERROR_USAGE: no names, two flavours, or the later before the earlier; ERROR_ENVIRONMENT as
 * kernel_index_find().
 */
int kernel_range_find(const struct kernel_index *index, const struct kernel_range_ends *ends,
		      struct kernel_range *ret_range, struct error *err);
void kernel_range_clear(struct kernel_range *range);

/*
 * Whether two were built for two releases of Debian, as far as their names and suites tell: with
 * the kernel the compiler and the configuration may have changed.
 */
bool kernel_range_built_apart(const struct ranged_kernel *one, const struct ranged_kernel *other);

#endif
