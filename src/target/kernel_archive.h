/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_KERNEL_ARCHIVE_H
#define BPFTAX_KERNEL_ARCHIVE_H

/*
 * Debian's kernels in the archive: what apt knows of it on this machine, and what all of its suites
 * have (apt_state.h).
 *
 *	CLEANUP(kernel_index_clear) struct kernel_index index = { 0 };
 *	const struct kernel_offer **offers;
 *
 *	r = kernel_archive_read(architecture, KERNEL_ARCHIVE_ALL, &notify, &index, &err);
 *	if (!r)
 *		r = kernel_index_select(&index, "debian-6.*-cloud", &offers, &count);
 *	for (i < count)
 *		... offers[i]->package, offers[i]->version, offers[i]->candidate ...
 *
 * The name that fetches exactly offers[i] (kernel_package.h) is "NAME=VERSION" of it.
 *
 * The series of an offer is that of its package's version, and a meta package is no offer: such as
 * linux-image-cloud-amd64 depends on 6.1 in one release of Debian and on 6.12 in the next.
 */

#include "common/error.h"
#include "target/architecture.h"
#include "target/kernel_index.h"
#include "target/notify.h"

enum kernel_archive_scope {
	KERNEL_ARCHIVE_OWN,  /* the user's own suites, as apt has read them: no network */
	KERNEL_ARCHIVE_READ, /* and of all others what has been read before: no network */
	KERNEL_ARCHIVE_ALL   /* and all others as they are today */
};

/*
 * What there is for this architecture; none at all is no error, and that the archive cannot be
 * known (apt_state.h, -ENOENT) is none where the machine's own suites have something.  Of an
 * architecture that the machine's apt does not know "own" is what is read of the same suites, so it
 * takes the network as KERNEL_ARCHIVE_ALL.  Errors as those of apt.h and apt_state_open().
 */
int kernel_archive_read(const struct architecture *architecture, enum kernel_archive_scope scope,
			const struct kernel_notify *notify, struct kernel_index *ret_index,
			struct error *err);

/*
 * Puts the files of an offer, with those of its parts, into the directory.  Parts that the
 * archive's index does not list (any more) are left out, as nothing signed vouches for them:
 * *ret_missing has their names then, and is NULL otherwise; the caller frees it.
 */
int kernel_archive_download(const struct architecture *architecture,
			    const struct kernel_offer *offer, const char *directory,
			    const struct kernel_notify *notify, char **ret_missing,
			    struct error *err);

#endif
