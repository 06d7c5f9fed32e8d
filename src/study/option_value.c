// SPDX-License-Identifier: GPL-2.0-or-later
/* One option's value: from text into its field of a study or of a reading, and back. */
#include "study/options.h"
#include "study/words.h"
#include "common/cleanup.h"
#include "common/text.h"
#include "common/units.h"

#include <ctype.h>
#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

/* Seeds go through SQLite and JSON, whose integers are signed. */
#define SEED_MAX INT64_MAX

/* The index of text among the words, or -EINVAL and a sentence. */
static int word_index(const struct option_row *option, const char *text, struct error *err)
{
	size_t count = option_words_count(option->words);
	const char *names[OPTION_WORDS_MAX];

	for (size_t i = 0; i < count; i++) {
		names[i] = option->words[i].name;
		if (!strcmp(names[i], text))
			return (int)i;
	}
	return word_unknown(option->name, text, names, count, err);
}

static int out_of_memory(struct error *err)
{
	return error_set(err, ERROR_ENVIRONMENT, ENOMEM, "out of memory");
}

/* They would break study files and tables, and terminals obey them. */
static bool has_control_character(const char *text)
{
	for (; *text; text++)
		if (iscntrl((unsigned char)*text))
			return true;
	return false;
}

static int set_string(const struct option_row *option, const char *text, char **field,
		      struct error *err)
{
	char *copy;
	int code = 0;

	if (!*text)
		return error_set(err, ERROR_USAGE, EINVAL, "needs a value");
	if (has_control_character(text))
		return error_set(err, ERROR_USAGE, EINVAL, "must not hold control characters");
	if (option->words)
		code = word_index(option, text, err);
	if (code >= 0 && option->check)
		code = option->check(text, err);
	if (code < 0)
		return code;
	copy = strdup(text);
	if (!copy)
		return out_of_memory(err);
	free(*field);
	*field = copy;
	return 0;
}

static int set_word(const struct option_row *option, const char *text, unsigned int *field,
		    struct error *err)
{
	int index = word_index(option, text, err);

	if (index < 0)
		return index;
	*field = (unsigned int)index;
	return 0;
}

/* Refuses unknown words, empty ones, repeated ones, and "all" beside others. */
static int list_check(const struct option_row *option, char **words, size_t count,
		      struct error *err)
{
	if (!count)
		return error_set(err, ERROR_USAGE, EINVAL, "needs a value");
	for (size_t i = 0; i < count; i++) {
		if (!*words[i])
			return error_set(err, ERROR_USAGE, EINVAL,
					 "an empty word in the list; one comma too many?");
		if (option->words && word_index(option, words[i], err) < 0)
			return -EINVAL;
		if (option->check && option->check(words[i], err) < 0)
			return -EINVAL;
		if (count > 1 && !strcmp(words[i], "all"))
			return error_set(err, ERROR_USAGE, EINVAL, "'all' has to stand alone");
		for (size_t j = 0; j < i; j++)
			if (!strcmp(words[i], words[j]))
				return error_set(err, ERROR_USAGE, EINVAL, "'%s' is named twice",
						 words[i]);
	}
	return 0;
}

static int set_list(const struct option_row *option, const char *text, struct word_list *field,
		    struct error *err)
{
	char **words;
	size_t count;
	int code;

	if (text_split(text, ',', &words, &count) < 0)
		return out_of_memory(err);
	code = list_check(option, words, count, err);
	if (code < 0) {
		text_words_free(words, count);
		return code;
	}
	text_words_free(field->words, field->count);
	*field = (struct word_list){ words, count };
	return 0;
}

static int set_unsigned(const struct option_row *option, const char *text, unsigned int *field,
			struct error *err)
{
	uint64_t count;
	int code = count_parse(text, option->min, option->max, &count, err);

	if (!code)
		*field = (unsigned int)count;
	return code;
}

static int set_memory(const struct option_row *option, const char *text, unsigned int *field,
		      struct error *err)
{
	uint64_t mib;
	int code = memory_parse(text, &mib, err);

	if (code < 0)
		return code;
	if (mib < option->min || mib > option->max)
		return error_set(err, ERROR_USAGE, EINVAL, "'%s' is not between %uM and %uM", text,
				 option->min, option->max);
	*field = (unsigned int)mib;
	return 0;
}

/* The one kind that fills two fields: it is of a study. */
static int set_seed(const char *text, struct study *study, struct error *err)
{
	int code = count_parse(text, 0, SEED_MAX, &study->seed, err);

	if (!code)
		study->seed_given = true;
	return code;
}

static int set_flag(const char *text, bool *field, struct error *err)
{
	if (!strcmp(text, "yes") || !strcmp(text, "true"))
		*field = true;
	else if (!strcmp(text, "no") || !strcmp(text, "false"))
		*field = false;
	else
		return error_set(err, ERROR_USAGE, EINVAL, "'%s' is neither yes nor no", text);
	return 0;
}

static int field_set(const struct option_row *option, const char *text, void *fields,
		     struct error *err)
{
	void *field = (char *)fields + option->offset;

	switch (option->kind) {
	case OPTION_STRING:
		return set_string(option, text, field, err);
	case OPTION_WORD:
		return set_word(option, text, field, err);
	case OPTION_LIST:
		return set_list(option, text, field, err);
	case OPTION_DURATION:
		return duration_parse(text, field, err);
	case OPTION_UNSIGNED:
		return set_unsigned(option, text, field, err);
	case OPTION_MEMORY:
		return set_memory(option, text, field, err);
	case OPTION_SEED:
		return set_seed(text, fields, err);
	case OPTION_FLAG:
		return set_flag(text, field, err);
	case OPTION_PERCENT:
		return percent_parse(text, field, err);
	}
	return -EINVAL;
}

/* In a study's file ";" begins a comment behind a blank, and words are written with one before. */
static bool begins_comment(const char *text)
{
	for (const char *at = text; (at = strchr(at, ';')); at++)
		if (at == text || at[-1] == ',' || isspace((unsigned char)at[-1]))
			return true;
	return false;
}

int option_set(const struct option_row *option, const char *text, void *fields, struct error *err)
{
	int code = 0;

	if (option->study_key && text && begins_comment(text))
		code = error_set(err, ERROR_USAGE, EINVAL,
				 "'%s': a ';' at the begin of a word begins a comment in a study's "
				 "file; leave it out",
				 text);
	if (!code)
		code = field_set(option, text, fields, err);

	if (!code && option->settle)
		option->settle(fields);
	return code;
}

/* A copy that is NULL for NULL. */
static int copy_text(const char *text, char **ret_text)
{
	char *copy = text ? strdup(text) : NULL;

	if (text && !copy)
		return -ENOMEM;
	*ret_text = copy;
	return 0;
}

static int print_number(const char *suffix, uint64_t number, char **ret_text)
{
	char *text;

	if (asprintf(&text, "%" PRIu64 "%s", number, suffix) < 0)
		return -ENOMEM;
	*ret_text = text;
	return 0;
}

static int print_percent(double percent, char **ret_text)
{
	char *text;

	if (asprintf(&text, "%.10g", percent) < 0)
		return -ENOMEM;
	*ret_text = text;
	return 0;
}

static int get_list(const struct word_list *list, char **ret_text)
{
	char *text = NULL;

	if (list->count) {
		text = text_join((const char *const *)list->words, list->count, ",");
		if (!text)
			return -ENOMEM;
	}
	*ret_text = text;
	return 0;
}

static int get_seed(const struct study *study, char **ret_text)
{
	return study->seed_given ? print_number("", study->seed, ret_text)
				 : copy_text(NULL, ret_text);
}

int option_get(const struct option_row *option, const void *fields, char **ret_text)
{
	const void *field = (const char *)fields + option->offset;
	char duration[DURATION_TEXT_SIZE];

	switch (option->kind) {
	case OPTION_STRING:
		return copy_text(*(char *const *)field, ret_text);
	case OPTION_WORD:
		return copy_text(option->words[*(const unsigned int *)field].name, ret_text);
	case OPTION_LIST:
		return get_list(field, ret_text);
	case OPTION_DURATION:
		return copy_text(
		    duration_format(duration, sizeof(duration), *(const uint64_t *)field),
		    ret_text);
	case OPTION_UNSIGNED:
		return print_number("", *(const unsigned int *)field, ret_text);
	case OPTION_MEMORY:
		return print_number("M", *(const unsigned int *)field, ret_text);
	case OPTION_SEED:
		return get_seed(fields, ret_text);
	case OPTION_FLAG:
		return copy_text(*(const bool *)field ? "yes" : "no", ret_text);
	case OPTION_PERCENT:
		return print_percent(*(const double *)field, ret_text);
	}
	return -EINVAL;
}

bool option_is_omitted(const struct option_row *option, const struct study *study)
{
	CLEANUP_FREE char *text = NULL;

	return option->omit_default && option->default_text && !option_get(option, study, &text) &&
	       text && !strcmp(text, option->default_text);
}
