// SPDX-License-Identifier: GPL-2.0-or-later
/* A study as JSON and back: one key an option, by the table, and what else it was resolved to. */
#include "study/study_json.h"
#include "study/options.h"
#include "study/study_fields.h"
#include "common/cleanup.h"
#include "common/text.h"

#include <errno.h>
#include <string.h>

static json_t *list_to_json(const struct word_list *list)
{
	json_t *array = json_array();

	for (size_t i = 0; i < list->count; i++)
		json_array_append_new(array, json_string(list->words[i]));
	return array;
}

/* One kernel is what it was before there could be several. */
static json_t *option_list_to_json(const struct option_row *option, const struct word_list *list)
{
	if (option->repeats)
		return list->count == 1 ? json_string(list->words[0]) : list_to_json(list);
	return option->omit_default && !list->count ? NULL : list_to_json(list);
}

json_t *option_to_json(const struct option_row *option, const struct study *study)
{
	const void *field = (const char *)study + option->offset;
	CLEANUP_FREE char *text = NULL;

	switch (option->kind) {
	case OPTION_UNSIGNED:
	case OPTION_MEMORY:
		return json_integer(*(const unsigned int *)field);
	case OPTION_SEED:
		return study->seed_given ? json_integer((json_int_t)study->seed) : NULL;
	case OPTION_FLAG:
		return json_boolean(*(const bool *)field);
	case OPTION_PERCENT:
		return json_real(*(const double *)field);
	case OPTION_LIST:
		return option_list_to_json(option, field);
	default:
		option_get(option, study, &text);
		return text ? json_string(text) : NULL;
	}
}

/* Options of `bpftax micro` and `bpftax cost` that no study's file has: kept where they were given.
 */
static const char *const options_kept[] = { "functions", "latency" };

static const struct option_row *option_kept(size_t index)
{
	return option_find(options_kept[index], OPTION_FOR_COST);
}

static void kept_to_json(const struct study *study, json_t *object)
{
	for (size_t i = 0; i < ARRAY_SIZE(options_kept); i++) {
		json_t *value = option_to_json(option_kept(i), study);

		if (json_array_size(value) || json_is_true(value))
			json_object_set(object, options_kept[i], value);
		json_decref(value);
	}
}

/*
 * What `bpftax micro` and `bpftax anatomy` alone have.  Reloads mean micro where nothing says
 * otherwise.
 */
static void events_to_json(const struct study *study, json_t *object)
{
	if (study->micro || study->anatomy)
		json_object_set_new(object, "reloads", json_integer(study->reloads));
	if (study->anatomy) {
		json_object_set_new(object, "event_alone", json_boolean(study->micro));
		json_object_set_new(object, "anatomy", json_true());
	}
	if (study->trigger)
		json_object_set_new(object, "trigger", json_string(study->trigger));
}

json_t *study_to_json(const struct study *study)
{
	json_t *object = json_object();

	json_object_set_new(object, "name", json_string(study->name));
	for (size_t i = 0; i < options_table_count; i++) {
		const struct option_row *option = &options_table[i];
		json_t *value = option->study_key && !option_is_omitted(option, study)
				    ? option_to_json(option, study)
				    : NULL;

		if (value)
			json_object_set_new(object, option->name, value);
	}
	events_to_json(study, object);
	kept_to_json(study, object);
	json_object_set_new(object, "mechanisms_named", json_boolean(study->mechanisms_named));
	return object;
}

/* "a,b" from ["a", "b"]; NULL when it is not a list of strings. */
static char *list_text(const json_t *array)
{
	const char *words[256];
	size_t count = json_array_size(array);

	if (count > ARRAY_SIZE(words))
		return NULL;
	for (size_t i = 0; i < count; i++) {
		words[i] = json_string_value(json_array_get(array, i));
		if (!words[i])
			return NULL;
	}
	return text_join(words, count, ",");
}

/* The value as option_set() takes it; NULL when it is of a type that no option has. */
static char *value_text(const json_t *value)
{
	char *text;

	if (json_is_string(value))
		return strdup(json_string_value(value));
	if (json_is_boolean(value))
		return strdup(json_is_true(value) ? "yes" : "no");
	if (json_is_array(value))
		return list_text(value);
	if (json_is_real(value))
		return asprintf(&text, "%.10g", json_real_value(value)) < 0 ? NULL : text;
	if (!json_is_integer(value))
		return NULL;
	if (asprintf(&text, "%" JSON_INTEGER_FORMAT, json_integer_value(value)) < 0)
		return NULL;
	return text;
}

static int option_from_json(const struct option_row *option, const json_t *value,
			    struct study *study, struct error *err)
{
	CLEANUP_FREE char *text = value_text(value);
	int code;

	if (!text)
		return error_set(err, ERROR_USAGE, EINVAL, "not a study: '%s' has no value",
				 option->name);
	code = option_set(option, text, study, err);
	return code < 0 ? error_prefix(err, code, "not a study: %s", option->name) : 0;
}

static int options_from_json(const json_t *object, struct study *study, struct error *err)
{
	for (size_t i = 0; i < options_table_count; i++) {
		const struct option_row *option = &options_table[i];
		const json_t *value = json_object_get(object, option->name);
		int code;

		if (!option->study_key || !value)
			continue;
		/* Workloads that were not resolved yet. */
		if (json_is_array(value) && !json_array_size(value))
			continue;
		code = option_from_json(option, value, study, err);
		if (code < 0)
			return code;
	}
	return 0;
}

static int kept_from_json(const json_t *object, struct study *study, struct error *err)
{
	int code = 0;

	for (size_t i = 0; i < ARRAY_SIZE(options_kept) && !code; i++) {
		const json_t *value = json_object_get(object, options_kept[i]);

		if (value)
			code = option_from_json(option_kept(i), value, study, err);
	}
	return code;
}

/* As events_to_json() has it. */
static void events_from_json(const json_t *object, struct study *study)
{
	const json_t *reloads = json_object_get(object, "reloads");
	const char *trigger = json_string_value(json_object_get(object, "trigger"));

	if (!json_is_integer(reloads))
		return;
	study->micro = !json_is_false(json_object_get(object, "event_alone"));
	study->anatomy = json_is_true(json_object_get(object, "anatomy"));
	study->reloads =
	    json_integer_value(reloads) > 0 ? (unsigned int)json_integer_value(reloads) : 0;
	study->trigger = trigger ? strdup(trigger) : NULL;
}

int study_from_json(const json_t *object, struct study *ret_study, struct error *err)
{
	const char *name = json_string_value(json_object_get(object, "name"));
	struct study study;
	int code;

	if (!name)
		return error_set(err, ERROR_USAGE, EINVAL, "not a study: it has no name");
	study_init(&study);
	free(study.name);
	study.name = strdup(name);
	events_from_json(object, &study);
	study.mechanisms_named = !json_is_false(json_object_get(object, "mechanisms_named"));
	code = options_from_json(object, &study, err);
	if (!code)
		code = kept_from_json(object, &study, err);
	if (code < 0) {
		study_free(&study);
		return code;
	}
	*ret_study = study;
	return 0;
}
