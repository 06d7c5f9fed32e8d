/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_SHA256_H
#define BPFTAX_SHA256_H

/*
 * A file's SHA-256, by sha256sum(1), which every Debian has.
 *
 *	char hex[65];
 *
 *	file_sha256("build/bpftax-agent", hex, &err);
 */

#include "common/error.h"

/* 64 digits and NUL.  0 or a negative errno. */
int file_sha256(const char *path, char ret_hex[65], struct error *err);

#endif
