/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_MODULE_INFO_H
#define BPFTAX_MODULE_INFO_H

/*
 * What a kernel module says of itself in its section .modinfo: strings KEY=VALUE, each ended by a
 * NUL (include/linux/moduleparam.h, MODULE_INFO).  Packages as downloaded have no modules.dep,
 * which depmod makes at installation; depends= is what depmod reads too.
 *
 *	CLEANUP_FREE char *depends = NULL;
 *
 *	r = module_info_depends(bytes, length, &depends, &err);     "virtio,virtio_ring"
 */

#include <stdbool.h>
#include <stddef.h>
#include "common/error.h"

/* The value of depends=, empty when there is none; the caller frees it.  -EBADMSG: no module. */
int module_info_depends(char *bytes, size_t length, char **ret_depends, struct error *err);

/*
 * The module's name in a file's name: "net/virtio-net.ko.xz" gives "virtio_net".  False when the
 * file is no module (.ko, .ko.gz, .ko.xz, .ko.zst) or the name is too long.
 */
bool module_name_of_file(const char *path, char *ret_name, size_t size);

#endif
