// SPDX-License-Identifier: GPL-2.0-or-later
#include "manual/scdoc.h"
#include "common/cleanup.h"
#include "words/table.h"

#include <stdlib.h>
#include <string.h>

/* Escaped lines are longer: mandoc finds 80 bytes too long. */
#define WIDTH 66

static void put_character(FILE *out, char c)
{
	if (strchr("\\*_#[]|+", c))
		putc('\\', out);
	putc(c, out);
}

void scdoc_text(FILE *out, const char *text)
{
	for (; *text; text++)
		put_character(out, *text);
}

/* A line that begins like a list or a table would be one. */
static void put_line(FILE *out, const char *indent, const char *line, size_t length)
{
	fputs(indent, out);
	if (length && strchr("-:;<>=`", line[0]) && line[0] != '`')
		putc('\\', out);
	for (size_t i = 0; i < length; i++)
		if (line[i] == '`')
			putc('*', out);
		else
			put_character(out, line[i]);
	putc('\n', out);
}

/* One blank between sentences; the caller frees. */
static char *single_blanks(const char *text, size_t length)
{
	char *copy = malloc(length + 1);
	size_t used = 0;

	for (size_t i = 0; copy && i < length; i++)
		if (text[i] != ' ' || !used || copy[used - 1] != ' ')
			copy[used++] = text[i];
	if (copy)
		copy[used] = '\0';
	return copy;
}

static char *wrapped(const char *text, size_t length)
{
	CLEANUP_FREE char *copy = single_blanks(text, length);
	char *lines = NULL;
	size_t size;
	FILE *out = copy ? open_memstream(&lines, &size) : NULL;

	if (!out)
		return NULL;
	text_wrap(out, WIDTH, "", "", copy);
	return fclose(out) ? NULL : lines;
}

static void put_paragraph(FILE *out, const char *indent, const char *text, size_t length)
{
	CLEANUP_FREE char *lines = wrapped(text, length);

	for (const char *line = lines; line && *line;) {
		size_t end = strcspn(line, "\n");

		put_line(out, indent, line, end);
		line += end + (line[end] == '\n');
	}
}

void scdoc_paragraphs(FILE *out, const char *indent, const char *text)
{
	for (;;) {
		const char *end = strstr(text, "\n\n");

		put_paragraph(out, indent, text, end ? (size_t)(end - text) : strlen(text));
		if (!end)
			return;
		putc('\n', out);
		text = end + 2;
	}
}
