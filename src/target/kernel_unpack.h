/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_KERNEL_UNPACK_H
#define BPFTAX_KERNEL_UNPACK_H

/*
 * Takes out of a kernel's packages what a guest needs: of one, or of several that the kernel is
 * split into (image, modules, config).
 *
 *	struct kernel_debs debs = { .paths = paths, .count = 3 };
 *
 *	r = kernel_unpack(architecture, &debs, directory, &notify, &err);
 *
 * leaves vmlinux (or vmlinuz), config and modules/ in the directory; see kernel_package.h.
 */

#include <stddef.h>
#include "common/error.h"
#include "target/architecture.h"
#include "target/notify.h"

struct kernel_debs {
	char **paths;
	size_t count;
};

/* notify may be NULL.  After a failure the directory may hold a part. */
int kernel_unpack(const struct architecture *architecture, const struct kernel_debs *debs,
		  const char *directory, const struct kernel_notify *notify, struct error *err);

#endif
