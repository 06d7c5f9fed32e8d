/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_KERNEL_H
#define BPFTAX_KERNEL_H

/*
 * The kernel that a guest boots, from what --kernel says:
 *
 *	debian-6.12-cloud            the newest package of that series in the cache; it is fetched
 *	                             when there is none
 *	debian-6.12-cloud=VERSION    exactly that package
 *	debian-newest-cloud          the newest series that the archive has; where it cannot be
 *	                             asked, the newest in the cache
 *	host                         the running kernel's own image and modules
 *	PATH                         an image, of a kind that the architecture has, whose config and
 *	                             modules lie beside it (kernel_beside.h), or a directory in
 *	                             which Linux was built (kernel_tree.h)
 *
 *	struct kernel kernel = KERNEL_INIT;
 *
 *	r = kernel_resolve(architecture, "debian-6.12-cloud", NULL, &notify, &kernel, &err);
 *	...
 *	kernel_clear(&kernel);
 */

#include <stdbool.h>
#include "common/error.h"
#include "target/architecture.h"
#include "target/notify.h"

struct kernel {
	char *path;	/* for QEMU's -kernel; NULL: the descriptor */
	int image_fd;	/* a vmlinux in memory, or -1 */
	char *origin;	/* "NAME=VERSION", the path, or "host RELEASE" */
	char *config;	/* text of its .config, or NULL when unknown */
	char *modules;	/* directory with its modules, or NULL */
	char *revision; /* of a build tree: git's, or NULL */
	bool modified;	/* and the tree is not as that commit has it */
};

#define KERNEL_INIT                                                                                \
	{                                                                                          \
		.image_fd = -1                                                                     \
	}

/*
 * modules is --modules or NULL; it wins over the modules that come with the kernel.  notify may be
 * NULL.  ERROR_USAGE when the specification makes no sense (no such name or file, no kernel in it),
 * ERROR_ENVIRONMENT when the machine is at fault (unreadable, no apt, no network, no space).
 */
int kernel_resolve(const struct architecture *architecture, const char *specification,
		   const char *modules, const struct kernel_notify *notify,
		   struct kernel *ret_kernel, struct error *err);

/*
 * Whether there can be such a kernel, without fetching or reading it: so that a run of several does
 * not find out after the first.  Errors as kernel_resolve().
 */
int kernel_check(const struct architecture *architecture, const char *specification,
		 struct error *err);

void kernel_clear(struct kernel *kernel);

#endif
