/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_ESTIMATE_KERNEL_IMAGE_H
#define BPFTAX_ESTIMATE_KERNEL_IMAGE_H

/*
 * Whether two cells ran the same kernel image, by what their kernels said of themselves.
 *
 *	if (kernel_image_same(counted->facts, timed->facts))
 *		instructions may stand beside nanoseconds;
 */

#include <jansson.h>
#include <stdbool.h>

/* Release, build (`uname -v`) and architecture; what is not known on one side is not the same. */
bool kernel_image_same(const json_t *one, const json_t *other);

#endif
