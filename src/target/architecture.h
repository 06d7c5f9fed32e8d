/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_ARCHITECTURE_H
#define BPFTAX_ARCHITECTURE_H

/*
 * What a guest's architecture decides on the coordinator's side: QEMU's program and processor, the
 * packages, how kernels are packed.  Its own side is the agent's.
 *
 *	const struct architecture *architecture;
 *
 *	r = architecture_host(&architecture, &err);
 *	...
 *	execlp(architecture->qemu, ...);
 *
 * A guest has the architecture of this machine, as the agent that runs in it.  A new one is a line
 * in architecture_list.h and a file.
 */

#include "common/error.h"
#include "target/kernel_image.h"

struct architecture {
	const char *name;	    /* as uname(2) says it */
	const char *debian;	    /* the end of Debian's package names */
	const char *qemu;	    /* the program */
	const char *qemu_package;   /* where it is in */
	const char *machine;	    /* -M */
	const char *console;	    /* the kernel's name of the first serial port */
	const char *console_option; /* without which the kernel does not write there */
	/*
	 * Of a fixed version, as its flags decide which instructions the kernel's alternatives are
	 * made of.
	 */
	const char *counted_cpu;
	/*
	 * Where its kernels lie in the cache; NULL: "kernels/" and its name, which the first had
	 * not.
	 */
	const char *cached_kernels;
	const char *images;	   /* what image_open() takes: "a bzImage or vmlinux" */
	const char *image_in_tree; /* where a build of Linux leaves what is booted */
	/*
	 * Says what the file is, and unpacks it where that can be done.  ERROR_USAGE, -EBADMSG and
	 * a sentence with the path for what is no kernel, or none that QEMU can boot.
	 */
	int (*image_open)(const char *path, char *bytes, size_t length,
			  struct kernel_image *ret_image, struct error *err);
};

/* This machine's.  -ENOTSUP and ERROR_ENVIRONMENT when guests cannot have it. */
int architecture_host(const struct architecture **ret_architecture, struct error *err);

/* The one of this name, or NULL. */
const struct architecture *architecture_find(const char *name);

#endif
