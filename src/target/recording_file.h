/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_RECORDING_FILE_H
#define BPFTAX_RECORDING_FILE_H

/*
 * The file in memory into which QEMU's plugin writes what it recorded.  The plugin appends, so that
 * it goes on at the beginning of a file that was emptied.
 *
 *	recording_file_take(vm->recording_fd, &bytes, &size, &err);
 */

#include <stddef.h>
#include "common/error.h"

/*
 * All of it, which the caller frees; the file is empty then.  -EFBIG, ERROR_RESULT: there is more
 * than is read (FILE_LIMIT_BYTES), none of which is in memory any more.  Another negative errno is
 * the machine's.
 */
int recording_file_take(int fd, char **ret_bytes, size_t *ret_size, struct error *err);

#endif
