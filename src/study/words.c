// SPDX-License-Identifier: GPL-2.0-or-later
#include "study/words.h"
#include "common/cleanup.h"
#include "common/text.h"
#include "common/units.h"
#include "protocol/names.h"
#include "protocol/variant.h"
#include "protocol/workloads.h"

#include <ctype.h>
#include <errno.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int word_unknown(const char *what, const char *word, const char *const *known, size_t count,
		 struct error *err)
{
	const char *nearest = text_nearest(word, known, count);
	CLEANUP_FREE char *all = NULL;

	if (nearest)
		return error_set(err, ERROR_USAGE, EINVAL, "unknown %s '%s'; did you mean '%s'?",
				 what, word, nearest);
	all = text_join(known, count, ", ");
	return error_set(err, ERROR_USAGE, EINVAL, "unknown %s '%s'; known are: %s", what, word,
			 all ? all : "");
}

int workload_word_check(const char *word, struct error *err)
{
	const char *known[WORKLOAD_COUNT];

	if (workload_find(word))
		return 0;
	for (size_t i = 0; i < workload_infos_count; i++)
		known[i] = workload_infos[i].name;
	return word_unknown("workload", word, known, workload_infos_count, err);
}

int recorded_workload_word_check(const char *word, struct error *err)
{
	const struct workload_info *workload = workload_find(word);

	if (!workload)
		return workload_word_check(word, err);
	if (workload->kind != WORKLOAD_TRAFFIC)
		return 0;
	return error_set(err, ERROR_USAGE, EINVAL,
			 "workload %s flows: no two datagrams of it are alike, and none is "
			 "recorded; take %s",
			 word, workload_of_kind(WORKLOAD_DIRECT)->name);
}

int receiver_word_check(const char *word, struct error *err)
{
	const char *known[WORKLOAD_COUNT];
	size_t count = 0;

	for (size_t i = 0; i < workload_infos_count; i++) {
		if (!workload_infos[i].receiver)
			continue;
		known[count++] = workload_infos[i].receiver;
		if (!strcmp(word, workload_infos[i].receiver))
			return 0;
	}
	return word_unknown("receiver", word, known, count, err);
}

int mechanism_word_check(const char *word, struct error *err)
{
	const char *known[MECHANISM_COUNT + 1];
	size_t count = 0;

	if (!strcmp(word, "all") || mechanism_name_find(word))
		return 0;
	for (; count < mechanism_names_count; count++)
		known[count] = mechanism_names[count].name;
	known[count++] = "all";
	return word_unknown("mechanism", word, known, count, err);
}

/* "delay-", "delay-5" and "delay-fast" belong to a family, but lack its parameter. */
static bool program_parameter_missing(const char *word, const struct program_name *program)
{
	return program->parameter && text_starts_with(word, program->name);
}

static int program_parameter_refuse(const char *word, const struct program_name *program,
				    struct error *err)
{
	return error_set(err, ERROR_USAGE, EINVAL,
			 "program '%s' needs a number behind '%s', as in '%s%s'", word,
			 program->name, program->name, program->parameter);
}

/* A family is known by an example: its bare stem is no program. */
static int program_unknown(const char *word, struct error *err)
{
	const char *known[PROGRAM_COUNT + 1];
	char *examples[PROGRAM_COUNT] = { NULL };
	int code;

	for (size_t i = 0; i < PROGRAM_COUNT; i++) {
		const struct program_name *program = &program_names[i];

		if (program->parameter &&
		    asprintf(&examples[i], "%s%s", program->name, program->parameter) < 0)
			examples[i] = NULL;
		known[i] = examples[i] ? examples[i] : program->name;
	}
	known[PROGRAM_COUNT] = "all";
	code = word_unknown("program", word, known, PROGRAM_COUNT + 1, err);
	for (size_t i = 0; i < PROGRAM_COUNT; i++)
		free(examples[i]);
	return code;
}

static int count_word_check(const char *word, unsigned int most, struct error *err)
{
	uint64_t count;

	return count_parse(word, 1, most, &count, err);
}

int threads_word_check(const char *word, struct error *err)
{
	return count_word_check(word, VARIANT_THREADS_MAX, err);
}

int programs_on_hook_word_check(const char *word, struct error *err)
{
	return count_word_check(word, VARIANT_PROGRAMS_MAX, err);
}

int functions_word_check(const char *word, struct error *err)
{
	if (function_pattern_is(word) || !count_word_check(word, VARIANT_FUNCTIONS_MAX, NULL))
		return 0;
	return error_set(err, ERROR_USAGE, EINVAL,
			 "'%s' is no whole number from 1 to %d, nor a pattern of functions such as "
			 "vfs_* (letters, digits, _, * and ?)",
			 word, VARIANT_FUNCTIONS_MAX);
}

int program_word_check(const char *word, struct error *err)
{
	struct program_variant variant;

	if (!strcmp(word, "all") || !strcmp(word, "none") || program_name_find(word, NULL))
		return 0;
	if (program_variant_parse(word, &variant) && program_name_find(variant.program, NULL))
		return 0;
	for (size_t i = 0; i < PROGRAM_COUNT; i++)
		if (program_parameter_missing(word, &program_names[i]))
			return program_parameter_refuse(word, &program_names[i], err);
	return program_unknown(word, err);
}

/* The length of a symbol at the start of the text; compilers add dots (foo.isra.0). */
static size_t symbol_length(const char *text)
{
	size_t length = 0;

	if (!isalpha((unsigned char)*text) && *text != '_')
		return 0;
	while (isalnum((unsigned char)text[length]) || text[length] == '_' || text[length] == '.')
		length++;
	return length;
}

int function_word_check(const char *word, struct error *err)
{
	if (symbol_length(word) && !word[symbol_length(word)])
		return 0;
	return error_set(err, ERROR_USAGE, EINVAL,
			 "'%s' is no name of a kernel function, such as udp_recvmsg", word);
}

int tracepoint_word_check(const char *word, struct error *err)
{
	size_t category = symbol_length(word);
	const char *name = word + category + 1;

	if (category && word[category] == ':' && symbol_length(name) && !name[symbol_length(name)])
		return 0;
	return error_set(
	    err, ERROR_USAGE, EINVAL,
	    "'%s' is no tracepoint; write CATEGORY:NAME, such as sock:sock_recv_length", word);
}

int assignment_check(const char *word, struct error *err)
{
	const char *equals = strchr(word, '=');

	if (equals && equals > word && equals[1])
		return 0;
	return error_set(err, ERROR_USAGE, EINVAL, "'%s' is no NAME=VALUE", word);
}
