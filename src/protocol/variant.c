// SPDX-License-Identifier: GPL-2.0-or-later
#include "protocol/variant.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* "4threads": a number of two digits at most, from 2 on, and what there are so many of. */
static bool suffix_parse(const char *text, struct program_variant *variant)
{
	char *end;
	unsigned long count = isdigit((unsigned char)*text) ? strtoul(text, &end, 10) : 0;

	if (count < 2)
		return false;
	if (!strcmp(end, "threads") && count <= VARIANT_THREADS_MAX)
		variant->threads = (unsigned int)count;
	else if (!strcmp(end, "programs") && count <= VARIANT_PROGRAMS_MAX)
		variant->programs = (unsigned int)count;
	else
		return false;
	return true;
}

bool program_variant_parse(const char *word, struct program_variant *ret_variant)
{
	struct program_variant variant = { .threads = 1, .programs = 1 };
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
