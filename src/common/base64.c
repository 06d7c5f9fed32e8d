// SPDX-License-Identifier: GPL-2.0-or-later
#include "common/base64.h"

#include <errno.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/* Up to three bytes, as four digits. */
static void group_encode(const unsigned char *bytes, size_t count, char *to)
{
	uint32_t bits = 0;

	for (size_t i = 0; i < 3; i++)
		bits = bits << 8 | (i < count ? bytes[i] : 0);
	for (size_t i = 0; i < 4; i++)
		to[i] = i <= count ? digits[bits >> (18 - 6 * i) & 63] : '=';
}

char *base64_encode(const void *bytes, size_t length)
{
	char *text = malloc((length + 2) / 3 * 4 + 1), *to = text;

	if (!text)
		return NULL;
	for (size_t at = 0; at < length; at += 3, to += 4)
		group_encode((const unsigned char *)bytes + at, length - at < 3 ? length - at : 3,
			     to);
	*to = '\0';
	return text;
}

/* How many bytes four digits hold; -1 for what is none. */
static int group_decode(const char *from, unsigned char *to)
{
	int padding = from[3] != '=' ? 0 : from[2] != '=' ? 1 : 2;
	uint32_t bits = 0;

	for (int i = 0; i < 4; i++) {
		const char *digit = i < 4 - padding ? strchr(digits, from[i]) : digits;

		if (!digit || !*digit)
			return -1;
		bits = bits << 6 | (uint32_t)(digit - digits);
	}
	/* Digits may hold more bits than the bytes, which are then zero. */
	if (bits & ((UINT32_C(1) << 8 * padding) - 1))
		return -1;
	for (int i = 0; i < 3 - padding; i++)
		to[i] = (unsigned char)(bits >> (16 - 8 * i));
	return 3 - padding;
}

/* How many bytes the text holds; -1. */
static ssize_t groups_decode(const char *text, size_t length, unsigned char *to)
{
	ssize_t decoded = 0;

	for (size_t at = 0; at < length; at += 4) {
		int count = group_decode(text + at, to + decoded);

		if (count < 0 || (count < 3 && at + 4 < length))
			return -1;
		decoded += count;
	}
	return decoded;
}

int base64_decode(const char *text, unsigned char **ret_bytes, size_t *ret_length)
{
	size_t length = strlen(text);
	unsigned char *bytes;
	ssize_t decoded;

	if (length % 4)
		return -EINVAL;
	bytes = malloc(length / 4 * 3 + 1);
	if (!bytes)
		return -ENOMEM;
	decoded = groups_decode(text, length, bytes);
	if (decoded < 0) {
		free(bytes);
		return -EINVAL;
	}
	*ret_bytes = bytes;
	*ret_length = (size_t)decoded;
	return 0;
}
