/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_AGENT_OBJECT_KCONFIG_H
#define BPFTAX_AGENT_OBJECT_KCONFIG_H

/*
 * What an object asks of the kernel's configuration (extern ... __kconfig), told otherwise: libbpf
 * takes lines of a .config when it opens an object, and these come before the kernel's own.
 *
 *	object_kconfig_check(object, "CONFIG_HZ", "100", &err);
 *	...
 *	options.kconfig = lines = object_kconfig_lines(image);
 *	object = bpf_object__open_mem(image->bytes, image->size, &options);
 *	free(lines);
 */

#include <bpf/libbpf.h>
#include "agent/object_images.h"

/*
 * Whether the object asks for it, and the value is one of its type, as a .config has it: y, n or m,
 * a whole number, or a text in quotes.  -ENOENT when it does not ask; -EINVAL or -ERANGE,
 * ERROR_USAGE, when that is no such value, or when libbpf knows better (LINUX_KERNEL_VERSION and
 * the like).
 */
int object_kconfig_check(struct bpf_object *object, const char *name, const char *value,
			 struct error *err);

/* Lines for libbpf of what was set, or NULL.  The caller's. */
char *object_kconfig_lines(const struct object_image *image);

#endif
