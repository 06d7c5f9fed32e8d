// SPDX-License-Identifier: GPL-2.0-or-later
#include "mutate.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <jansson.h>
#include "common/cleanup.h"
#include "common/file.h"
#include "common/text.h"

#define MUTATIONS_MOST 4
#define DRAWS_FOR_TYPE 4
#define HEAD_LINES 16 /* where the run, its cells and its configurations stand */

/* As JSON, so that one table holds numbers, texts, lists and what is none of them. */
static const char *const values[] = {
	"0",
	"-1",
	"1",
	"2",
	"4294967295",
	"4294967296",
	"1e308",
	"-1e308",
	"1e-320",
	"0.5",
	"9223372036854775807",
	"-9223372036854775808",
	"true",
	"false",
	"null",
	"[]",
	"{}",
	"[[[[1]]]]",
	"\"\"",
	"\"a\"",
	"\"micro\"",
	"\"iperf3\"",
	"\"udp-drain\"",
	"\"switch\"",
	"\"restart\"",
	"\"kept\"",
	"\"dropped\"",
	"\"open\"",
	"\"measured\"",
	"\"unsupported\"",
	"\"icount\"",
	"\"emulated\"",
	"\"kvm\"",
	"\"\\u202e%s%n\\u001b[2J\"",
	"\"00000000000000000000000000000000\"",
	"{\"hex\":\"ff\"}",
	"{\"hex\":\"zz\"}",
	"{\"hex\":\"\"}",
	"[\"a\",1,{}]",
	"{\"a\":{\"a\":{\"a\":1}}}",
};

struct lines {
	char **words;
	size_t count;
};

static size_t pick_line(const struct lines *lines, struct random *random)
{
	size_t head = lines->count < HEAD_LINES ? lines->count : HEAD_LINES;

	switch (random_below(random, 3)) {
	case 0:
		return random_below(random, head);
	case 1: /* results and notes stand at the end */
		return lines->count - 1 - random_below(random, head);
	default:
		return random_below(random, lines->count);
	}
}

/* Often of the type of the old one, which is refused less often, and reaches farther. */
static json_t *pick_value(const json_t *old, struct random *random)
{
	json_t *value = NULL;

	for (int draws = random_below(random, 4) ? DRAWS_FOR_TYPE : 1; draws > 0; draws--) {
		json_decref(value);
		value = json_loads(values[random_below(random, ARRAY_SIZE(values))],
				   JSON_DECODE_ANY, NULL);
		if (old && json_typeof(value) == json_typeof(old))
			break;
	}
	return value;
}

static const char *pick_key(json_t *object, struct random *random)
{
	size_t wanted = random_below(random, json_object_size(object));
	const char *key;
	json_t *value;

	json_object_foreach (object, key, value)
		if (wanted-- == 0)
			return key;
	return "";
}

/* Sometimes down into an object that is a value. */
static void change_object(json_t *object, struct random *random)
{
	const char *key = json_object_size(object) ? pick_key(object, random) : "";
	json_t *inner = json_object_get(object, key);

	if (json_is_object(inner) && random_below(random, 4)) {
		change_object(inner, random);
		return;
	}
	switch (random_below(random, 8)) {
	case 0:
		json_object_del(object, key);
		return;
	case 1:
		json_object_set_new(object, "surprise", pick_value(NULL, random));
		return;
	default:
		json_object_set_new(object, key, pick_value(inner, random));
	}
}

static void replace_line(char **line, char *by)
{
	if (!by)
		return;
	free(*line);
	*line = by;
}

static void change_field(struct lines *lines, struct random *random)
{
	char **line = &lines->words[pick_line(lines, random)];
	json_t *record = json_loads(*line, 0, NULL);

	if (!json_is_object(record)) {
		json_decref(record);
		return;
	}
	change_object(record, random);
	replace_line(line, json_dumps(record, JSON_COMPACT));
	json_decref(record);
}

static void turn_byte(struct lines *lines, struct random *random)
{
	char *line = lines->words[pick_line(lines, random)];

	if (line[0])
		line[random_below(random, strlen(line))] ^= (char)(1 + random_below(random, 127));
}

/* Of packed chunks, whose digits a change of the whole field would not reach into. */
static void turn_digit(struct lines *lines, struct random *random)
{
	static const char key[] = "\"chunks_packed\":\"", hex[] = "0123456789abcdef";
	char *found = strstr(lines->words[pick_line(lines, random)], key);
	size_t digits;

	if (!found) {
		change_field(lines, random);
		return;
	}
	found += strlen(key);
	digits = strspn(found, hex);
	if (digits)
		found[random_below(random, digits)] = hex[random_below(random, 16)];
}

static void cut_line(struct lines *lines, struct random *random)
{
	char *line = lines->words[pick_line(lines, random)];

	line[random_below(random, strlen(line) + 1)] = '\0';
}

static void exchange_lines(struct lines *lines, struct random *random)
{
	size_t a = pick_line(lines, random), b = pick_line(lines, random);
	char *kept = lines->words[a];

	lines->words[a] = lines->words[b];
	lines->words[b] = kept;
}

/* In the place of another: the number of lines stays. */
static void copy_line(struct lines *lines, struct random *random)
{
	const char *from = lines->words[pick_line(lines, random)];

	replace_line(&lines->words[pick_line(lines, random)], strdup(from));
}

static void remove_line(struct lines *lines, struct random *random)
{
	size_t at = pick_line(lines, random);

	if (lines->count < 2)
		return;
	free(lines->words[at]);
	memmove(&lines->words[at], &lines->words[at + 1],
		(lines->count - at - 1) * sizeof(*lines->words));
	lines->count--;
}

static void mutate_once(struct lines *lines, struct random *random)
{
	static void (*const ways[])(struct lines * lines, struct random * random) = {
		change_field, change_field, change_field, turn_digit,	  turn_digit,
		turn_byte,    cut_line,	    copy_line,	  exchange_lines, remove_line,
	};

	ways[random_below(random, ARRAY_SIZE(ways))](lines, random);
}

/* An empty line stands behind the last newline, the end's record before it. */
static void count_again(struct lines *lines)
{
	if (lines->count >= 2 && strstr(lines->words[lines->count - 2], "\"end\""))
		replace_line(&lines->words[lines->count - 2],
			     file_path("{\"type\":\"end\",\"lines\":%zu}", lines->count - 2));
}

char *mutate_run(const char *bytes, size_t length, struct random *random, size_t *ret_length)
{
	CLEANUP_FREE char *text = strndup(bytes, length);
	struct lines lines = { 0 };
	size_t left;
	char *mutant;

	if (!text || text_split(text, '\n', &lines.words, &lines.count) < 0)
		return NULL;
	left = random_below(random, 2) ? 1 : 1 + random_below(random, MUTATIONS_MOST);
	for (; left && lines.count; left--)
		mutate_once(&lines, random);
	if (random_below(random, 8))
		count_again(&lines);
	mutant = text_join((const char *const *)lines.words, lines.count, "\n");
	text_words_free(lines.words, lines.count);
	*ret_length = mutant ? strlen(mutant) : 0;
	return mutant;
}
