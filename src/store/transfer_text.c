// SPDX-License-Identifier: GPL-2.0-or-later
#include "store/transfer_text.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "common/cleanup.h"

static json_t *hex_of(const char *text)
{
	size_t length = strlen(text);
	CLEANUP_FREE char *digits = malloc(2 * length + 1);

	if (!digits)
		return NULL;
	digits[0] = '\0';
	for (size_t i = 0; i < length; i++)
		sprintf(digits + 2 * i, "%02x", (unsigned char)text[i]);
	return json_pack("{s:s}", "hex", digits);
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

static char *text_of_hex(const char *digits)
{
	size_t length = strlen(digits) / 2;
	CLEANUP_FREE char *text = strlen(digits) % 2 ? NULL : calloc(length + 1, 1);

	if (!text)
		return NULL;
	for (size_t i = 0; i < length; i++) {
		int high = digit_value(digits[2 * i]), low = digit_value(digits[2 * i + 1]);

		if (high < 0 || low < 0 || high + low == 0)
			return NULL;
		text[i] = (char)(high << 4 | low);
	}
	return take_pointer(text);
}

char *transfer_text_from_json(const json_t *value)
{
	const char *digits = json_string_value(json_object_get(value, "hex"));

	if (json_is_string(value))
		return strdup(json_string_value(value));
	return digits && json_object_size(value) == 1 ? text_of_hex(digits) : NULL;
}
