/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_UNCOMPRESS_H
#define BPFTAX_UNCOMPRESS_H

/*
 * Bytes compressed by gzip, bzip2, xz, lzma, zstd or lz4 (the kernel's legacy frame too), as
 * kernels and modules are.  Which one it is, libarchive sees from the first bytes.
 *
 *	r = uncompress(bytes, length, &plain, &plain_length, &err);
 */

#include <stdbool.h>
#include <stddef.h>
#include "common/error.h"

/* No kernel or module comes near it; a damaged or hostile file would. */
#define UNCOMPRESS_LIMIT_BYTES ((size_t)1 << 30)

/*
 * Bytes that no known method made are handed back as they are.  The caller frees the result,
 * which a NUL follows that is not counted.  -EBADMSG for damaged data.
 */
int uncompress(const void *bytes, size_t length, char **ret_bytes, size_t *ret_length,
	       struct error *err);

#endif
