/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_STORE_TRANSFER_TEXT_H
#define BPFTAX_STORE_TRANSFER_TEXT_H

/*
 * Text of the store as JSON and back.  A string of JSON is UTF-8, a text of the store need not be:
 * what is not becomes {"hex": "..."}.  Bytes are a string of such digits.  Private to src/store.
 */

#include <jansson.h>

/* A new reference; NULL without memory. */
json_t *transfer_text_to_json(const char *text);

/* The caller frees.  NULL for what is neither a string nor such an object of an even number of
 * lower-case digits without a zero byte, or without memory.
 */
char *transfer_text_from_json(const json_t *value);

json_t *transfer_bytes_to_json(const unsigned char *bytes, size_t length);

/*
 * The caller frees.  NULL for what is no string of an even number of lower-case digits, or without
 * memory; bytes, even none of them, are not NULL.
 */
unsigned char *transfer_bytes_from_json(const json_t *value, size_t *ret_length);

#endif
