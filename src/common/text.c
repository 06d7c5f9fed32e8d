// SPDX-License-Identifier: GPL-2.0-or-later
#include "common/text.h"
#include "common/cleanup.h"

#include <ctype.h>
#include <errno.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define DISTANCE_LENGTH_MAX 127

static size_t smaller(size_t a, size_t b)
{
	return a < b ? a : b;
}

/* One cell of the table: the cheapest of deletion, insertion, substitution and swap. */
static size_t distance_step(const char *a, const char *b, size_t i, size_t j,
			    size_t (*rows)[DISTANCE_LENGTH_MAX + 1])
{
	size_t *before = rows[(i + 1) % 3], *above = rows[(i + 2) % 3], *row = rows[i % 3];
	size_t cost = a[i - 1] != b[j - 1];
	size_t best = smaller(smaller(above[j], row[j - 1]) + 1, above[j - 1] + cost);

	if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
		best = smaller(best, before[j - 2] + 1);
	return best;
}

size_t text_distance(const char *a, const char *b)
{
	size_t a_length = strnlen(a, DISTANCE_LENGTH_MAX);
	size_t b_length = strnlen(b, DISTANCE_LENGTH_MAX);
	size_t rows[3][DISTANCE_LENGTH_MAX + 1];

	for (size_t j = 0; j <= b_length; j++)
		rows[0][j] = j;
	for (size_t i = 1; i <= a_length; i++) {
		rows[i % 3][0] = i;
		for (size_t j = 1; j <= b_length; j++)
			rows[i % 3][j] = distance_step(a, b, i, j, rows);
	}
	return rows[a_length % 3][b_length];
}

const char *text_nearest(const char *word, const char *const *words, size_t count)
{
	size_t limit = strlen(word) / 3 > 2 ? strlen(word) / 3 : 2;
	size_t best = SIZE_MAX;
	const char *nearest = NULL;

	for (size_t i = 0; i < count; i++) {
		size_t distance = words[i] ? text_distance(word, words[i]) : SIZE_MAX;

		/* A word of which every letter was replaced is not meant by anybody. */
		if (distance > limit || distance >= strlen(word) || distance >= best)
			continue;
		best = distance;
		nearest = words[i];
	}
	return nearest;
}

/* The piece from start to end without the blanks around it. */
static char *piece_copy(const char *start, const char *end)
{
	while (start < end && isspace((unsigned char)*start))
		start++;
	while (start < end && isspace((unsigned char)end[-1]))
		end--;
	return strndup(start, (size_t)(end - start));
}

static size_t pieces_count(const char *text, char separator)
{
	size_t count = 1;

	if (!text[strspn(text, " \t\r\n")])
		return 0;
	for (; *text; text++)
		count += *text == separator;
	return count;
}

int text_split(const char *text, char separator, char ***ret_words, size_t *ret_count)
{
	size_t count = pieces_count(text, separator);
	char **words = calloc(count + 1, sizeof(*words));

	if (!words)
		return -ENOMEM;
	for (size_t i = 0; i < count; i++) {
		const char *end = strchrnul(text, separator);

		words[i] = piece_copy(text, end);
		if (!words[i]) {
			text_words_free(words, i);
			return -ENOMEM;
		}
		text = end + 1;
	}
	*ret_words = words;
	*ret_count = count;
	return 0;
}

char *text_join(const char *const *words, size_t count, const char *separator)
{
	size_t size = 1;
	char *joined, *end;

	for (size_t i = 0; i < count; i++)
		size += strlen(words[i]) + strlen(separator);
	joined = malloc(size);
	if (!joined)
		return NULL;
	end = joined;
	*end = '\0';
	for (size_t i = 0; i < count; i++) {
		if (i)
			end = stpcpy(end, separator);
		end = stpcpy(end, words[i]);
	}
	return joined;
}

static bool is_plain(const char *word)
{
	static const char plain[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
				    "_./:=,+@%-";

	return *word && !word[strspn(word, plain)];
}

static void shell_word_print(FILE *stream, const char *word)
{
	if (is_plain(word)) {
		fputs(word, stream);
		return;
	}
	fputc('\'', stream);
	for (; *word; word++)
		if (*word == '\'')
			fputs("'\\''", stream);
		else
			fputc(*word, stream);
	fputc('\'', stream);
}

char *text_shell_line(const char *const *words, size_t count)
{
	char *line = NULL;
	size_t size;
	FILE *stream = open_memstream(&line, &size);

	if (!stream)
		return NULL;
	for (size_t i = 0; i < count; i++) {
		if (i)
			fputc(' ', stream);
		shell_word_print(stream, words[i]);
	}
	if (!fclose(stream))
		return line;
	free(line);
	return NULL;
}

void text_words_free(char **words, size_t count)
{
	if (!words)
		return;
	for (size_t i = 0; i < count; i++)
		free(words[i]);
	free(words);
}

bool text_starts_with(const char *text, const char *start)
{
	return !strncmp(text, start, strlen(start));
}

bool text_ends_with(const char *text, const char *end)
{
	size_t text_length = strlen(text), end_length = strlen(end);

	return text_length >= end_length && !strcmp(text + text_length - end_length, end);
}

char *text_base_name(const char *path, const char *suffix)
{
	const char *slash = strrchr(path, '/');
	const char *base = slash ? slash + 1 : path;
	size_t length = strlen(base);

	if (text_ends_with(base, suffix) && length > strlen(suffix))
		length -= strlen(suffix);
	return strndup(base, length);
}
