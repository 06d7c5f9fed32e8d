/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_KERNEL_PACKAGE_H
#define BPFTAX_KERNEL_PACKAGE_H

/*
 * Debian's kernels in the user's cache, of one architecture at a time: what is there.  What brings
 * them there is kernel_fetch.h.
 *
 *	CLEANUP_FREE char *directory = NULL;
 *
 *	r = kernel_package_find(architecture, "debian-6.12-cloud", &directory, &err);
 *	if (r == -ENOENT)
 *		r = kernel_fetch(architecture, "debian-6.12-cloud", &notify, &directory, &err);
 *
 * A package lies in CACHE/kernels/NAME/VERSION (of another architecture than x86-64 in
 * CACHE/kernels/ARCHITECTURE/NAME/VERSION):
 *
 *	vmlinux or vmlinuz   what QEMU boots (vmlinux when it can be entered by PVH)
 *	config               text of its .config
 *	modules/             only those that a guest of ours can need
 *	package.json         where it is from (kernel_record.h)
 *
 * A specification is NAME, NAME=VERSION or debian-newest[-FLAVOUR] (kernel_name.h); what patterns
 * mean stands in kernel_choice.h.
 */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <time.h>
#include "common/error.h"
#include "target/architecture.h"
#include "target/kernel_index.h"

struct kernel_package {
	char *name;    /* "debian-6.12-cloud" */
	char *version; /* NULL: not fetched, but the archive has it */
	char *directory;
	uint64_t size_bytes;
	time_t fetched;		   /* when */
	enum kernel_origin origin; /* when it was fetched */
};

/* The directory of an architecture's packages, which may not be there yet; the caller frees. */
int kernel_packages_directory(const struct architecture *architecture, char **ret_path,
			      struct error *err);

/*
 * What has been fetched, newest series first, in one what is from the user's own suites first, and
 * of these the newest version; and what of other names the index has
 * (kernel_index.h; may be NULL).  kernel_packages_free() the result.
 */
int kernel_package_list(const struct architecture *architecture, const struct kernel_index *index,
			struct kernel_package **ret_packages, size_t *ret_count, struct error *err);
void kernel_packages_free(struct kernel_package *packages, size_t count);

/*
 * The directory of a fetched package: the newest of that name, or the version asked for.  What was
 * fetched from other suites than the user's own (as NAME=VERSION, or by bisect) is not what the
 * name means as long as there is one from these: no fetch changes what another run is made with.
 * -ENOENT when it has not been fetched; -EINVAL and ERROR_USAGE when it is no name of a kernel.
 */
int kernel_package_find(const struct architecture *architecture, const char *specification,
			char **ret_directory, struct error *err);

/*
 * Removes one version ("NAME=VERSION"), all of a name ("NAME") or of a pattern's names; -ENOENT
 * when there is none.
 */
int kernel_package_remove(const struct architecture *architecture, const char *specification,
			  struct error *err);

#endif
