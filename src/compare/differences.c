// SPDX-License-Identifier: GPL-2.0-or-later
#include "compare/differences.h"

#include <errno.h>
#include <string.h>
#include "common/cleanup.h"
#include "common/file.h"
#include "environment/facts.h"
#include "study/options.h"

/* Load, temperature and the like are never twice alike: of the environment settings alone. */
static bool fact_matters(const char *key)
{
	return strcmp(key, "environment") != 0;
}

static bool setting_matters(const char *key)
{
	return option_differs_of(key) != OPTION_DIFFERS_FREELY;
}

struct list {
	char **sentences;
	size_t count;
};

/* Takes the sentence over. */
static int add_sentence(struct list *list, char *sentence)
{
	char **larger = reallocarray(list->sentences, list->count + 1, sizeof(*larger));

	list->sentences = larger ? larger : list->sentences;
	if (!larger || !sentence) {
		free(sentence);
		return -ENOMEM;
	}
	larger[list->count++] = sentence;
	return 0;
}

/* A kernel's configuration is a fact too, but nobody reads it in a sentence. */
#define READABLE_LENGTH 200

char *difference_value_text(const json_t *value)
{
	if (!value)
		return strdup("not known");
	if (json_string_length(value) > READABLE_LENGTH)
		return file_path("another text of %zu bytes", json_string_length(value));
	if (json_is_string(value))
		return strdup(json_string_value(value));
	return json_dumps(value, JSON_COMPACT | JSON_ENCODE_ANY | JSON_SORT_KEYS);
}

static int add_difference(struct list *list, const char *what, const char *key, const json_t *a,
			  const json_t *b)
{
	CLEANUP_FREE char *text_a = difference_value_text(a);
	CLEANUP_FREE char *text_b = difference_value_text(b);

	if (!text_a || !text_b)
		return -ENOMEM;
	return add_sentence(list, file_path("%s%s: %s in A, %s in B", what, key, text_a, text_b));
}

/* Of the keys of both objects that matter, those whose values are not the same. */
static int compare_objects(struct list *list, const char *what, bool (*matters)(const char *key),
			   json_t *a, json_t *b)
{
	const char *key;
	json_t *value;
	int code = 0;

	json_object_foreach (a, key, value)
		if (code == 0 && matters(key) && !json_equal(value, json_object_get(b, key)))
			code = add_difference(list, what, key, value, json_object_get(b, key));
	json_object_foreach (b, key, value)
		if (code == 0 && matters(key) && !json_object_get(a, key))
			code = add_difference(list, what, key, NULL, value);
	return code;
}

/* The emulator's clock or a real one; NULL where the run does not say, or counts instructions. */
static const char *clock_of(const json_t *facts)
{
	const char *timing = json_string_value(json_object_get(facts, "timing"));

	if (!timing || strcmp(timing, "icount") == 0)
		return NULL;
	return strcmp(timing, "emulated") == 0 ? "an emulator's" : "a real CPU's";
}

int differences_refuse(const json_t *a, const json_t *b, struct error *err)
{
	const char *clock_a = clock_of(a), *clock_b = clock_of(b);

	if (!clock_a || !clock_b || strcmp(clock_a, clock_b) == 0)
		return 0;
	return error_set(err, ERROR_USAGE, EINVAL,
			 "the nanoseconds of A are %s and those of B %s, which cannot be compared; "
			 "exact runs (bpftax micro --exact) can",
			 clock_a, clock_b);
}

static json_t *environment_of(const json_t *facts)
{
	return json_object_get(json_object_get(facts, "environment"), "before");
}

/* What one of them does not know is no difference: older runs did not ask. */
static int compare_settings(struct list *list, const char *what, const json_t *a, const json_t *b)
{
	json_t *own = environment_of(a), *others = environment_of(b), *value;
	const char *key;
	int code = 0;

	json_object_foreach (own, key, value) {
		json_t *other = json_object_get(others, key);

		if (code == 0 && other && facts_is_setting(key) && !json_equal(value, other))
			code = add_difference(list, what, key, value, other);
	}
	return code;
}

static int compare_facts(struct list *list, const char *what, json_t *a, json_t *b)
{
	int code = compare_objects(list, what, fact_matters, a, b);

	return code < 0 ? code : compare_settings(list, what, a, b);
}

static int compare_partners(struct list *list, const struct run_report *a,
			    const struct run_report *b, const struct partners *partners)
{
	size_t own = partners->group[0], other = partners->group[1];
	CLEANUP_FREE char *what = file_path("%s%smachine, ", partners->name ? partners->name : "",
					    partners->name ? ", " : "");

	if (!what)
		return -ENOMEM;
	if (own == NO_PARTNER || other == NO_PARTNER)
		return add_sentence(list, file_path("%s: only in %s", partners->name,
						    own == NO_PARTNER ? "B" : "A"));
	return compare_facts(list, what, group_facts(a, own), group_facts(b, other));
}

static int compare_words(struct list *list, const char *what, const char *a, const char *b)
{
	if (strcmp(a, b) == 0)
		return 0;
	return add_sentence(list, file_path("%s: %s in A, %s in B", what, a, b));
}

static int add_all(struct list *list, const struct run_data *a, const struct run_data *b)
{
	int code = compare_words(list, "version of bpftax", a->run.version, b->run.version);

	if (code == 0)
		code = compare_words(list, "protocol", a->run.protocol, b->run.protocol);
	return code < 0 ? code
			: compare_objects(list, "setting, ", setting_matters, a->run.study,
					  b->run.study);
}

int differences_list(const struct run_report *a, const struct run_report *b,
		     const struct partners *partners, size_t partner_count, char ***ret_sentences,
		     size_t *ret_count)
{
	struct list list = { 0 };
	int code = 0;

	for (size_t i = 0; i < partner_count && code == 0; i++)
		code = compare_partners(&list, a, b, &partners[i]);
	if (code == 0)
		code = add_all(&list, a->data, b->data);
	*ret_sentences = list.sentences;
	*ret_count = list.count;
	return code;
}
