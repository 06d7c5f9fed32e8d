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
 * off leaves no half, and two at once do not disturb each other.
 */

#include <stddef.h>
#include <stdint.h>
#include "common/error.h"
#include "target/notify.h"

struct kernel_series {
	const char *name;    /* "debian-6.12-cloud" */
	const char *package; /* the meta package that depends on the newest, but for "-amd64" */
	const char *summary;
};

extern const struct kernel_series kernel_series[];
extern const size_t kernel_series_count;

/* The series of "NAME" or "NAME=VERSION", or NULL. */
const struct kernel_series *kernel_series_find(const char *specification);

struct kernel_package {
	const struct kernel_series *series;
	char *version;
	char *directory;
	uint64_t size_bytes;
};

/* What has been fetched, newest first within a series.  kernel_packages_free() the result. */
int kernel_package_list(struct kernel_package **ret_packages, size_t *ret_count, struct error *err);
void kernel_packages_free(struct kernel_package *packages, size_t count);

/*
 * The directory of a fetched package: the newest of the series, or the version asked for.  -ENOENT
 * when it has not been fetched; -EINVAL and ERROR_USAGE when there is no such series.
 */
int kernel_package_find(const char *specification, char **ret_directory, struct error *err);

/*
 * Fetches the newest version that apt knows (or the one asked for), unless it is there already.
 * notify may be NULL.
 */
int kernel_package_fetch(const char *specification, const struct kernel_notify *notify,
			 char **ret_directory, struct error *err);

/* Removes one version ("NAME=VERSION") or all of a series ("NAME"); -ENOENT when there is none. */
int kernel_package_remove(const char *specification, struct error *err);

#endif
