/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_AGENT_BTF_VALUE_H
#define BPFTAX_AGENT_BTF_VALUE_H

/*
 * A value as somebody types it, as the bytes of a type that BTF describes.  Pure.
 *
 *	__u32 port;
 *
 *	btf_value_put(btf, type, "8080", &port, sizeof(port), &err);
 *
 * Whole numbers are decimal, or hexadecimal behind 0x; of one byte also a character in quotes
 * ('a'); bools are true, false, 1 and 0; enums a name or a number; arrays of bytes a text, which
 * ends with a zero in them.
 */

#include <bpf/btf.h>
#include <stddef.h>
#include "common/error.h"

/*
 * Writes all `size` bytes, which the type has to fill.  -EINVAL, -ERANGE or -ENOTSUP with
 * ERROR_USAGE and what the type takes; the bytes stay as they were then.
 */
int btf_value_put(const struct btf *btf, __u32 type, const char *text, void *bytes, size_t size,
		  struct error *err);

#endif
