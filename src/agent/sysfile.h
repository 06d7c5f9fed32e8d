/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_AGENT_SYSFILE_H
#define BPFTAX_AGENT_SYSFILE_H

/*
 * Small files of proc, sysfs, tracefs: whole reads, single writes.
 *
 *	CLEANUP_FREE char *text = sysfile_read("/proc/sys/kernel/ostype");
 *	sysfile_write("/proc/sys/debug/kprobes-optimization", "0");
 */

#include <stdint.h>

/* The whole text, NUL-terminated, owned by the caller; NULL with errno set. */
char *sysfile_read(const char *format, ...) __attribute__((format(printf, 1, 2)));

/* Writes text by one write(2).  0 or a negative errno. */
int sysfile_write(const char *path, const char *text);

/* Reads a decimal or 0x number.  0 or a negative errno. */
int sysfile_read_number(uint64_t *ret_value, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* Where tracefs is: /sys/kernel/tracing, or .../debug/tracing; NULL when neither is mounted. */
const char *tracefs_path(void);

#endif
