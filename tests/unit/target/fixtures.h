/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_TARGET_FIXTURES_H
#define BPFTAX_TARGET_FIXTURES_H

/*
 * Kernels and modules of a few hundred bytes, made for the tests of those that read real ones.
 */

#include <stddef.h>

/* Bytes of memory that a test frees; a copy that valgrind and sanitizers watch over the end of. */
char *fixture_copy(const char *bytes, size_t length);

/* A kernel module (ELF) whose .modinfo holds these bytes. */
char *fixture_module(const char *modinfo, size_t modinfo_length, size_t *ret_length);

/* A vmlinux (ELF) with the kernel's banner, with or without the PVH note, and a tail after all. */
char *fixture_vmlinux(int pvh, const char *tail, size_t tail_length, size_t *ret_length);

/* A bzImage around these payload bytes. */
char *fixture_bzimage(const char *payload, size_t payload_length, size_t *ret_length);

/* An arm64 Image: its header, these bytes, and room behind. */
char *fixture_arm64_image(const char *tail, size_t tail_length, size_t *ret_length);

/* Compressed by one of libarchive's filters: "gzip", "xz", "zstd", "lz4". */
char *fixture_compress(const char *filter, const char *bytes, size_t length, size_t *ret_length);

#endif
