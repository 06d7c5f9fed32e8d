/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_KERNEL_PACKAGE_H
#define BPFTAX_KERNEL_PACKAGE_H

/*
 * Debian's kernels in the user's cache.
 *
 *	CLEANUP_FREE char *directory = NULL;
 *
 *	r = kernel_package_find("debian-6.12-cloud", &directory, &err);
 *	if (r == -ENOENT)
 *		r = kernel_package_fetch("debian-6.12-cloud", &notify, &directory, &err);
 *
 * A package lies in CACHE/kernels/NAME/VERSION:
 *
 *	vmlinux or vmlinuz   what QEMU boots (vmlinux when it can be entered by PVH)
 *	config               text of its .config
 *	modules/             only those that a guest of ours can need
 *	package.json         package, version, release and SHA-256 of the file that apt checked
 *
 * apt downloads it, so that the archive's signatures are checked; nothing is installed and no
 * privilege is needed.  The directory appears by a rename when all is in it: a fetch that is cut
 * off leaves no half, and two at once are one: the second waits for the first.
 */

#include <stddef.h>
#include <stdint.h>
#include "common/error.h"
#include "target/kernel_index.h"
#include "target/notify.h"

struct kernel_package {
	char *name;    /* "debian-6.12-cloud" */
	char *version; /* NULL: not fetched, but the archive has it */
	char *directory;
	uint64_t size_bytes;
};

/*
 * What has been fetched, newest series and version first, and what of other names the index has
 * (kernel_index.h; may be NULL).  kernel_packages_free() the result.
 */
int kernel_package_list(const struct kernel_index *index, struct kernel_package **ret_packages,
			size_t *ret_count, struct error *err);
void kernel_packages_free(struct kernel_package *packages, size_t count);

/*
 * The directory of a fetched package: the newest of that name, or the version asked for.  -ENOENT
 * when it has not been fetched; -EINVAL and ERROR_USAGE when it is no name of a kernel.
 */
int kernel_package_find(const char *specification, char **ret_directory, struct error *err);

/*
 * Fetches the newest version of the name that apt's sources have (or the one asked for), unless it
 * is there already.  -ENOENT and ERROR_ENVIRONMENT when they have none, with what they have
 * instead: a name never yields another series.  notify may be NULL.
 */
int kernel_package_fetch(const char *specification, const struct kernel_notify *notify,
			 char **ret_directory, struct error *err);

/* Whether it has been fetched, or could be: as kernel_package_fetch(), without fetching. */
int kernel_package_check(const char *specification, const struct kernel_notify *notify,
			 struct error *err);

/* Removes one version ("NAME=VERSION") or all of a name ("NAME"); -ENOENT when there is none. */
int kernel_package_remove(const char *specification, struct error *err);

#endif
