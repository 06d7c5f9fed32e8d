/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_ELF_KERNEL_H
#define BPFTAX_ELF_KERNEL_H

/*
 * What images of kernels have in common on all architectures.
 *
 *	if (elf_kernel_is(bytes, length, EM_AARCH64))
 *		...	// a vmlinux for arm64
 */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * Whether these are an ELF file for the machine (EM_X86_64, elf.h) with the kernel's banner in it
 * (init/version-timestamp.c), without which it is some other program.
 */
bool elf_kernel_is(const char *bytes, size_t length, uint16_t machine);

/* Four bytes of a header, which are little-endian on each of them; they need not be aligned. */
uint32_t kernel_header_u32(const char *bytes);

#endif
