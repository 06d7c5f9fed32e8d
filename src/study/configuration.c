// SPDX-License-Identifier: GPL-2.0-or-later
#include "study/configuration.h"

#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "common/text.h"
#include "protocol/names.h"

#define STATISTICS_SUFFIX "-stat"

char *configuration_name(char *buffer, size_t size, const struct treatment *treatment,
			 bool statistics, double delay_ns)
{
	if (treatment->kind == TREATMENT_DELAY)
		return delay_name(buffer, size, (uint64_t)delay_ns);
	snprintf(buffer, size, "%s%s", treatment->name, statistics ? STATISTICS_SUFFIX : "");
	return buffer;
}

static void list_add(struct configuration_list *list, const struct treatment *treatment,
		     struct window_setting setting, double delay_ns)
{
	struct configuration *added = &list->configurations[list->count++];

	added->treatment = treatment->id;
	added->setting = setting;
	added->delay_ns = delay_ns;
	configuration_name(added->name, sizeof(added->name), treatment, setting.statistics,
			   delay_ns);
}

static void pair_add(struct configuration_list *list, const struct study *study,
		     const struct treatment *treatment)
{
	bool restart_baseline =
	    treatment->kind == TREATMENT_SHAM && study->protocol == PROTOCOL_RESTART;

	if (study->statistics != STATISTICS_ON || restart_baseline)
		list_add(list, treatment, (struct window_setting){ false, DELAY_NONE }, NAN);
	if (study->statistics != STATISTICS_OFF && !restart_baseline)
		list_add(list, treatment, (struct window_setting){ true, DELAY_NONE }, NAN);
}

static void delays_add(struct configuration_list *list, const struct study *study,
		       const struct treatment *treatment, const struct delays *delays)
{
	for (size_t i = 0; i < delays->count; i++)
		list_add(list, treatment,
			 (struct window_setting){ study->statistics == STATISTICS_ON, (short)i },
			 (double)delays->ns[i]);
}

int configurations_make(const struct study *study, const struct treatment_list *treatments,
			const struct delays *delays, struct configuration_list *ret_list)
{
	struct configuration_list list = { .count = 0 };

	list.configurations =
	    calloc(2 * treatments->count + DELAYS_MAX, sizeof(*list.configurations));
	if (!list.configurations)
		return -ENOMEM;
	for (size_t i = 0; i < treatments->count; i++) {
		const struct treatment *treatment = &treatments->treatments[i];

		if (treatment->kind == TREATMENT_DELAY)
			delays_add(&list, study, treatment, delays);
		else if (treatment->kind != TREATMENT_SHAM || !study->micro)
			pair_add(&list, study, treatment);
	}
	*ret_list = list;
	return 0;
}

void configurations_free(struct configuration_list *list)
{
	free(list->configurations);
	*list = (struct configuration_list){};
}

int configuration_find(const struct configuration_list *list, unsigned int treatment,
		       struct window_setting setting)
{
	for (size_t i = 0; i < list->count; i++) {
		const struct configuration *configuration = &list->configurations[i];

		if (configuration->treatment == treatment &&
		    configuration->setting.statistics == setting.statistics &&
		    configuration->setting.delay == setting.delay)
			return (int)i;
	}
	return -1;
}

static bool is_program(const char *text)
{
	struct program_variant variant;

	return program_variant_parse(text, &variant) && program_name_find(variant.program, NULL);
}

/* The mechanism whose name begins the text and leaves the name of a program, or NULL. */
static const char *leading_mechanism(const char *text)
{
	for (size_t i = 0; i < mechanism_names_count; i++) {
		const char *name = mechanism_names[i].name;
		size_t length = strlen(name);

		if (text_starts_with(text, name) && text[length] == '-' &&
		    is_program(text + length + 1))
			return name;
	}
	return NULL;
}

bool configuration_words_parse(const char *text, struct configuration_words *ret_words)
{
	struct configuration_words words = { .statistics =
						 text_ends_with(text, STATISTICS_SUFFIX) };
	size_t length = strlen(text) - (words.statistics ? strlen(STATISTICS_SUFFIX) : 0);
	char name[CONFIGURATION_NAME_SIZE];

	if (length >= sizeof(name))
		return false;
	memcpy(name, text, length);
	name[length] = '\0';
	words.mechanism = leading_mechanism(name);
	strcpy(words.program, words.mechanism ? name + strlen(words.mechanism) + 1 : name);
	if (!is_program(words.program) || (words.statistics && !words.mechanism))
		return false;
	*ret_words = words;
	return true;
}

char *configuration_words_name(char *buffer, size_t size, const struct configuration_words *words)
{
	snprintf(buffer, size, "%s%s%s%s", words->mechanism ? words->mechanism : "",
		 words->mechanism ? "-" : "", words->program,
		 words->statistics ? STATISTICS_SUFFIX : "");
	return buffer;
}
