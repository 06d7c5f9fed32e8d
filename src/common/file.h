/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_FILE_H
#define BPFTAX_FILE_H

/*
 * Whole files.
 *
 *	CLEANUP_FREE char *text = NULL;
 *
 *	r = file_read("/proc/meminfo", &text, NULL, &err);
 *
 * All errors are ERROR_ENVIRONMENT and name the file, but for one that is too large.
 */

#include <stddef.h>
#include "common/error.h"

/* Nothing that is read at once is larger: a kernel is a twentieth of it. */
#define FILE_LIMIT_BYTES ((size_t)1 << 30)

/* As much as a text may have that somebody wrote: rules, a study. */
#define FILE_TEXT_LIMIT_BYTES ((size_t)1 << 20)

/*
 * Reads all of it, whatever stat() says its size is (so /proc works too).  The caller frees the
 * bytes; a NUL that is not counted follows them.  ret_length may be NULL.
 */
int file_read(const char *path, char **ret_bytes, size_t *ret_length, struct error *err);

/*
 * The same of a file that may be anybody's: more than so many bytes are -EFBIG and ERROR_USAGE,
 * and are never in memory.
 */
int file_read_most(const char *path, size_t most_bytes, char **ret_bytes, size_t *ret_length,
		   struct error *err);

/* file_read() from an open descriptor, from its beginning; the offset is not moved. */
int file_read_fd(int fd, char **ret_bytes, size_t *ret_length, struct error *err);

/*
 * Writes beside the path and renames: a reader sees the old file or the new one, never a part.
 * After a failure nothing new is left behind.
 */
int file_write_atomically(const char *path, const void *bytes, size_t length, struct error *err);

/* Writes all bytes to a descriptor; -errno and no sentence (the caller knows the file's name). */
int file_write_all(int fd, const void *bytes, size_t length);

/* Makes every missing directory above the path (not the path itself), mode 0755. */
int file_make_parents(const char *path, struct error *err);

/* Makes the directory itself and all above it. */
int file_make_directory(const char *path, struct error *err);

/* Removes a file or a directory with all in it, as far as it can; 0 or the first -errno. */
int file_remove_tree(const char *path);

/* Like asprintf(), but yields the string, or NULL when memory is out. */
char *file_path(const char *format, ...) __attribute__((format(printf, 1, 2)));

#endif
