/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_KERNEL_INDEX_H
#define BPFTAX_KERNEL_INDEX_H

/*
 * Which kernels the archive has, by the index that apt keeps of this machine's sources.
 *
 *	CLEANUP(kernel_index_clear) struct kernel_index index = { 0 };
 *
 *	r = kernel_index_read(architecture, &notify, &index, &err);
 *	if (!r)
 *		r = kernel_index_find(&index, &name, &offer, &err);
 *	...
 *	apt_download(offer->package, offer->version, ...);
 *
 * The series of an offer is that of its package's version, and a meta package is no offer: such as
 * linux-image-cloud-amd64 depends on 6.1 in one release of Debian and on 6.12 in the next.
 */

#include <stddef.h>
#include "common/error.h"
#include "target/architecture.h"
#include "target/kernel_name.h"
#include "target/notify.h"

struct kernel_offer {
	char *name;    /* "debian-6.12-cloud" */
	char *package; /* "linux-image-6.12.117+deb12-cloud-amd64" */
	char *version; /* "6.12.117-1~deb12u1" */
};

/* By name, series backwards, and the newest version first within one. */
struct kernel_index {
	struct kernel_offer *offers;
	size_t count;
};

void kernel_index_clear(struct kernel_index *index);

/* What apt has for this architecture; none at all is no error.  No apt: -ENOENT. */
int kernel_index_read(const struct architecture *architecture, const struct kernel_notify *notify,
		      struct kernel_index *ret_index, struct error *err);

/* The same from records as apt-cache show prints them; -ENOMEM, or 0. */
int kernel_index_parse(const char *records, const char *debian_architecture,
		       struct kernel_index *ret_index);

/*
 * The newest of a name, or the version that it asks for.  -ENOENT and ERROR_ENVIRONMENT when there
 * is none, with what there is instead.
 */
int kernel_index_find(const struct kernel_index *index, const struct kernel_name *name,
		      const struct kernel_offer **ret_offer, struct error *err);

#endif
