/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_ARCHITECTURE_H
#define BPFTAX_ARCHITECTURE_H

/*
 * What a guest's architecture decides on the coordinator's side: QEMU's program and processor, the
 * packages, how kernels are packed.  Its own side is the agent's.
 *
 *	const struct architecture *architecture;
 *
 *	r = architecture_choose("arm64", &architecture, &err);
 *	...
 *	execlp(architecture->qemu, ...);
 *
 * A guest of another architecture than this machine's is emulated.  A new one is a line in
 * protocol/architecture_list.h and a file.
 */

#include <stdbool.h>
#include "common/error.h"
#include "target/kernel_image.h"

struct architecture {
	const char *name;	     /* protocol/architecture_list.h */
	const char *debian;	     /* the end of Debian's package names */
	const char *qemu;	     /* the program */
	const char *qemu_package;    /* where it is in */
	const char *machine;	     /* -M */
	const char *counted_machine; /* where instructions are counted: nothing random in it */
	const char *console;	     /* the kernel's name of the first serial port */
	const char *console_option;  /* without which the kernel does not write there */
	bool second_serial;	     /* the machine has one, for agents without virtio_console */
	const char *emulated_cpu;    /* -cpu where it is not counted; NULL: QEMU's own choice */
	/*
	 * Of a fixed version, as its flags decide which instructions the kernel's alternatives are
	 * made of.
	 */
	const char *counted_cpu;
	/*
	 * What its kernel is told where instructions are counted, with a space before it: that
	 * its clock is of 1 GHz, where it would measure that.
	 */
	const char *counted_arguments;
	/*
	 * Where its kernels lie in the cache; NULL: "kernels/" and its name, which the first had
	 * not.
	 */
	const char *cached_kernels;
	const char *images;	   /* what image_open() takes: "a bzImage or vmlinux" */
	const char *image_in_tree; /* where a build of Linux leaves what is booted */
	/* Whether the file is a kernel of this architecture, by its beginning. */
	bool (*image_is)(const char *bytes, size_t length);
	/*
	 * Says what the file is, and unpacks it where that can be done.  ERROR_USAGE, -EBADMSG and
	 * a sentence with the path for what is no kernel, or none that QEMU can boot.  Others call
	 * architecture_image_open().
	 */
	int (*image_open)(const char *path, char *bytes, size_t length,
			  struct kernel_image *ret_image, struct error *err);
};

/* This machine's.  -ENOTSUP and ERROR_ENVIRONMENT when guests cannot have it. */
int architecture_host(const struct architecture **ret_architecture, struct error *err);

/* The one of this name, or this machine's when it is NULL; errors as architecture_host(). */
int architecture_choose(const char *name, const struct architecture **ret_architecture,
			struct error *err);

/* Whether this machine's CPU runs it, so that KVM can. */
bool architecture_is_host(const struct architecture *architecture);

/* As image_open(); of a kernel for another architecture it says which. */
int architecture_image_open(const struct architecture *architecture, const char *path, char *bytes,
			    size_t length, struct kernel_image *ret_image, struct error *err);

/* The one of this name, or NULL. */
const struct architecture *architecture_find(const char *name);

#endif
