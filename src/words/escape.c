// SPDX-License-Identifier: GPL-2.0-or-later
#include "words/escape.h"

#include <errno.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "common/cleanup.h"

/* Length of the UTF-8 sequence at text and its code point; 0 when it is none (RFC 3629). */
static size_t decode_utf8(const char *text, uint32_t *ret_code_point)
{
	static const uint32_t least[] = { 0, 0, 0x80, 0x800, 0x10000 };
	const unsigned char *bytes = (const unsigned char *)text;
	size_t length = bytes[0] < 0x80	  ? 1
			: bytes[0] < 0xc0 ? 0
			: bytes[0] < 0xe0 ? 2
			: bytes[0] < 0xf0 ? 3
			: bytes[0] < 0xf8 ? 4
					  : 0;
	uint32_t code_point = length < 2 ? bytes[0] : bytes[0] & (0x7fu >> length);

	for (size_t i = 1; i < length; i++) {
		if ((bytes[i] & 0xc0) != 0x80)
			return 0;
		code_point = code_point << 6 | (bytes[i] & 0x3f);
	}
	if (length > 1 && code_point < least[length])
		return 0;
	if ((code_point >= 0xd800 && code_point < 0xe000) || code_point > 0x10ffff)
		return 0;
	*ret_code_point = code_point;
	return length;
}

/*
 * What is not seen but does something: Unicode's categories Cc, Cf, Zl and Zp, in which are line
 * ends, escapes, what turns the direction of writing, and what makes two names look the same.
 */
static const struct {
	uint32_t first, last;
} controls[] = {
	{ 0x0, 0x1f },	      { 0x7f, 0x9f },	    { 0xad, 0xad },	  { 0x600, 0x605 },
	{ 0x61c, 0x61c },     { 0x6dd, 0x6dd },	    { 0x70f, 0x70f },	  { 0x890, 0x891 },
	{ 0x8e2, 0x8e2 },     { 0x180e, 0x180e },   { 0x200b, 0x200f },	  { 0x2028, 0x202e },
	{ 0x2060, 0x2064 },   { 0x2066, 0x206f },   { 0xfeff, 0xfeff },	  { 0xfff9, 0xfffb },
	{ 0x110bd, 0x110bd }, { 0x110cd, 0x110cd }, { 0x13430, 0x1343f }, { 0x1bca0, 0x1bca3 },
	{ 0x1d173, 0x1d17a }, { 0xe0001, 0xe0001 }, { 0xe0020, 0xe007f },
};

static bool is_control(uint32_t code_point)
{
	for (size_t i = 0; i < ARRAY_SIZE(controls); i++)
		if (code_point >= controls[i].first && code_point <= controls[i].last)
			return true;
	return (code_point & 0xfffe) == 0xfffe; /* no character at all; XML forbids two of them */
}

static void put_hex(FILE *out, const char *bytes, size_t length)
{
	for (size_t i = 0; i < length; i++)
		fprintf(out, "\\x%02x", (unsigned char)bytes[i]);
}

/* Writes the harmless form of one character and returns how many bytes it took. */
static size_t put_plain(FILE *out, const char *text, bool utf8)
{
	uint32_t code_point = 0;
	size_t length = decode_utf8(text, &code_point);

	if (length == 0) {
		put_hex(out, text, 1);
		return 1;
	}
	if (is_control(code_point) || (!utf8 && length > 1) || strncmp(text, "\\x", 2) == 0)
		put_hex(out, text, length);
	else
		fwrite(text, 1, length, out);
	return length;
}

static char *finish(FILE *out, char **buffer)
{
	if (out && fclose(out) == 0)
		return *buffer;
	free(*buffer);
	return NULL;
}

/* Nearly every text is: a stream with its buffer of 8 kB is not opened for those. */
static bool is_printable_ascii(const char *text)
{
	while (*text >= ' ' && *text <= '~' && *text != '\\')
		text++;
	return *text == '\0';
}

char *escape_text(const char *text, bool utf8)
{
	char *buffer = NULL;
	size_t size;
	FILE *out;

	if (is_printable_ascii(text))
		return strdup(text);
	out = open_memstream(&buffer, &size);
	while (out && *text)
		text += put_plain(out, text, utf8);
	return finish(out, &buffer);
}

char *escape_markdown(const char *text)
{
	char *plain = escape_text(text, true);
	char *buffer = NULL;
	size_t size;
	FILE *out = open_memstream(&buffer, &size);

	for (const char *c = plain; out && plain && *c; c++) {
		if (strchr("<>&", *c))
			fprintf(out, "&#%d;", *c);
		else
			fprintf(out, "%s%c", strchr("\\`*_[]|#~!$", *c) ? "\\" : "", *c);
	}
	if (!plain) {
		free(finish(out, &buffer));
		return NULL;
	}
	free(plain);
	return finish(out, &buffer);
}

static const char *csv_guard(const char *plain)
{
	return plain[0] && strchr("=+-@", plain[0]) ? "'" : "";
}

static void put_csv_quoted(FILE *out, const char *plain)
{
	fprintf(out, "\"%s", csv_guard(plain));
	for (; *plain; plain++) {
		if (*plain == '"')
			putc('"', out);
		putc(*plain, out);
	}
	putc('"', out);
}

char *escape_csv(const char *text)
{
	char *plain = escape_text(text, true);
	char *buffer = NULL;
	size_t size;
	FILE *out = open_memstream(&buffer, &size);

	if (!plain || !out) {
		free(plain);
		free(finish(out, &buffer));
		return NULL;
	}
	if (strpbrk(plain, "\",\r\n"))
		put_csv_quoted(out, plain);
	else
		fprintf(out, "%s%s", csv_guard(plain), plain);
	free(plain);
	return finish(out, &buffer);
}

char *escape_json(const char *text)
{
	char *buffer = NULL;
	size_t size;
	FILE *out;

	if (is_printable_ascii(text))
		return strdup(text);
	out = open_memstream(&buffer, &size);
	while (out && *text) {
		uint32_t code_point;
		size_t length = decode_utf8(text, &code_point);

		if (length)
			fwrite(text, 1, length, out);
		else
			put_hex(out, text, 1);
		text += length ? length : 1;
	}
	return finish(out, &buffer);
}

int escape_put(FILE *out, char *(*escape)(const char *text), const char *before, const char *text,
	       const char *after)
{
	CLEANUP_FREE char *escaped = escape(text ? text : "");

	if (!escaped)
		return -ENOMEM;
	fprintf(out, "%s%s%s", before, escaped, after);
	return 0;
}
