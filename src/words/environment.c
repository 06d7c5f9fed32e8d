// SPDX-License-Identifier: GPL-2.0-or-later
#include "words/environment.h"
#include "common/cleanup.h"
#include "common/text_buffer.h"
#include "environment/changes.h"
#include "environment/checks.h"
#include "environment/lives.h"
#include "environment/statistics_holders.h"

#include <errno.h>
#include <string.h>

/* An emulated CPU has a warning of its own at every table. */
static bool is_said_elsewhere(const struct check *check)
{
	return strcmp(check->name, "kvm") == 0;
}

/* "other load: 1.94 CPUs; SMT: on"; nothing when nothing was wrong. */
static void add_wrong(struct text_buffer *list, const json_t *facts)
{
	for (size_t i = 0; i < checks_count; i++) {
		struct check_verdict verdict = check_judge(&checks_table[i], facts);

		if (verdict.state < CHECK_WARNING || is_said_elsewhere(&checks_table[i]))
			continue;
		text_buffer_add(list, "%s%s: %s", list->length ? "; " : "", checks_table[i].name,
				verdict.found);
	}
}

static int say_wrong(struct sentences *to, const json_t *before)
{
	CLEANUP(text_buffer_release) struct text_buffer list = { 0 };

	add_wrong(&list, before);
	if (text_buffer_error(&list) < 0)
		return -ENOMEM;
	return list.length ? say(to, "The machine before the run, as `bpftax doctor` sees it: %s.",
				 text_buffer_get(&list))
			   : 0;
}

/* Each by name, with whoever keeps it: what is measured then is the second on the hook. */
static int say_hook_programs(struct sentences *to, const json_t *before)
{
	CLEANUP(text_buffer_release) struct text_buffer list = { 0 };
	const json_t *programs = json_object_get(before, "hook_programs"), *program;
	size_t i;

	json_array_foreach (programs, i, program)
		text_buffer_add(&list, "%s%s", i ? "; " : "", json_string_value(program));
	if (text_buffer_error(&list) < 0)
		return -ENOMEM;
	return list.length ? say(to,
				 "Somebody else was on the hook: %s. Whatever came second there "
				 "costs other than alone.",
				 text_buffer_get(&list))
			   : 0;
}

static const json_t *before_of(const json_t *environment, size_t life)
{
	return json_object_get(environment_life(environment, life), "before");
}

int say_strangers_on_hook(struct sentences *to, const struct run_data *data)
{
	int code = 0;

	for (size_t i = 0; i < data->cell_count && code == 0; i++) {
		const json_t *environment = json_object_get(data->cells[i].facts, "environment");
		size_t said = to->count;

		for (size_t l = 0; l < environment_lives(environment) && to->count == said; l++)
			code = say_hook_programs(to, before_of(environment, l));
		if (to->count > said)
			break;
	}
	return code;
}

/* After the run as well: it may have begun in the middle. */
static const json_t *statistics_holders_in(const json_t *life)
{
	static const char *const whens[] = { "before", "after" };

	for (size_t i = 0; i < ARRAY_SIZE(whens); i++) {
		const json_t *facts = json_object_get(life, whens[i]);

		if (json_is_true(json_object_get(facts, "bpf_statistics")))
			return json_object_get(facts, "bpf_statistics_by");
	}
	return NULL;
}

static const json_t *statistics_holders_of(const struct cell_record *cell)
{
	const json_t *environment = json_object_get(cell->facts, "environment");
	const json_t *holders = NULL;

	for (size_t i = 0; i < environment_lives(environment) && !holders; i++)
		holders = statistics_holders_in(environment_life(environment, i));
	return holders;
}

int say_foreign_statistics(struct sentences *to, const struct run_data *data)
{
	char by[128];

	for (size_t i = 0; i < data->cell_count; i++) {
		const json_t *holders = statistics_holders_of(&data->cells[i]);

		if (!holders)
			continue;
		statistics_holders_name(holders, by, sizeof(by));
		return say(to,
			   "BPF statistics were on, by %s: what was measured without them is left "
			   "out, what was measured with them (-stat) holds.",
			   by);
	}
	return 0;
}

static int say_changed(struct sentences *to, const json_t *was, const json_t *is)
{
	json_t *sentences = changes_describe(was, is);
	const json_t *sentence;
	int code = 0;
	size_t i;

	json_array_foreach (sentences, i, sentence)
		if (code == 0)
			code = say(to, "Environment: %s.", json_string_value(sentence));
	json_decref(sentences);
	return code;
}

/* Of load and steal what was while the run lasted counts, not the moment after it. */
static int say_changes(struct sentences *to, const json_t *life)
{
	json_t *now = json_copy(json_object_get(life, "after"));
	int code;

	if (!now)
		return 0;
	json_object_update(now, json_object_get(life, "during"));
	code = say_changed(to, json_object_get(life, "before"), now);
	json_decref(now);
	return code;
}

/* What became another while a run that was cut off lay still is a change like all others. */
static int say_life(struct sentences *to, const json_t *environment, size_t index)
{
	const json_t *before = before_of(environment, index);
	int code;

	if (index) {
		code = say_changed(to, before_of(environment, index - 1), before);
	} else {
		code = say_wrong(to, before);
		if (code == 0)
			code = say_hook_programs(to, before);
	}
	return code ? code : say_changes(to, environment_life(environment, index));
}

int say_environment(struct sentences *to)
{
	const struct run_data *data = to->report->data;
	int code = 0;

	for (size_t i = 0; i < data->cell_count && code == 0; i++) {
		const json_t *environment = json_object_get(data->cells[i].facts, "environment");

		for (size_t l = 0; l < environment_lives(environment) && code == 0; l++)
			code = say_life(to, environment, l);
	}
	return code;
}
