// SPDX-License-Identifier: GPL-2.0-or-later
#include "common/units.h"
#include "common/cleanup.h"

#include <ctype.h>
#include <errno.h>
#include <inttypes.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

struct unit {
	const char *name;
	uint64_t factor;
};

/* Ascending, as duration_format() wants it. */
static const struct unit duration_units[] = {
	{ "ns", 1 },
	{ "us", 1000 },
	{ "ms", 1000000 },
	{ "s", 1000000000ull },
	{ "m", 60000000000ull },
	{ "h", 3600000000000ull },
};

static const struct unit memory_units[] = { { "", 1 }, { "M", 1 }, { "G", 1024 } };

static const struct unit bitrate_units[] = {
	{ "", 1 },
	{ "k", 1000 },
	{ "M", 1000000 },
	{ "G", 1000000000ull },
	{ "T", 1000000000000ull },
};

/* A decimal number as written: whole + fraction / scale. */
struct decimal {
	uint64_t whole;
	uint64_t fraction;
	uint64_t scale;
};

/* Adds a digit to *number; false when it no longer fits. */
static bool digit_append(uint64_t *number, char digit)
{
	return !__builtin_mul_overflow(*number, 10, number) &&
	       !__builtin_add_overflow(*number, (uint64_t)(digit - '0'), number);
}

/* Reads "12" or "12.5" and returns what follows, or NULL. */
static const char *decimal_read(const char *text, struct decimal *ret_decimal)
{
	struct decimal decimal = { .scale = 1 };
	const char *p = text;

	for (; isdigit((unsigned char)*p); p++)
		if (!digit_append(&decimal.whole, *p))
			return NULL;
	if (p == text)
		return NULL;
	if (*p == '.') {
		const char *start = ++p;

		for (; isdigit((unsigned char)*p); p++)
			if (!digit_append(&decimal.fraction, *p) ||
			    __builtin_mul_overflow(decimal.scale, 10, &decimal.scale))
				return NULL;
		if (p == start)
			return NULL;
	}
	*ret_decimal = decimal;
	return p;
}

/* decimal * factor, when that is a whole number that fits. */
static bool decimal_scale(const struct decimal *decimal, uint64_t factor, uint64_t *ret_value)
{
	uint64_t whole, part;

	if (__builtin_mul_overflow(decimal->whole, factor, &whole) ||
	    __builtin_mul_overflow(decimal->fraction, factor, &part) || part % decimal->scale)
		return false;
	return !__builtin_add_overflow(whole, part / decimal->scale, ret_value);
}

static const struct unit *unit_find(const struct unit *units, size_t count, const char *name)
{
	for (size_t i = 0; i < count; i++)
		if (!strcmp(units[i].name, name))
			return &units[i];
	return NULL;
}

int duration_parse(const char *text, uint64_t *ret_ns, struct error *err)
{
	struct decimal decimal;
	const char *rest = decimal_read(text, &decimal);
	const struct unit *unit;

	if (rest && !strcmp(text, "0")) {
		*ret_ns = 0;
		return 0;
	}
	unit = rest ? unit_find(duration_units, ARRAY_SIZE(duration_units), rest) : NULL;
	if (!unit)
		return error_set(err, ERROR_USAGE, EINVAL,
				 "'%s' is no duration; write a number and ns, us, ms, s, m or h, "
				 "such as 250ms, 1.5s or 5m",
				 text);
	if (!decimal_scale(&decimal, unit->factor, ret_ns))
		return error_set(err, ERROR_USAGE, EINVAL,
				 "'%s' is no whole number of nanoseconds below 2^64", text);
	return 0;
}

char *duration_format(char *buffer, size_t size, uint64_t duration_ns)
{
	size_t i = ARRAY_SIZE(duration_units) - 1;

	if (!duration_ns) {
		snprintf(buffer, size, "0");
		return buffer;
	}
	while (duration_ns % duration_units[i].factor)
		i--;
	snprintf(buffer, size, "%" PRIu64 "%s", duration_ns / duration_units[i].factor,
		 duration_units[i].name);
	return buffer;
}

int count_parse(const char *text, uint64_t min, uint64_t max, uint64_t *ret_count,
		struct error *err)
{
	struct decimal decimal;
	const char *rest = decimal_read(text, &decimal);

	if (!rest || *rest || decimal.scale != 1 || decimal.whole < min || decimal.whole > max)
		return error_set(err, ERROR_USAGE, EINVAL,
				 "'%s' is no whole number from %" PRIu64 " to %" PRIu64, text, min,
				 max);
	*ret_count = decimal.whole;
	return 0;
}

#define PERCENT_PARTS 1000000

int percent_parse(const char *text, double *ret_percent, struct error *err)
{
	struct decimal decimal;
	const char *rest = decimal_read(text, &decimal);
	uint64_t parts;

	if (!rest || (*rest && strcmp(rest, "%") != 0) ||
	    !decimal_scale(&decimal, PERCENT_PARTS, &parts) ||
	    parts >= 100 * (uint64_t)PERCENT_PARTS)
		return error_set(err, ERROR_USAGE, EINVAL,
				 "'%s' is no percentage; write a number from 0 to below 100, such "
				 "as 0.5",
				 text);
	*ret_percent = (double)parts / PERCENT_PARTS;
	return 0;
}

int memory_parse(const char *text, uint64_t *ret_mib, struct error *err)
{
	struct decimal decimal;
	const char *rest = decimal_read(text, &decimal);
	const struct unit *unit =
	    rest ? unit_find(memory_units, ARRAY_SIZE(memory_units), rest) : NULL;

	if (!unit || !decimal_scale(&decimal, unit->factor, ret_mib))
		return error_set(err, ERROR_USAGE, EINVAL,
				 "'%s' is no amount of memory; write 512M, 1G, or a number of MiB",
				 text);
	return 0;
}

/* iperf3 takes its letters in both cases. */
static const struct unit *bitrate_unit_find(const char *name)
{
	for (size_t i = 0; i < ARRAY_SIZE(bitrate_units); i++)
		if (!strcasecmp(bitrate_units[i].name, name))
			return &bitrate_units[i];
	return NULL;
}

int bitrate_parse(const char *text, uint64_t *ret_bits_per_s, struct error *err)
{
	struct decimal decimal;
	const char *rest = decimal_read(text, &decimal);
	const struct unit *unit = rest ? bitrate_unit_find(rest) : NULL;

	if (!unit || !decimal_scale(&decimal, unit->factor, ret_bits_per_s))
		return error_set(err, ERROR_USAGE, EINVAL,
				 "'%s' is no bit rate; write 1G, 10M, 500k, or 0 for no limit",
				 text);
	return 0;
}
