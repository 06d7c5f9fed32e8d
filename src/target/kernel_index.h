/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_KERNEL_INDEX_H
#define BPFTAX_KERNEL_INDEX_H

/*
 * Which kernels there are, by records of packages (kernel_archive.h asks apt for them).
 *
 *	CLEANUP(kernel_index_clear) struct kernel_index index = { 0 };
 *
 *	r = kernel_index_add(&index, own_records, "amd64", KERNEL_OF_OWN_SUITE);
 *	if (!r)
 *		r = kernel_index_add(&index, all_records, "amd64", KERNEL_OF_OTHER_SUITE);
 *	if (!r)
 *		r = kernel_index_find(&index, &name, &offer, &err);
 *
 * Where a series stands in several suites the one of the user's own sources is meant by its name,
 * before those of released suites (their -updates, -backports and -security among them), and these
 * before testing, unstable and experimental: there the compiler and the configuration change with
 * the kernel, and with them figures (7.2.13 of unstable counts fentry 112, 7.2.12 and 7.3.4 of
 * backports 117).  The others are NAME=VERSION.
 *
 * The series of an offer is that of its package's version, and a meta package is no offer: such as
 * linux-image-cloud-amd64 depends on 6.1 in one release of Debian and on 6.12 in the next.
 */

#include <stdbool.h>
#include <stddef.h>
#include "common/error.h"
#include "target/kernel_name.h"

/* Whose suite; the order is that in which they are meant by a name. */
enum kernel_origin {
	KERNEL_OF_OWN_SUITE,	  /* among the user's own sources */
	KERNEL_OF_RELEASED_SUITE, /* of another release of Debian's */
	KERNEL_OF_OTHER_SUITE,	  /* testing, unstable, experimental */
};

struct kernel_offer {
	char *name;    /* "debian-6.12-cloud" */
	char *package; /* "linux-image-6.12.117+deb12-cloud-amd64" */
	char *version; /* "6.12.117-1~deb12u1" */
	/*
	 * Packages of the same version that hold a part of the kernel (since 6.19), a blank between
	 * two; "": all is in the one.
	 */
	char *parts;
	enum kernel_origin origin;
	bool candidate; /* a release candidate */
};

/* By name, series backwards, and within one by origin, and of these the newest version. */
struct kernel_index {
	struct kernel_offer *offers;
	size_t count;
};

void kernel_index_clear(struct kernel_index *index);

/*
 * Adds what records, as apt-cache show prints them, have for an architecture (Debian's word) and
 * the index has not yet; NULL has none.  -ENOMEM, or 0.  What is in several suites is of the first
 * that is added.
 */
int kernel_index_add(struct kernel_index *index, const char *records,
		     const char *debian_architecture, enum kernel_origin origin);

/*
 * The newest of a name, or the version that it asks for.  -ENOENT and ERROR_ENVIRONMENT when there
 * is none, with what there is instead.
 */
int kernel_index_find(const struct kernel_index *index, const struct kernel_name *name,
		      const struct kernel_offer **ret_offer, struct error *err);

/* Whether records have this package in this version, and a file of it. */
bool kernel_records_have(const char *records, const char *package, const char *version);

/*
 * All offers of a name or of a pattern's names, the oldest version first; the array is the
 * caller's to free, what it points to is the index's.  None at all is no error.  -ENOMEM, or 0.
 */
int kernel_index_select(const struct kernel_index *index, const char *pattern,
			const struct kernel_offer ***ret_offers, size_t *ret_count);

#endif
