/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_AGENT_KERNEL_TEXT_H
#define BPFTAX_AGENT_KERNEL_TEXT_H

/*
 * The running kernel's own instructions, as they stand in its memory now.
 *
 *	uint8_t bytes[8];
 *
 *	if (!kernel_text_read(address, bytes, sizeof(bytes)))
 *		...
 */

#include <stddef.h>
#include <stdint.h>

/*
 * Copies length bytes of kernel text at address by way of /proc/kcore.  0 or a negative errno
 * (no CONFIG_PROC_KCORE, lockdown).
 */
int kernel_text_read(uint64_t address, void *bytes, size_t length);

/* The same of any ELF file with segments; -ENOENT: none of them has the address. */
int core_read(int fd, uint64_t address, void *bytes, size_t length);

#endif
