// SPDX-License-Identifier: GPL-2.0-or-later
#include "formats/anatomy_columns.h"
#include "common/cleanup.h"
#include "words/table.h"
#include "words/terminal.h"

#include <errno.h>
#include <string.h>

#define GAP 2
#define NAME_LEAST 16 /* columns, however narrow the terminal */

static void widen(struct columns *columns, int column, size_t width)
{
	if (columns->widths[column] >= width)
		return;
	columns->width += width - columns->widths[column];
	columns->widths[column] = width;
}

struct columns columns_begin(void)
{
	struct columns columns = { 0 };

	for (int i = 0; i < COUNTS; i++)
		widen(&columns, i, strlen(count_headings[i]) + 1);
	return columns;
}

void columns_fit(struct columns *columns, const struct counts *counts, uint64_t events)
{
	char text[QUOTIENT_SIZE];

	for (int i = 0; i < COUNTS; i++)
		widen(columns, i, strlen(counts_quotient(text, counts->of[i], events)) + 1);
}

void columns_put_headings(const struct columns *columns, FILE *out)
{
	for (int i = 0; i < COUNTS; i++)
		fprintf(out, "%*s", (int)columns->widths[i], count_headings[i]);
}

void columns_put(const struct columns *columns, FILE *out, const struct counts *counts,
		 uint64_t events)
{
	char text[QUOTIENT_SIZE];

	for (int i = 0; i < COUNTS; i++)
		fprintf(out, "%*s", (int)columns->widths[i],
			counts_quotient(text, counts->of[i], events));
}

/* Bytes of the first so many characters. */
static size_t bytes_of(const char *text, size_t characters)
{
	size_t bytes = 0;

	while (text[bytes] && (characters || (text[bytes] & 0xc0) == 0x80)) {
		characters -= (text[bytes] & 0xc0) != 0x80;
		bytes++;
	}
	return bytes;
}

int columns_put_name(FILE *out, const struct report_options *options, size_t used,
		     unsigned int level, const char *name)
{
	CLEANUP_FREE char *clean = terminal_escape(options)(name);
	size_t indent = GAP + 2 * (size_t)level, column, room;
	const char *rest = clean;

	if (!clean)
		return -ENOMEM;
	if (used + indent + NAME_LEAST > options->width)
		indent = GAP;
	column = used + indent;
	room = options->width > column + NAME_LEAST ? options->width - column : NAME_LEAST;
	fprintf(out, "%*s", (int)indent, "");
	for (size_t length; (length = bytes_of(rest, room)) < strlen(rest); rest += length)
		fprintf(out, "%.*s\n%*s", (int)length, rest, (int)column, "");
	fprintf(out, "%s\n", rest);
	return 0;
}
