/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_ROOT_FILE_H
#define BPFTAX_ROOT_FILE_H

/*
 * Small files of /proc and /sys below a root directory: "" is the machine's own, tests have trees
 * of theirs.
 *
 *	CLEANUP_FREE char *word = root_file_line(root, "/sys/devices/system/cpu/smt/active");
 *
 * NULL when there is no such file, or it cannot be read; strings are the caller's.
 */

#include <stdbool.h>

/* All of it. */
char *root_file_text(const char *root, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* Its first line, without the newline. */
char *root_file_line(const char *root, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* What follows a name at the beginning of a line, without blanks around it. */
char *root_file_value(const char *root, const char *path, const char *name);

/* The word in brackets, as in "always [madvise] never". */
char *root_file_choice(const char *root, const char *path);

/* access(2). */
bool root_file_access(const char *root, const char *path, int mode);

#endif
