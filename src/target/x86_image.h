/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_X86_IMAGE_H
#define BPFTAX_X86_IMAGE_H

/*
 * How x86-64 packs its kernels: a bzImage (the kernel's
 * Documentation/arch/x86/boot.rst) or a vmlinux (ELF).
 *
 *	switch (x86_image_kind(bytes, length)) {
 *	case X86_IMAGE_BZIMAGE:
 *		r = x86_image_uncompress(bytes, length, &vmlinux, &vmlinux_length, &err);
 *	...
 *
 * A vmlinux that has a PVH entry boots half a second faster in QEMU than its bzImage.
 */

#include <stdbool.h>
#include <stddef.h>
#include "common/error.h"

enum x86_image_kind {
	X86_IMAGE_NONE,
	X86_IMAGE_BZIMAGE,
	X86_IMAGE_VMLINUX,
};

enum x86_image_kind x86_image_kind(const char *bytes, size_t length);

/*
 * Finds the compressed kernel inside a bzImage; the result points into bytes.  -EBADMSG when the
 * header (setup_sects at 0x1f1, payload_offset at 0x248, payload_length at 0x24c) points outside.
 */
int x86_image_payload(const char *bytes, size_t length, const char **ret_payload,
		      size_t *ret_length, struct error *err);

/* The vmlinux inside a bzImage; the caller frees it.  -EBADMSG when its compression is unknown. */
int x86_image_uncompress(const char *bytes, size_t length, char **ret_vmlinux, size_t *ret_length,
			 struct error *err);

/* Whether a vmlinux has the note XEN_ELFNOTE_PHYS32_ENTRY, by which QEMU starts it. */
bool x86_image_has_pvh(char *vmlinux, size_t length);

#endif
