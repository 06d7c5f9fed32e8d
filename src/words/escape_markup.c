// SPDX-License-Identifier: GPL-2.0-or-later
/* Escapes of the formats that tools read: each takes what escape_text() has made harmless. */
#include "words/escape.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "common/cleanup.h"

/* A character and what stands for it. */
struct replacement {
	char character;
	const char *text;
};

static const char *replacement_of(const struct replacement *replacements, char character)
{
	for (; replacements->character; replacements++)
		if (replacements->character == character)
			return replacements->text;
	return NULL;
}

static char *replace(const char *text, const struct replacement *replacements)
{
	CLEANUP_FREE char *plain = escape_text(text, true);
	char *buffer = NULL;
	size_t size;
	FILE *out = plain ? open_memstream(&buffer, &size) : NULL;

	if (!out)
		return NULL;
	for (const char *c = plain; *c; c++) {
		const char *replacement = replacement_of(replacements, *c);

		if (replacement)
			fputs(replacement, out);
		else
			putc(*c, out);
	}
	if (fclose(out) == 0)
		return buffer;
	free(buffer);
	return NULL;
}

char *escape_xml(const char *text)
{
	static const struct replacement replacements[] = {
		{ '&', "&amp;" },  { '<', "&lt;" },   { '>', "&gt;" },
		{ '"', "&quot;" }, { '\'', "&#39;" }, { '\0', NULL },
	};

	return replace(text, replacements);
}

char *escape_label(const char *text)
{
	static const struct replacement replacements[] = {
		{ '\\', "\\\\" },
		{ '"', "\\\"" },
		{ '\0', NULL },
	};

	return replace(text, replacements);
}

char *escape_ktap(const char *text)
{
	static const struct replacement replacements[] = { { '#', "\\x23" }, { '\0', NULL } };

	return replace(text, replacements);
}
