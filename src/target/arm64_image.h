/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_ARM64_IMAGE_H
#define BPFTAX_ARM64_IMAGE_H

/*
 * How arm64 packs its kernels: an Image (the kernel's Documentation/arch/arm64/booting.rst), which
 * QEMU boots as it is; and three from which that can be had: one that is compressed as a whole
 * (Image.gz), one in an EFI program that unpacks it (CONFIG_EFI_ZBOOT), and a vmlinux (ELF), whose
 * segments are its bytes.
 *
 *	if (!arm64_image_is_plain(bytes, length))
 *		r = arm64_image_unpack(bytes, length, &image, &image_length, &err);
 */

#include <stdbool.h>
#include <stddef.h>
#include "common/error.h"

enum arm64_image_kind {
	ARM64_IMAGE_NONE, /* or compressed as a whole, of which the beginning says nothing */
	ARM64_IMAGE_PLAIN,
	ARM64_IMAGE_ZBOOT,
	ARM64_IMAGE_VMLINUX,
};

enum arm64_image_kind arm64_image_kind(const char *bytes, size_t length);

/* Whether it is an Image that needs no unpacking. */
bool arm64_image_is_plain(const char *bytes, size_t length);

/*
 * The Image in any other; the caller frees it.  ERROR_USAGE and -EBADMSG with what is wrong when
 * there is none in it.
 */
int arm64_image_unpack(char *bytes, size_t length, char **ret_image, size_t *ret_length,
		       struct error *err);

#endif
