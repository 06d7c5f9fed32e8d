// SPDX-License-Identifier: GPL-2.0-or-later
#include "words/in_place_words.h"

#include <errno.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include "common/cleanup.h"
#include "common/text_buffer.h"

/* A program, where it hung, and in place of what; all of the report. */
struct place {
	const char *name, *on, *of;
};

struct places {
	struct place *places;
	size_t count;
};

static bool is_same(const struct place *one, const struct place *other)
{
	return strcmp(one->on, other->on) == 0 && strcmp(one->of, other->of) == 0;
}

static bool has(const struct places *places, const struct place *place)
{
	for (size_t i = 0; i < places->count; i++)
		if (is_same(&places->places[i], place) &&
		    strcmp(places->places[i].name, place->name) == 0)
			return true;
	return false;
}

/* Of several kernels mostly the same: each once. */
static int add(struct places *places, const char *name, const json_t *proof)
{
	const json_t *in_place = json_object_get(proof, "in_place");
	struct place place = { name, json_string_value(json_object_get(in_place, "on")),
			       json_string_value(json_object_get(in_place, "of")) };
	struct place *larger;

	if (!place.on || !place.of || has(places, &place))
		return 0;
	larger = reallocarray(places->places, places->count + 1, sizeof(*larger));
	if (!larger)
		return -ENOMEM;
	places->places = larger;
	larger[places->count++] = place;
	return 0;
}

/* Of those that were measured together each has its own. */
static int add_result(struct places *places, const struct report_result *result)
{
	const json_t *programs = json_object_get(result->proof, "programs"), *proof;
	int code = add(places, result->configuration, result->proof);
	const char *name;

	json_object_foreach ((json_t *)programs, name, proof)
		if (code == 0)
			code = add(places, name, proof);
	return code;
}

static int places_find(struct places *places, const struct run_report *run)
{
	int code = 0;

	for (size_t i = 0; i < run->count; i++)
		for (size_t r = 0; r < run->reports[i]->result_count && code == 0; r++)
			if (report_result_measured(&run->reports[i]->results[r]))
				code = add_result(places, &run->reports[i]->results[r]);
	return code;
}

static bool is_said(const struct places *places, size_t index)
{
	for (size_t i = 0; i < index; i++)
		if (is_same(&places->places[i], &places->places[index]))
			return true;
	return false;
}

static int say_group(struct sentences *to, const struct places *places, size_t first)
{
	CLEANUP(text_buffer_release) struct text_buffer names = { 0 };
	const struct place *place = &places->places[first];

	for (size_t i = first; i < places->count; i++)
		if (is_same(&places->places[i], place))
			text_buffer_add_word(&names, ", ", places->places[i].name);
	if (text_buffer_error(&names) < 0)
		return -ENOMEM;
	return say(to,
		   "%s: measured on bpftax's own probe point %s in place of %s: there, with other "
		   "arguments and on another instruction, it may cost another number.",
		   text_buffer_get(&names), place->on,
		   *place->of ? place->of : "what its loader would name");
}

int say_in_place(struct sentences *to, const struct run_report *run)
{
	struct places places = { 0 };
	int code = places_find(&places, run);

	for (size_t i = 0; i < places.count && code == 0; i++)
		if (!is_said(&places, i))
			code = say_group(to, &places, i);
	free(places.places);
	return code;
}
