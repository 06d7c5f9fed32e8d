/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_KERNEL_IMAGE_H
#define BPFTAX_KERNEL_IMAGE_H

/*
 * A kernel's image as an architecture has opened it (target/architecture.h), and what can be read
 * out of any of them.
 *
 *	CLEANUP(kernel_image_clear) struct kernel_image image = { 0 };
 *
 *	r = architecture->image_open(path, bytes, length, &image, &err);
 *	if (!r && image.vmlinux)
 *		kernel_image_config(image.vmlinux, image.length, &config, NULL);
 */

#include <stdbool.h>
#include <stddef.h>
#include "common/error.h"

struct kernel_image {
	char *vmlinux; /* what was packed in it; NULL: it is not packed, or nobody knows how */
	size_t length;
	bool boots; /* QEMU can be given the vmlinux instead, and starts faster */
};

void kernel_image_clear(struct kernel_image *image);

/*
 * The .config inside a vmlinux built with CONFIG_IKCONFIG; the caller frees the text.  -ENODATA
 * when there is none.
 */
int kernel_image_config(const char *vmlinux, size_t length, char **ret_text, struct error *err);

#endif
