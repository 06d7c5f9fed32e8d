/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_ELF_KERNEL_H
#define BPFTAX_ELF_KERNEL_H

/*
 * What images of kernels have in common on all architectures.
 *
 *	if (elf_kernel_is(bytes, length, EM_AARCH64))
 *		...	// a vmlinux for arm64
 */

#include <elf.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * Whether these are an ELF file for the machine (EM_X86_64, elf.h) with the kernel's banner in it
 * (init/version-timestamp.c), without which it is some other program.
 */
bool elf_kernel_is(const char *bytes, size_t length, uint16_t machine);

/*
 * The program header of this number; false where there is none, or where it or what it is of does
 * not lie within the file.  Of what elf_kernel_is() takes.
 */
bool elf_kernel_segment(const char *bytes, size_t length, unsigned int number,
			Elf64_Phdr *ret_segment);

/* Whether all that its program headers speak of is there: a file that was cut off lacks some. */
bool elf_kernel_is_whole(const char *bytes, size_t length);

/* Four bytes of a header, which are little-endian on each of them; they need not be aligned. */
uint32_t kernel_header_u32(const char *bytes);

#endif
