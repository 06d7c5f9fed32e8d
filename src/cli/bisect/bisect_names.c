// SPDX-License-Identifier: GPL-2.0-or-later
#include "cli/bisect/bisect_names.h"

#include <errno.h>
#include <fnmatch.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "common/cleanup.h"
#include "common/text.h"
#include "protocol/names.h"
#include "study/configuration.h"

static int out_of_memory(struct error *err)
{
	return error_set(err, ERROR_ENVIRONMENT, ENOMEM, "out of memory");
}

void bisect_names_clear(struct bisect_names *names)
{
	text_words_free(names->words, names->count);
	*names = (struct bisect_names){ 0 };
}

static bool is_pattern(const char *text)
{
	return strpbrk(text, "*?[") != NULL;
}

/* Takes the word over; NULL is one for which there was no memory. */
static int word_take(struct bisect_names *names, char *word)
{
	char **larger = word ? reallocarray(names->words, names->count + 1, sizeof(*larger)) : NULL;

	if (!larger) {
		free(word);
		return -ENOMEM;
	}
	names->words = larger;
	larger[names->count++] = word;
	return 0;
}

/* pattern: NULL takes all. */
static int mechanism_collect(const char *mechanism, bool statistics, const char *pattern,
			     struct bisect_names *names)
{
	struct configuration_words words = { .mechanism = mechanism, .statistics = statistics };
	char name[CONFIGURATION_NAME_SIZE];
	int code = 0;

	for (size_t i = 0; i < program_names_count && !code; i++) {
		if (program_names[i].parameter)
			continue;
		snprintf(words.program, sizeof(words.program), "%s", program_names[i].name);
		configuration_words_name(name, sizeof(name), &words);
		if (!pattern || !fnmatch(pattern, name, 0))
			code = word_take(names, strdup(name));
	}
	return code;
}

static int collect(const char *pattern, bool statistics, struct bisect_names *names)
{
	int code = 0;

	for (size_t i = 0; i < mechanism_names_count && !code; i++)
		code = mechanism_collect(mechanism_names[i].name, statistics, pattern, names);
	return code;
}

static int pattern_collect(const char *pattern, struct bisect_names *names)
{
	int code = collect(pattern, false, names);

	return code || names->count ? code : collect(pattern, true, names);
}

/* The name that somebody probably meant, or what else helps. */
static int refuse(const char *text, struct error *err)
{
	CLEANUP(bisect_names_clear) struct bisect_names all = { 0 };
	const char *nearest;

	if (collect(NULL, false, &all) < 0)
		return out_of_memory(err);
	nearest = text_nearest(text, (const char *const *)all.words, all.count);
	if (mechanism_name_find(text))
		return error_set(
		    err, ERROR_USAGE, EINVAL,
		    "'%s' is a mechanism without a program: write %s-null, or '%s-*' for "
		    "each program",
		    text, text, text);
	return error_set(err, ERROR_USAGE, EINVAL, "'%.80s' %s%s%s%s", text,
			 is_pattern(text) ? "fits no configuration"
					  : "is not the name of one configuration",
			 nearest ? "; did you mean '" : ", such as kprobe-fprobe-null",
			 nearest ? nearest
				 : ": `bpftax list mechanisms` and `bpftax list programs` show "
				   "what names are made of",
			 nearest ? "'?" : "");
}

int bisect_names_find(const char *pattern, struct bisect_names *ret_names, struct error *err)
{
	CLEANUP(bisect_names_clear) struct bisect_names names = { 0 };
	struct configuration_words words;
	int code = 0;

	if (is_pattern(pattern))
		code = pattern_collect(pattern, &names);
	else if (configuration_words_parse(pattern, &words) && words.mechanism)
		code = word_take(&names, strdup(pattern));
	if (code < 0)
		return out_of_memory(err);
	if (!names.count)
		return refuse(pattern, err);
	*ret_names = names;
	names = (struct bisect_names){ 0 };
	return 0;
}
