// SPDX-License-Identifier: GPL-2.0-or-later
#include "study/variants.h"
#include "study/options.h"
#include "common/cleanup.h"
#include "protocol/targets.h"
#include "protocol/variant.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static unsigned int most_threads(const struct study *study)
{
	unsigned int most = 1;
	struct program_variant variant;

	for (size_t i = 0; i < study->programs.count; i++)
		if (program_variant_parse(study->programs.words[i], &variant) &&
		    variant.threads > most)
			most = variant.threads;
	return most;
}

static void put_program(FILE *out, const char *program)
{
	fprintf(out, "%s%s", ftell(out) ? "," : "", program);
}

static void put_variants(FILE *out, const char *program, const struct word_list *counts,
			 const char *what)
{
	char name[128];

	for (size_t i = 0; i < counts->count; i++) {
		unsigned int count = (unsigned int)strtoul(counts->words[i], NULL, 10);

		if (count > 1)
			put_program(out,
				    program_variant_name(name, sizeof(name), program, count, what));
	}
}

static void put_functions(FILE *out, const char *program, const struct word_list *words)
{
	char name[128];

	for (size_t i = 0; i < words->count; i++) {
		if (!function_pattern_is(words->words[i]))
			continue;
		snprintf(name, sizeof(name), "%s@%s", program, words->words[i]);
		put_program(out, name);
	}
}

/* A study that comes from a record has its variants already. */
static bool has_variants(const struct study *study)
{
	for (size_t i = 0; i < study->programs.count; i++)
		if (strchr(study->programs.words[i], '@'))
			return true;
	return false;
}

static int programs_expand(struct study *study)
{
	CLEANUP_FREE char *joined = NULL;
	size_t size;
	FILE *out = open_memstream(&joined, &size);

	if (!out)
		return -ENOMEM;
	for (size_t i = 0; i < study->programs.count; i++) {
		const char *program = study->programs.words[i];

		put_program(out, program);
		put_variants(out, program, &study->threads, "threads");
		put_variants(out, program, &study->programs_on_hook, "programs");
		put_variants(out, program, &study->functions, "functions");
		put_functions(out, program, &study->functions);
	}
	if (fclose(out) || !joined)
		return -ENOMEM;
	return option_set(option_find("program", OPTION_FOR_MICRO), joined, study, NULL) < 0
		   ? -ENOMEM
		   : 0;
}

static bool is_at_scale(const struct study *study)
{
	return study->threads.count || study->programs_on_hook.count || study->functions.count;
}

int variants_expand(struct study *study)
{
	int code = 0;

	if (!study->micro)
		return 0;
	if (study_program_count(study) && is_at_scale(study) && !has_variants(study))
		code = programs_expand(study);
	if (study->cpus == 1 && !study->exact)
		study->cpus = most_threads(study);
	return code;
}

int variants_check(const struct study *study, struct error *err)
{
	if (!study->micro && has_variants(study))
		return error_set(
		    err, ERROR_USAGE, EINVAL,
		    "program: @threads, @programs and @functions are for bpftax micro only");
	if (study->together && study->functions.count)
		return error_set(err, ERROR_USAGE, EINVAL,
				 "together excludes functions: programs that run as one are on the "
				 "hooks that each has; leave one of them out");
	if (most_threads(study) > 1 && study->exact)
		return error_set(err, ERROR_USAGE, EINVAL,
				 "%s excludes @threads: the count of instructions is the clock "
				 "of one CPU only",
				 study_counting_word(study));
	if (target_can(study->target, TARGET_BOOTS) && most_threads(study) > study->cpus)
		return error_set(err, ERROR_USAGE, EINVAL,
				 "threads %u need as many CPUs in the guest; cpus says %u",
				 most_threads(study), study->cpus);
	return 0;
}
