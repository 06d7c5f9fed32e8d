// SPDX-License-Identifier: GPL-2.0-or-later
#include "words/environment.h"
#include "common/cleanup.h"
#include "common/text_buffer.h"
#include "environment/changes.h"
#include "environment/checks.h"
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

int say_strangers_on_hook(struct sentences *to, const struct run_data *data)
{
	int code = 0;

	for (size_t i = 0; i < data->cell_count && code == 0; i++) {
		const json_t *environment = json_object_get(data->cells[i].facts, "environment");
		size_t said = to->count;

		code = say_hook_programs(to, json_object_get(environment, "before"));
		if (to->count > said)
			break;
	}
	return code;
}

/* After the run as well: it may have begun in the middle. */
static const json_t *statistics_holders_of(const struct cell_record *cell)
{
	static const char *const whens[] = { "before", "after" };
	const json_t *environment = json_object_get(cell->facts, "environment");

	for (size_t i = 0; i < ARRAY_SIZE(whens); i++) {
		const json_t *facts = json_object_get(environment, whens[i]);

		if (json_is_true(json_object_get(facts, "bpf_statistics")))
			return json_object_get(facts, "bpf_statistics_by");
	}
	return NULL;
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

/* Of load and steal what was while the run lasted counts, not the moment after it. */
static int say_changes(struct sentences *to, const json_t *environment)
{
	json_t *now = json_copy(json_object_get(environment, "after"));
	json_t *sentences;
	const json_t *sentence;
	int code = 0;
	size_t i;

	if (!now)
		return 0;
	json_object_update(now, json_object_get(environment, "during"));
	sentences = changes_describe(json_object_get(environment, "before"), now);
	json_array_foreach (sentences, i, sentence)
		if (code == 0)
			code = say(to, "Environment: %s.", json_string_value(sentence));
	json_decref(sentences);
	json_decref(now);
	return code;
}

int say_environment(struct sentences *to)
{
	const struct run_data *data = to->report->data;
	int code = 0;

	for (size_t i = 0; i < data->cell_count && code == 0; i++) {
		const json_t *environment = json_object_get(data->cells[i].facts, "environment");

		code = say_wrong(to, json_object_get(environment, "before"));
		if (code == 0)
			code = say_hook_programs(to, json_object_get(environment, "before"));
		if (code == 0)
			code = say_changes(to, environment);
	}
	return code;
}
