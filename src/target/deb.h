/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_DEB_H
#define BPFTAX_DEB_H

/*
 * Files out of a Debian package: an ar archive with a compressed tar inside (deb(5)), read as a
 * stream.
 *
 *	static char *choose(void *context, const char *member)
 *	{
 *		return ends_with(member, ".ko") ? path_for(context, member) : NULL;
 *	}
 *
 *	r = deb_extract("linux-image.deb", &(struct deb_wish){ choose, context }, &err);
 */

#include <stdbool.h>
#include "common/error.h"

struct deb_wish {
	/* Where to put a member ("./boot/vmlinuz-6.12"), to be freed by the caller, or NULL. */
	char *(*choose)(void *context, const char *member);
	void *context;
	/* Polled at every member; true ends it with -EINTR.  May be NULL. */
	bool (*stopping)(void *context);
	void *stopping_context;
};

/* -EBADMSG when it is no package or a damaged one; what writing said (ENOSPC) otherwise. */
int deb_extract(const char *path, const struct deb_wish *wish, struct error *err);

#endif
