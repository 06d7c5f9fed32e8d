// SPDX-License-Identifier: GPL-2.0-or-later
#include "store/transfer_text.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "common/cleanup.h"

/* A new string; the caller frees. */
static char *digits_of(const unsigned char *bytes, size_t length)
{
	char *digits = malloc(2 * length + 1);

	if (!digits)
		return NULL;
	digits[0] = '\0';
	for (size_t i = 0; i < length; i++)
		sprintf(digits + 2 * i, "%02x", bytes[i]);
	return digits;
}

static json_t *hex_of(const char *text)
{
	CLEANUP_FREE char *digits = digits_of((const unsigned char *)text, strlen(text));

	return digits ? json_pack("{s:s}", "hex", digits) : NULL;
}

json_t *transfer_bytes_to_json(const unsigned char *bytes, size_t length)
{
	CLEANUP_FREE char *digits = digits_of(bytes, length);

	return digits ? json_string(digits) : NULL;
}

json_t *transfer_text_to_json(const char *text)
{
	json_t *value = json_string(text);

	return value ? value : hex_of(text);
}

static int digit_value(char digit)
{
	const char *digits = "0123456789abcdef";
	const char *found = digit ? strchr(digits, digit) : NULL;

	return found ? (int)(found - digits) : -1;
}

/* With a 0 behind them, so that they are a text as well when none of them is 0. */
static unsigned char *bytes_of(const char *digits, size_t *ret_length)
{
	size_t length = strlen(digits) / 2;
	CLEANUP_FREE unsigned char *bytes = strlen(digits) % 2 ? NULL : calloc(length + 1, 1);

	if (!bytes)
		return NULL;
	for (size_t i = 0; i < length; i++) {
		int high = digit_value(digits[2 * i]), low = digit_value(digits[2 * i + 1]);

		if (high < 0 || low < 0)
			return NULL;
		bytes[i] = (unsigned char)(high << 4 | low);
	}
	*ret_length = length;
	return take_pointer(bytes);
}

unsigned char *transfer_bytes_from_json(const json_t *value, size_t *ret_length)
{
	return json_is_string(value) ? bytes_of(json_string_value(value), ret_length) : NULL;
}

static char *text_of_hex(const char *digits)
{
	size_t length = 0;
	CLEANUP_FREE unsigned char *bytes = bytes_of(digits, &length);

	return bytes && !memchr(bytes, 0, length) ? (char *)take_pointer(bytes) : NULL;
}

char *transfer_text_from_json(const json_t *value)
{
	const char *digits = json_string_value(json_object_get(value, "hex"));

	if (json_is_string(value))
		return strdup(json_string_value(value));
	return digits && json_object_size(value) == 1 ? text_of_hex(digits) : NULL;
}
