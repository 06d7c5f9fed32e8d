// SPDX-License-Identifier: GPL-2.0-or-later
#include "protocol/variant.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

bool function_pattern_is(const char *word)
{
	for (const char *at = word; *at; at++)
		if (!isalnum((unsigned char)*at) && !strchr("_*?", *at))
			return false;
	return strpbrk(word, "*?") && strlen(word) <= VARIANT_PATTERN_MAX;
}

static bool pattern_parse(const char *text, struct program_variant *variant)
{
	if (!function_pattern_is(text))
		return false;
	snprintf(variant->pattern, sizeof(variant->pattern), "%s", text);
	variant->functions = 0;
	return true;
}

/* "4threads": a number from 2 on, and what there are so many of. */
static bool counted_parse(const char *text, struct program_variant *variant)
{
	char *end;
	unsigned long count = isdigit((unsigned char)*text) ? strtoul(text, &end, 10) : 0;

	if (count < 2)
		return false;
	if (!strcmp(end, "threads") && count <= VARIANT_THREADS_MAX)
		variant->threads = (unsigned int)count;
	else if (!strcmp(end, "programs") && count <= VARIANT_PROGRAMS_MAX)
		variant->programs = (unsigned int)count;
	else if (!strcmp(end, "functions") && count <= VARIANT_FUNCTIONS_MAX)
		variant->functions = (unsigned int)count;
	else
		return false;
	return true;
}

static bool suffix_parse(const char *text, struct program_variant *variant)
{
	return counted_parse(text, variant) || pattern_parse(text, variant);
}

bool program_variant_parse(const char *word, struct program_variant *ret_variant)
{
	struct program_variant variant = { .threads = 1, .programs = 1, .functions = 1 };
	size_t length = strcspn(word, "@");

	if (length >= sizeof(variant.program))
		return false;
	memcpy(variant.program, word, length);
	if (word[length] && !suffix_parse(word + length + 1, &variant))
		return false;
	*ret_variant = variant;
	return true;
}

char *program_variant_name(char *buffer, size_t size, const char *program, unsigned int count,
			   const char *what)
{
	if (count == 1)
		snprintf(buffer, size, "%s", program);
	else
		snprintf(buffer, size, "%s@%u%s", program, count, what);
	return buffer;
}
