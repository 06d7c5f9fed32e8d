// SPDX-License-Identifier: GPL-2.0-or-later
#include "cli/bisect/bisect_rules.h"

#include <errno.h>
#include <string.h>
#include "cli/bisect/bisect_names.h"
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
	if (rule->subject == GATE_VERIFIER)
		return error_set(err, ERROR_USAGE, EINVAL,
				 "'%s': what the verifier takes is bounded by the gates of `bpftax "
				 "cost`",
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

static bool has_rule(const struct gate *gate, const char *name)
{
	for (size_t i = 0; i < gate->count; i++)
		if (!strcmp(gate->rules[i].pattern, name))
			return true;
	return false;
}

/* The rule for one configuration, unless an earlier rule was that's. */
static int rule_add(struct gate *gate, const struct gate_rule *rule, const char *name)
{
	struct gate_rule *larger;

	if (has_rule(gate, name))
		return 0;
	larger = reallocarray(gate->rules, gate->count + 1, sizeof(*larger));
	if (!larger)
		return -ENOMEM;
	gate->rules = larger;
	larger[gate->count] = *rule;
	larger[gate->count].pattern = strdup(name);
	return larger[gate->count].pattern ? (gate->count++, 0) : -ENOMEM;
}

/* A rule for each configuration that its pattern fits. */
static int rule_expand(const struct gate_rule *rule, struct gate *gate, struct error *err)
{
	CLEANUP(bisect_names_clear) struct bisect_names names = { 0 };
	int code = bisect_names_find(rule->pattern, &names, err);

	if (!code)
		code = rule_check(rule, err);
	if (code < 0)
		return code;
	for (size_t i = 0; i < names.count && !code; i++)
		code = rule_add(gate, rule, names.words[i]);
	return code < 0 ? out_of_memory(err) : 0;
}

int bisect_rules_load(const char *text, struct gate *ret_gate, struct error *err)
{
	CLEANUP(gate_release) struct gate typed = { 0 };
	struct gate gate = { 0 };
	int code = gate_option_load(text, &typed, err);

	for (size_t i = 0; i < typed.count && code == 0; i++)
		code = rule_expand(&typed.rules[i], &gate, err);
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
