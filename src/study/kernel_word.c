// SPDX-License-Identifier: GPL-2.0-or-later
#include "study/kernel_word.h"
#include "protocol/architectures.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Behind the name stands its end or the version. */
static bool names(const char *text, const char *architecture)
{
	size_t length = strlen(architecture);

	return !strncmp(text, architecture, length) && (!text[length] || text[length] == '=');
}

const char *kernel_word_architecture(const char *word)
{
	const char *colon = strchr(word, ':');

	if (!colon || memchr(word, '=', (size_t)(colon - word)) || strchr(word, '/'))
		return NULL;
	for (size_t i = 0; i < architecture_names_count; i++)
		if (names(colon + 1, architecture_names[i].name))
			return architecture_names[i].name;
	return NULL;
}

bool kernel_word_is_for(const char *word, const char *architecture)
{
	const char *own = kernel_word_architecture(word);

	return !own || !strcmp(own, architecture);
}

bool kernel_word_is_measured(const char *word, const struct study *study)
{
	for (size_t i = 0; i < study_architecture_count(study); i++)
		if (kernel_word_is_for(word, study_architecture_at(study, i)))
			return true;
	return false;
}

char *kernel_word_plain(const char *word)
{
	const char *architecture = kernel_word_architecture(word);
	char *plain = strdup(word), *colon;

	if (!plain || !architecture)
		return plain;
	colon = strchr(plain, ':');
	memmove(colon, colon + 1 + strlen(architecture),
		strlen(colon + 1 + strlen(architecture)) + 1);
	return plain;
}

char *kernel_word_of(const char *plain, const char *architecture)
{
	int name_length = (int)strcspn(plain, "=");
	char *word;

	return asprintf(&word, "%.*s:%s%s", name_length, plain, architecture, plain + name_length) <
		       0
		   ? NULL
		   : word;
}
