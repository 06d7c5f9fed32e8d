// SPDX-License-Identifier: GPL-2.0-or-later
#include "study/study_fields.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "common/text.h"
#include "study/options.h"
#include "protocol/workloads.h"

static void defaults_set(struct study *study, unsigned int commands)
{
	for (size_t i = 0; i < options_table_count; i++)
		if ((options_table[i].commands & commands) && options_table[i].default_text)
			option_set(&options_table[i], options_table[i].default_text, study, NULL);
}

void study_init(struct study *study)
{
	*study = (struct study){ .name = strdup("udp-recvmsg"),
				 .mechanisms_named = true,
				 .workloads_named = true };
	defaults_set(study, ~(OPTION_FOR_MICRO | OPTION_FOR_CURVE));
}

void study_init_micro(struct study *study)
{
	study_init(study);
	free(study->name);
	study->name = strdup(workload_of_kind(WORKLOAD_EVENT)->name);
	study->micro = true;
	defaults_set(study, OPTION_FOR_MICRO);
	study->workloads.words = calloc(1, sizeof(*study->workloads.words));
	if (study->workloads.words) {
		study->workloads.words[0] = strdup(study->name);
		study->workloads.count = 1;
	}
}

void study_init_curve(struct study *study)
{
	study_init(study);
	free(study->name);
	study->name = strdup("curve");
	defaults_set(study, OPTION_FOR_CURVE);
	option_set(option_find("program", OPTION_FOR_RUN), "none", study, NULL);
	option_set(option_find("stats", OPTION_FOR_RUN), "off", study, NULL);
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

/* Several rows may fill one field: it is copied once, as study_free() clears what it freed. */
static bool row_is_first(size_t row)
{
	for (size_t i = 0; i < row; i++)
		if (options_table[i].offset == options_table[row].offset)
			return false;
	return true;
}

/* Every pointer is the copy's own in any case, so that it can be freed. */
int study_copy(const struct study *study, struct study *ret_copy)
{
	struct study copy = *study;
	int code = text_copy(study->name, &copy.name);

	for (size_t i = 0; i < options_table_count; i++) {
		const void *from = (const char *)study + options_table[i].offset;
		void *to = (char *)&copy + options_table[i].offset;

		if (!row_is_first(i))
			continue;
		if (options_table[i].kind == OPTION_STRING)
			code |= text_copy(*(char *const *)from, to);
		else if (options_table[i].kind == OPTION_LIST)
			code |= list_copy(from, to);
	}
	if (code)
		study_free(&copy);
	else
		*ret_copy = copy;
	return code ? -ENOMEM : 0;
}

void study_free(struct study *study)
{
	if (!study)
		return;
	for (size_t i = 0; i < options_table_count; i++) {
		void *field = (char *)study + options_table[i].offset;

		if (options_table[i].kind == OPTION_STRING) {
			free(*(char **)field);
			*(char **)field = NULL;
		} else if (options_table[i].kind == OPTION_LIST) {
			word_list_clear(field);
		}
	}
	free(study->name);
	study->name = NULL;
}
