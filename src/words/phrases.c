// SPDX-License-Identifier: GPL-2.0-or-later
#include "words/phrases.h"

#include <math.h>
#include <stdio.h>
#include <string.h>
#include <time.h>
#include "common/cleanup.h"
#include "common/text_buffer.h"

void format_iso_time(int64_t unix_s, char buffer[ISO_TIME_LENGTH])
{
	time_t seconds = (time_t)unix_s;
	struct tm utc;

	if (!gmtime_r(&seconds, &utc) || strftime(buffer, ISO_TIME_LENGTH, "%FT%TZ", &utc) == 0)
		snprintf(buffer, ISO_TIME_LENGTH, "unknown");
}

void format_duration(double seconds, char buffer[32])
{
	long whole;

	if (!isfinite(seconds) || seconds > 1e9) {
		snprintf(buffer, 32, "unknown");
		return;
	}
	whole = lround(seconds);
	if (whole < 60)
		snprintf(buffer, 32, "%.1fs", seconds);
	else if (whole < 3600)
		snprintf(buffer, 32, "%ldm %02lds", whole / 60, whole % 60);
	else
		snprintf(buffer, 32, "%ldh %02ldm", whole / 3600, whole % 3600 / 60);
}

/* The word of a place, and how long its name is; NULL where text begins with none. */
static const char *word_at(const char *text, const struct operation_words *words,
			   size_t *ret_length)
{
	const struct {
		const char *name, *word;
	} places[] = { { "{a}", words->article },
		       { "{one}", words->one },
		       { "{many}", words->many },
		       { "{done}", words->done } };

	for (size_t i = 0; i < ARRAY_SIZE(places); i++) {
		*ret_length = strlen(places[i].name);
		if (!strncmp(text, places[i].name, *ret_length))
			return places[i].word;
	}
	return NULL;
}

char *operation_fill(const char *text, const struct operation_words *words)
{
	struct text_buffer filled = { 0 };

	while (*text) {
		size_t length;
		const char *word = word_at(text, words, &length);

		if (word)
			text_buffer_add(&filled, "%s", word);
		else
			text_buffer_add(&filled, "%c", *text);
		text += word ? length : 1;
	}
	return text_buffer_take(&filled);
}

static void put_fact(FILE *out, const json_t *facts, const char *key, const char *before,
		     const char *after)
{
	const json_t *value = json_object_get(facts, key);

	if (json_is_string(value))
		fprintf(out, "%s%s%s", before, json_string_value(value), after);
	else if (json_is_integer(value))
		fprintf(out, "%s%" JSON_INTEGER_FORMAT "%s", before, json_integer_value(value),
			after);
}

static void put_processor(FILE *out, const json_t *facts)
{
	put_fact(out, facts, "cpu_model", ", ", "");
	put_fact(out, facts, "cpus", ", ",
		 json_integer_value(json_object_get(facts, "cpus")) == 1 ? " CPU" : " CPUs");
	put_fact(out, facts, "accelerator", ", ", "");
	/* "kvm (kvm)" would say nothing twice. */
	if (!json_equal(json_object_get(facts, "accelerator"), json_object_get(facts, "timing")))
		put_fact(out, facts, "timing", " (", ")");
}

char *format_revision(const json_t *facts)
{
	const char *revision = json_string_value(json_object_get(facts, "kernel_revision"));
	bool modified = json_is_true(json_object_get(facts, "kernel_modified"));
	char *text;

	if (!revision)
		return strdup("");
	return asprintf(&text, " (git %s%s)", revision, modified ? ", modified" : "") < 0 ? NULL
											  : text;
}

char *format_machine(const json_t *facts)
{
	CLEANUP_FREE char *revision = format_revision(facts);
	char *buffer = NULL;
	size_t size;
	FILE *out = revision ? open_memstream(&buffer, &size) : NULL;

	if (!out)
		return NULL;
	fputs("Linux", out);
	put_fact(out, facts, "release", " ", "");
	fputs(revision, out);
	put_processor(out, facts);
	fclose(out);
	return buffer;
}

char *format_processor(const json_t *facts)
{
	CLEANUP_FREE char *buffer = NULL;
	size_t size;
	FILE *out = open_memstream(&buffer, &size);

	if (!out)
		return NULL;
	put_processor(out, facts);
	fclose(out);
	return buffer ? strdup(buffer + strspn(buffer, ", ")) : NULL;
}
