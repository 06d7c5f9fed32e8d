/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_KERNEL_UNPACK_H
#define BPFTAX_KERNEL_UNPACK_H

/*
 * Takes out of a kernel package what a guest needs.
 *
 *	r = kernel_unpack("linux-image-6.12.deb", directory, &notify, &err);
 *
 * leaves vmlinux (or vmlinuz), config and modules/ in the directory; see kernel_package.h.
 */

#include "common/error.h"
#include "target/notify.h"

/* notify may be NULL.  After a failure the directory may hold a part. */
int kernel_unpack(const char *deb_path, const char *directory, const struct kernel_notify *notify,
		  struct error *err);

#endif
