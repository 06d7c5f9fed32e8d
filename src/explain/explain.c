// SPDX-License-Identifier: GPL-2.0-or-later
#include "explain/explain.h"
#include "common/text.h"
#include "protocol/names.h"
#include "protocol/variant.h"
#include "study/configuration.h"

#include <errno.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include "common/cleanup.h"

const char *explanation_kind_name(enum explanation_kind kind)
{
	static const char *const names[EXPLAIN_KIND_COUNT] = {
		[EXPLAIN_MECHANISM] = "mechanism", [EXPLAIN_PROGRAM] = "program",
		[EXPLAIN_WORKLOAD] = "workload",   [EXPLAIN_STATUS] = "status",
		[EXPLAIN_VERDICT] = "verdict",	   [EXPLAIN_TERM] = "term",
	};

	return names[kind];
}

static bool is_called(const struct explanation *explanation, const char *word)
{
	return !strcasecmp(explanation->name, word) ||
	       (explanation->also && !strcasecmp(explanation->also, word));
}

static const struct explanation *find_name(const char *word)
{
	for (size_t i = 0; i < explanations_count; i++)
		if (is_called(&explanations[i], word))
			return &explanations[i];
	return NULL;
}

static void add(struct explain_parts *parts, const struct explanation *part)
{
	if (part)
		parts->part[parts->count++] = part;
}

static const char *scale_term(const struct program_variant *variant)
{
	if (variant->functions != 1)
		return "@functions";
	return variant->threads > 1 ? "@threads" : "@programs";
}

/* "map", "delay-343ns", "map@4threads" */
static void add_program(const char *word, struct explain_parts *parts)
{
	struct program_variant variant;

	if (!program_variant_parse(word, &variant))
		return;
	add(parts, find_name(program_name_find(variant.program, NULL)->name));
	if (strchr(word, '@'))
		add(parts, find_name(scale_term(&variant)));
}

static bool find_configuration(const char *word, struct explain_parts *parts)
{
	struct configuration_words words;

	if (!configuration_words_parse(word, &words))
		return false;
	if (words.mechanism)
		add(parts, find_name(words.mechanism));
	add_program(words.program, parts);
	if (words.statistics)
		add(parts, find_name("stat"));
	return true;
}

static int refuse(const char *word, struct error *err)
{
	CLEANUP_FREE const char **known = calloc(2 * explanations_count, sizeof(*known));
	const char *nearest;

	if (!known)
		return error_set(err, ERROR_ENVIRONMENT, ENOMEM, "out of memory");
	for (size_t i = 0; i < explanations_count; i++) {
		known[2 * i] = explanations[i].name;
		known[2 * i + 1] = explanations[i].also;
	}
	nearest = text_nearest(word, known, 2 * explanations_count);
	if (nearest)
		return error_set(err, ERROR_USAGE, EINVAL,
				 "nothing is known about '%s'; did you mean '%s'?", word, nearest);
	return error_set(err, ERROR_USAGE, EINVAL,
			 "nothing is known about '%s'; `bpftax explain` lists what is", word);
}

int explain_find(const char *word, struct explain_parts *ret_parts, struct error *err)
{
	struct explain_parts parts = { 0 };

	add(&parts, find_name(word));
	if (!parts.count && !find_configuration(word, &parts))
		return refuse(word, err);
	*ret_parts = parts;
	return 0;
}
