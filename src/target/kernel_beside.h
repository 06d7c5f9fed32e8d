/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_KERNEL_BESIDE_H
#define BPFTAX_KERNEL_BESIDE_H

/*
 * What belongs to a kernel that is given by the path of its image, and lies beside it.
 *
 *	CLEANUP_FREE char *modules = NULL;
 *
 *	r = kernel_beside_modules("/boot/vmlinuz-6.12.0", &modules, &err);
 *	if (!r && modules)
 *		use(modules);                   // "/boot/../lib/modules/6.12.0"
 */

#include "common/error.h"

/*
 * The directory of its modules; the caller frees.  NULL where none is there, which is no error:
 * a guest that needs one says so.  Looked for, in this order:
 *
 *	DIR/modules                             for DIR/vmlinuz
 *	/lib/modules/V, /usr/lib/modules/V      for /boot/vmlinuz-V, also below another root
 *	DIR                                     for DIR/vmlinuz where DIR/kernel is
 *
 * 0, or -ENOMEM with its sentence.
 */
int kernel_beside_modules(const char *image, char **ret_directory, struct error *err);

/*
 * The text of its .config, or NULL where there is none or no memory: config-V beside vmlinuz-V,
 * else config or .config beside it, or what a build tree has at its top.  The caller frees.
 */
char *kernel_beside_config(const char *image);

#endif
