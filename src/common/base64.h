/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_BASE64_H
#define BPFTAX_BASE64_H

/*
 * Bytes as text for JSON (RFC 4648, section 4: with padding, no line breaks).
 *
 *	CLEANUP_FREE char *text = base64_encode(bytes, length);
 *	...
 *	if (base64_decode(text, &bytes, &length) < 0)
 *		...
 */

#include <stddef.h>

/* The caller frees; NULL without memory. */
char *base64_encode(const void *bytes, size_t length);

/*
 * 0, with bytes that the caller frees; -EINVAL for what base64_encode() does not write, -ENOMEM.
 */
int base64_decode(const char *text, unsigned char **ret_bytes, size_t *ret_length);

#endif
