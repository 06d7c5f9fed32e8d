/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_KERNEL_FETCH_H
#define BPFTAX_KERNEL_FETCH_H

/*
 * Fetching Debian's kernels into the user's cache (kernel_package.h).
 *
 *	CLEANUP_FREE char *directory = NULL;
 *
 *	r = kernel_fetch(architecture, "debian-6.12-cloud", &notify, &directory, &err);
 *
 * apt downloads a package, so that the archive's signatures are checked; nothing is installed and
 * no privilege is needed.  Its directory appears by a rename when all is in it: a fetch that is cut
 * off leaves no half, and two at once are one: the second waits for the first.
 *
 * A specification is what kernel_package.h says.
 */

#include "common/error.h"
#include "target/architecture.h"
#include "target/kernel_index.h"
#include "target/notify.h"

/*
 * Fetches the version that the archive has of the name (kernel_index.h says which of several), or
 * the one asked for, unless it is there already.  What the user's own suites have needs no other
 * index than apt's; for the rest the archive's is read (kernel_archive.h).  -ENOENT and
 * ERROR_ENVIRONMENT when there is none, with what there is instead: a name never yields another
 * series.  notify may be NULL.
 */
int kernel_fetch(const struct architecture *architecture, const char *specification,
		 const struct kernel_notify *notify, char **ret_directory, struct error *err);

/* The same for what an index that has been read offers. */
int kernel_fetch_offer(const struct architecture *architecture, const struct kernel_offer *offer,
		       const struct kernel_notify *notify, char **ret_directory, struct error *err);

/* Whether it has been fetched, or could be: as kernel_fetch(), without fetching. */
int kernel_fetch_check(const struct architecture *architecture, const char *specification,
		       const struct kernel_notify *notify, struct error *err);

#endif
