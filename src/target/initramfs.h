/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_INITRAMFS_H
#define BPFTAX_INITRAMFS_H

/*
 * The file system that a guest boots into: a cpio archive in the "newc" format that the kernel
 * unpacks (Documentation/driver-api/early-userspace/buffer-format.rst), written with libarchive.
 *
 *	/init            the agent
 *	/bpftax-iperf3   when it is needed
 *	/boot/config     the kernel's .config, when it is needed and known
 *	/modules/N.ko    what the run needs
 *	/modules.list    one line for each, "PATH FLAGS", in the order in which to load them; FLAGS
 *	                 are those of finit_module(2)
 *	/dev/console     so that PID 1 has its standard streams, and its complaints are seen
 *
 *	int fd = memfd_create("initramfs", MFD_CLOEXEC);
 *
 *	r = initramfs_write(&content, fd, &err);
 */

#include "common/error.h"
#include "target/module_set.h"

struct initramfs_content {
	const char *agent_path;
	const char *iperf3_path;	  /* or NULL */
	const struct module_set *modules; /* or NULL; its order is loaded */
	const char *kernel_config;	  /* text of it, or NULL */
};

int initramfs_write(const struct initramfs_content *content, int fd, struct error *err);

#endif
