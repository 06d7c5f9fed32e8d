/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_DIGEST_H
#define BPFTAX_DIGEST_H

/*
 * SHA-256 of bytes in memory (FIPS 180-4), where no program can be asked for it as sha256.h does:
 * a guest has none but ours.
 *
 *	char hex[DIGEST_TEXT_SIZE];
 *
 *	digest_text(bytes, length, hex);
 */

#include <stddef.h>

#define DIGEST_TEXT_SIZE 65

/* 64 hexadecimal digits and NUL. */
void digest_text(const void *bytes, size_t length, char ret_hex[DIGEST_TEXT_SIZE]);

#endif
