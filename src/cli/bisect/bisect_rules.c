// SPDX-License-Identifier: GPL-2.0-or-later
#include "cli/bisect/bisect_rules.h"

#include <errno.h>
#include <string.h>
#include "cli/report/gate_option.h"
#include "common/cleanup.h"
#include "common/text.h"
#include "study/configuration.h"
#include "study/options.h"

static int out_of_memory(struct error *err)
{
	return error_set(err, ERROR_ENVIRONMENT, ENOMEM, "out of memory");
}

static int rule_check(const struct gate_rule *rule, struct error *err)
{
	struct configuration_words words;

	if (!configuration_words_parse(rule->pattern, &words) || !words.mechanism)
		return error_set(err, ERROR_USAGE, EINVAL,
				 "'%s' is not the name of one configuration, such as "
				 "kprobe-fprobe-null: `bpftax list mechanisms` and `bpftax list "
				 "programs` show what names are made of",
				 rule->pattern);
	if (rule->unit == GATE_NS)
		return error_set(err, ERROR_USAGE, EINVAL,
				 "'%s': what is counted has no nanoseconds; bound it in "
				 "instructions or %%",
				 rule->pattern);
	if (rule->bound < 0)
		return error_set(err, ERROR_USAGE, EINVAL,
				 "'%s': a step has no sign, it may go up or down: write +5 "
				 "instructions",
				 rule->pattern);
	return 0;
}

int bisect_rules_load(const char *text, struct gate *ret_gate, struct error *err)
{
	struct gate gate;
	int code = gate_option_load(text, &gate, err);

	if (code < 0)
		return code;
	for (size_t i = 0; i < gate.count && code == 0; i++)
		code = rule_check(&gate.rules[i], err);
	if (code < 0)
		gate_release(&gate);
	else
		*ret_gate = gate;
	return code;
}

/* What the rules' names are made of. */
struct parts {
	struct configuration_words *words;
	const char **mechanisms, **programs; /* each once; they point into words */
	size_t mechanism_count, program_count;
	bool with, without; /* statistics */
};

static void parts_release(struct parts *parts)
{
	free(parts->words);
	free(parts->mechanisms);
	free(parts->programs);
}

static void add_once(const char **list, size_t *count, const char *word)
{
	for (size_t i = 0; i < *count; i++)
		if (!strcmp(list[i], word))
			return;
	list[(*count)++] = word;
}

static int parts_find(const struct gate *gate, struct parts *parts)
{
	parts->words = calloc(gate->count, sizeof(*parts->words));
	parts->mechanisms = calloc(gate->count, sizeof(*parts->mechanisms));
	parts->programs = calloc(gate->count, sizeof(*parts->programs));
	if (!parts->words || !parts->mechanisms || !parts->programs)
		return -ENOMEM;
	for (size_t i = 0; i < gate->count; i++) {
		struct configuration_words *words = &parts->words[i];

		configuration_words_parse(gate->rules[i].pattern, words);
		add_once(parts->mechanisms, &parts->mechanism_count, words->mechanism);
		add_once(parts->programs, &parts->program_count, words->program);
		parts->with |= words->statistics;
		parts->without |= !words->statistics;
	}
	return 0;
}

static int list_set(const char *option, const char **words, size_t count, struct study *study,
		    struct error *err)
{
	CLEANUP_FREE char *joined = text_join(words, count, ",");

	return joined ? option_set(option_find(option, OPTION_FOR_MICRO), joined, study, err)
		      : out_of_memory(err);
}

int bisect_rules_study(const struct gate *gate, struct study *study, struct error *err)
{
	CLEANUP(parts_release) struct parts parts = { 0 };
	int code = parts_find(gate, &parts);

	if (code < 0)
		return out_of_memory(err);
	study->statistics = !parts.with	     ? STATISTICS_OFF
			    : !parts.without ? STATISTICS_ON
					     : STATISTICS_BOTH;
	code = list_set("mechanism", parts.mechanisms, parts.mechanism_count, study, err);
	if (code == 0)
		code = list_set("program", parts.programs, parts.program_count, study, err);
	if (code == 0)
		code = option_set(option_find("exact", OPTION_FOR_MICRO), "yes", study, err);
	return code;
}
