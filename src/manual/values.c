// SPDX-License-Identifier: GPL-2.0-or-later
#include "manual/values.h"
#include "common/cleanup.h"
#include "common/text.h"
#include "explain/explain.h"
#include "protocol/names.h"
#include "protocol/workloads.h"
#include "study/words.h"

#include <assert.h>
#include <ctype.h>
#include <stdio.h>
#include <string.h>

const char *values_kind_name(enum values_kind kind)
{
	static const char *const names[] = {
		[VALUES_NONE] = "none",		  [VALUES_WORDS] = "words",
		[VALUES_LIST] = "list",		  [VALUES_FILE] = "file",
		[VALUES_DIRECTORY] = "directory", [VALUES_KERNEL] = "kernel",
		[VALUES_STUDY] = "study",	  [VALUES_RUN] = "run",
	};

	return names[kind];
}

static void add(struct values *values, const char *word, const char *help)
{
	assert(values->count < VALUES_WORDS_MAX);
	values->words[values->count] = word;
	values->helps[values->count++] = help;
}

static void add_mechanisms(struct values *values)
{
	for (size_t i = 0; i < mechanism_names_count; i++)
		add(values, mechanism_names[i].name, mechanism_names[i].summary);
	add(values, "all", "every one that fits");
}

static void add_programs(struct values *values)
{
	for (size_t i = 0; i < program_names_count; i++)
		add(values, program_names[i].name, program_names[i].summary);
	add(values, "all", "every one that fits");
}

static void add_workloads(struct values *values)
{
	for (size_t i = 0; i < workload_infos_count; i++)
		add(values, workload_infos[i].name, workload_infos[i].summary);
}

static void add_recorded_workloads(struct values *values)
{
	for (size_t i = 0; i < workload_infos_count; i++)
		if (workload_infos[i].kind != WORKLOAD_TRAFFIC)
			add(values, workload_infos[i].name, workload_infos[i].summary);
}

static void add_explanations(struct values *values)
{
	for (size_t i = 0; i < explanations_count; i++)
		add(values, explanations[i].name, NULL);
}

/* The tables behind the checks of words. */
static const struct {
	int (*check)(const char *word, struct error *err);
	void (*add)(struct values *values);
} checked[] = {
	{ mechanism_word_check, add_mechanisms },
	{ program_word_check, add_programs },
	{ workload_word_check, add_workloads },
	{ recorded_workload_word_check, add_recorded_workloads },
};

/* What the name of an argument stands for. */
static const struct {
	const char *name;
	enum values_kind kind;
	void (*add)(struct values *values);
} named[] = {
	{ "FILE", VALUES_FILE },     { "DIR", VALUES_DIRECTORY },
	{ "KERNEL", VALUES_KERNEL }, { "STUDY", VALUES_STUDY },
	{ "RUN", VALUES_RUN },	     { "A", VALUES_RUN },
	{ "B", VALUES_RUN },	     { "CONFIGURATION|TERM", VALUES_WORDS, add_explanations },
};

static bool by_name(const char *name, struct values *values)
{
	for (size_t i = 0; i < ARRAY_SIZE(named); i++) {
		if (strcmp(named[i].name, name) != 0)
			continue;
		values->kind = named[i].kind;
		if (named[i].add)
			named[i].add(values);
		return true;
	}
	return false;
}

static bool by_check(const struct option_row *row, struct values *values)
{
	for (size_t i = 0; row->check && i < ARRAY_SIZE(checked); i++) {
		if (checked[i].check != row->check)
			continue;
		values->kind = row->kind == OPTION_LIST ? VALUES_LIST : VALUES_WORDS;
		checked[i].add(values);
		return true;
	}
	return false;
}

void values_of_option(const struct option_row *row, struct values *ret_values)
{
	*ret_values = (struct values){ .kind = !row->words		  ? VALUES_NONE
					       : row->kind == OPTION_LIST ? VALUES_LIST
									  : VALUES_WORDS };
	for (size_t i = 0; row->words && row->words[i].name; i++)
		add(ret_values, row->words[i].name, row->words[i].help);
	if (!row->words && !by_check(row, ret_values) && row->argument)
		by_name(row->argument, ret_values);
}

/* Of "A [B...]" the argument at the position, without brackets and dots. */
static bool cut_argument(const char *arguments, size_t position, struct values *values)
{
	for (size_t i = 0;; i++) {
		size_t skipped = strspn(arguments, " [");
		size_t length = strcspn(arguments + skipped, " ].");

		arguments += skipped;
		if (!length)
			return false;
		values->repeated = text_starts_with(arguments + length, "...");
		if (i == position || values->repeated) {
			snprintf(values->buffer, sizeof(values->buffer), "%.*s", (int)length,
				 arguments);
			return true;
		}
		arguments += length + strspn(arguments + length, "].");
	}
}

/* "fetch|list|rm": lower case is meant as it stands. */
static void by_choice(struct values *values)
{
	char *rest = values->buffer;

	if (!strchr(rest, '|') || !islower((unsigned char)*rest))
		return;
	values->kind = VALUES_WORDS;
	for (char *word = strtok_r(rest, "|", &rest); word; word = strtok_r(NULL, "|", &rest))
		add(values, word, NULL);
}

bool values_of_argument(const char *arguments, size_t position, struct values *ret_values)
{
	*ret_values = (struct values){ 0 };
	if (!cut_argument(arguments, position, ret_values))
		return false;
	if (!by_name(ret_values->buffer, ret_values))
		by_choice(ret_values);
	return true;
}
