// SPDX-License-Identifier: GPL-2.0-or-later
#include "study/option_fields.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

void option_fields_default(enum option_of of, unsigned int commands, void *fields)
{
	for (size_t i = 0; i < options_table_count; i++) {
		const struct option_row *row = &options_table[i];

		if (row->of == of && (row->commands & commands) && row->default_text)
			option_set(row, row->default_text, fields, NULL);
	}
}

static int text_copy(const char *text, char **ret_copy)
{
	*ret_copy = text ? strdup(text) : NULL;
	return text && !*ret_copy ? -ENOMEM : 0;
}

static int list_copy(const struct word_list *list, struct word_list *ret_copy)
{
	int code = 0;

	*ret_copy = (struct word_list){};
	if (!list->count)
		return 0;
	ret_copy->words = calloc(list->count, sizeof(*ret_copy->words));
	if (!ret_copy->words)
		return -ENOMEM;
	for (; ret_copy->count < list->count && !code; ret_copy->count++)
		code = text_copy(list->words[ret_copy->count], &ret_copy->words[ret_copy->count]);
	return code;
}

/* Several rows may fill one field: it is copied once, as the first copy would be lost. */
static bool row_is_first(size_t row)
{
	for (size_t i = 0; i < row; i++)
		if (options_table[i].of == options_table[row].of &&
		    options_table[i].offset == options_table[row].offset)
			return false;
	return true;
}

int option_fields_copy(enum option_of of, const void *fields, void *copy)
{
	int code = 0;

	for (size_t i = 0; i < options_table_count; i++) {
		const void *from = (const char *)fields + options_table[i].offset;
		void *to = (char *)copy + options_table[i].offset;

		if (options_table[i].of != of || !row_is_first(i))
			continue;
		if (options_table[i].kind == OPTION_STRING)
			code |= text_copy(*(char *const *)from, to);
		else if (options_table[i].kind == OPTION_LIST)
			code |= list_copy(from, to);
	}
	return code ? -ENOMEM : 0;
}

void option_fields_free(enum option_of of, void *fields)
{
	for (size_t i = 0; i < options_table_count; i++) {
		void *field = (char *)fields + options_table[i].offset;

		if (options_table[i].of != of)
			continue;
		if (options_table[i].kind == OPTION_STRING) {
			free(*(char **)field);
			*(char **)field = NULL;
		} else if (options_table[i].kind == OPTION_LIST) {
			word_list_clear(field);
		}
	}
}
