// SPDX-License-Identifier: GPL-2.0-or-later
#include "agent/fill_keys.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#define SPLITMIX_STEP UINT64_C(0x9e3779b97f4a7c15)

static int refuse(const char *text, struct error *err)
{
	return error_set(err, ERROR_USAGE, EINVAL,
			 "is filled to a share above 0 and at most 1, with random keys or "
			 "sequential ones: 0.9, 90%%, 0.9:sequential, not '%s'",
			 text);
}

/* Only what a share may have: no sign, no exponent, no name of a number. */
static bool share_read(const char *text, char **ret_end, double *ret_share)
{
	if (!text[strspn(text, ".")] || strspn(text, "0123456789.") != strcspn(text, ":%"))
		return false;
	*ret_share = strtod(text, ret_end);
	if (**ret_end == '%') {
		*ret_share /= 100;
		(*ret_end)++;
	}
	return *ret_share > 0 && *ret_share <= 1;
}

int filling_read(const char *text, struct filling *ret_filling, struct error *err)
{
	double share;
	char *end;

	if (!share_read(text, &end, &share))
		return refuse(text, err);
	if (*end && strcmp(end, ":random") != 0 && strcmp(end, ":sequential") != 0)
		return refuse(text, err);
	*ret_filling = (struct filling){ share, !strcmp(end, ":sequential") };
	return 0;
}

static uint64_t splitmix64(uint64_t index)
{
	uint64_t mixed = (index + 1) * SPLITMIX_STEP;

	mixed = (mixed ^ mixed >> 30) * UINT64_C(0xbf58476d1ce4e5b9);
	mixed = (mixed ^ mixed >> 27) * UINT64_C(0x94d049bb133111eb);
	return mixed ^ mixed >> 31;
}

static size_t smaller(size_t a, size_t b)
{
	return a < b ? a : b;
}

void fill_key_next(struct fill_keys *keys, unsigned char *ret_key)
{
	uint64_t number = keys->drawn++;
	uint64_t words = (keys->size + sizeof(number) - 1) / sizeof(number);

	if (keys->is_sequential) {
		memset(ret_key, 0, keys->size);
		memcpy(ret_key, &number, smaller(keys->size, sizeof(number)));
		return;
	}
	for (uint64_t i = 0; i < words; i++) {
		uint64_t word = splitmix64(number * words + i);
		size_t offset = i * sizeof(word);

		memcpy(ret_key + offset, &word, smaller(keys->size - offset, sizeof(word)));
	}
}

uint64_t fill_keys_most(size_t size)
{
	return size >= sizeof(uint64_t) ? UINT64_MAX : UINT64_C(1) << 8 * size;
}
