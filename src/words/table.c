// SPDX-License-Identifier: GPL-2.0-or-later
#include "words/table.h"

#include <assert.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include "common/cleanup.h"
#include "common/text_buffer.h"

#define GAP 2
#define COLUMNS_MAX 32 /* that any table here has, and more */
#define ABSENT "-"

static void copy_columns(struct table *table, const struct table_column *columns)
{
	memcpy(table->columns, columns, table->column_count * sizeof(*columns));
	for (size_t i = 0; i < table->column_count; i++) {
		table->headings[i] = strdup(columns[i].heading);
		table->columns[i].heading = NULL; /* somebody else's */
		table->failed |= !table->headings[i];
	}
}

struct table *table_new(const char *title, const struct table_column *columns, size_t count)
{
	struct table *table = calloc(1, sizeof(*table));

	assert(count <= COLUMNS_MAX);
	if (!table)
		return NULL;
	*table = (struct table){ .columns = calloc(count, sizeof(*columns)),
				 .headings = calloc(count, sizeof(*table->headings)),
				 .title = title ? strdup(title) : NULL };
	if (!table->columns || !table->headings) {
		table_free(table);
		return NULL;
	}
	table->failed = title && !table->title;
	table->column_count = count;
	copy_columns(table, columns);
	return table;
}

void table_free(struct table *table)
{
	if (!table)
		return;
	for (size_t i = 0; i < table->row_count * table->column_count; i++)
		free(table->cells[i]);
	for (size_t i = 0; i < table->column_count; i++)
		free(table->headings[i]);
	free(table->cells);
	free(table->headings);
	free(table->columns);
	free(table->title);
	free(table->subject);
	free(table);
}

size_t table_add_row(struct table *table)
{
	size_t rows = table->row_count, columns = table->column_count;

	/* Full exactly at powers of two (and at none). */
	if ((rows & (rows - 1)) == 0) {
		char **larger = reallocarray(table->cells, rows ? 2 * rows : 1,
					     columns * sizeof(*table->cells));

		if (!larger) {
			table->failed = true;
			return 0;
		}
		table->cells = larger;
	}
	memset(table->cells + rows * columns, 0, columns * sizeof(*table->cells));
	return table->row_count++;
}

void table_set(struct table *table, size_t row, size_t column, const char *format, ...)
{
	char *cell = NULL;
	va_list args;
	int length;

	if (table->failed)
		return;
	va_start(args, format);
	length = vasprintf(&cell, format, args);
	va_end(args);
	if (length < 0) {
		table->failed = true;
		return;
	}
	free(table->cells[row * table->column_count + column]);
	table->cells[row * table->column_count + column] = cell;
}

/* Puts the text into its place. */
__attribute__((format(printf, 3, 0))) static void
replace_text(struct table *table, char **place, const char *format, va_list arguments)
{
	CLEANUP(text_buffer_release) struct text_buffer text = { 0 };

	text_buffer_add_va(&text, format, arguments);
	free(*place);
	*place = text_buffer_take(&text);
	table->failed |= !*place;
}

void table_set_title(struct table *table, const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	replace_text(table, &table->title, format, arguments);
	va_end(arguments);
}

void table_set_heading(struct table *table, size_t column, const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	replace_text(table, &table->headings[column], format, arguments);
	va_end(arguments);
}

void table_set_subject(struct table *table, const char *subject)
{
	free(table->subject);
	table->subject = strdup(subject);
	table->failed |= !table->subject;
}

static void escape_string(struct table *table, char **string, char *(*escape)(const char *text))
{
	char *escaped = escape(*string);

	table->failed |= !escaped;
	free(*string);
	*string = escaped;
}

void table_escape(struct table *table, char *(*escape)(const char *text))
{
	if (table->subject)
		escape_string(table, &table->subject, escape);
	for (size_t i = 0; i < table->row_count * table->column_count; i++) {
		if (table->cells[i] && table->columns[i % table->column_count].foreign)
			escape_string(table, &table->cells[i], escape);
	}
}

static const char *cell_of(const struct table *table, size_t row, size_t column)
{
	const char *cell = table->cells[row * table->column_count + column];

	return cell ? cell : ABSENT;
}

size_t text_columns(const char *text)
{
	size_t columns = 0;

	for (; *text; text++)
		columns += ((unsigned char)*text & 0xc0) != 0x80;
	return columns;
}

/* Without memory it is missing, and the table failed. */
static const char *heading_of(const struct table *table, size_t column)
{
	return table->headings[column] ? table->headings[column] : "";
}

/* What the column needs, without a gap behind it. */
static size_t content_width(const struct table *table, size_t column)
{
	size_t width = text_columns(heading_of(table, column));

	for (size_t row = 0; row < table->row_count; row++) {
		size_t cell = text_columns(cell_of(table, row, column));

		width = cell > width ? cell : width;
	}
	return width;
}

static size_t column_width(const struct table *table, size_t column)
{
	size_t needed = content_width(table, column) + GAP;
	size_t least = table->columns[column].least_width;

	/* A table of a fixed layout gives up its gap of two before it gives up its layout. */
	return least >= needed - 1 ? least : needed;
}

size_t table_text_width(const struct table *table)
{
	size_t last = table->column_count - 1;
	size_t width = content_width(table, last);

	for (size_t column = 0; column < last; column++)
		width += column_width(table, column);
	return width;
}

static void put_cell(FILE *out, const char *cell, size_t width, bool last)
{
	fputs(cell, out);
	for (size_t used = text_columns(cell); used < width && !last; used++)
		putc(' ', out);
}

static void put_heading(const struct table *table, const size_t *widths, FILE *out,
			const struct text_style *style)
{
	if (style->color)
		fputs(TABLE_BOLD, out);
	for (size_t column = 0; column < table->column_count; column++)
		put_cell(out, heading_of(table, column), widths[column],
			 column + 1 == table->column_count);
	fputs(style->color ? TABLE_PLAIN "\n" : "\n", out);
}

static void put_title(const struct table *table, FILE *out, const char *before, const char *after)
{
	if (table->title || table->subject)
		fprintf(out, "%s%s%s%s%s", before, table->title ? table->title : "",
			table->title && table->subject ? ": " : "",
			table->subject ? table->subject : "", after);
}

void table_print_text(const struct table *table, FILE *out, const struct text_style *style)
{
	size_t widths[COLUMNS_MAX];

	/* Once: each looks at every row, and a table of runs has thousands. */
	for (size_t column = 0; column < table->column_count; column++)
		widths[column] = column_width(table, column);
	put_title(table, out, style->color ? TABLE_BOLD : "",
		  style->color ? TABLE_PLAIN "\n" : "\n");
	put_heading(table, widths, out, style);
	for (size_t row = 0; row < table->row_count; row++) {
		for (size_t column = 0; column < table->column_count; column++)
			put_cell(out, cell_of(table, row, column), widths[column],
				 column + 1 == table->column_count);
		putc('\n', out);
	}
}

void table_print_markdown(const struct table *table, FILE *out)
{
	put_title(table, out, "## ", "\n\n");
	for (size_t column = 0; column < table->column_count; column++)
		fprintf(out, "| %s ", heading_of(table, column));
	fputs("|\n", out);
	for (size_t column = 0; column < table->column_count; column++)
		fputs(column == 0 ? "|---" : "|---:", out);
	fputs("|\n", out);
	for (size_t row = 0; row < table->row_count; row++) {
		for (size_t column = 0; column < table->column_count; column++)
			fprintf(out, "| %s ", cell_of(table, row, column));
		fputs("|\n", out);
	}
}

/* A number and its percent sign stay together. */
static bool breaks_at(const char *text)
{
	return text[0] == ' ' && text[1] != '%';
}

/* Length of the longest piece that fits, ending at a blank; a word too long is not broken. */
static size_t line_length(const char *text, size_t room)
{
	size_t columns = 0, fits = 0, i = 0;

	for (; text[i]; i++) {
		if (breaks_at(text + i) && columns <= room)
			fits = i;
		columns += ((unsigned char)text[i] & 0xc0) != 0x80;
		if (columns > room && fits)
			return fits;
	}
	return i;
}

void text_wrap(FILE *out, unsigned int width, const char *first, const char *next, const char *text)
{
	const char *prefix = first;

	do {
		size_t used = text_columns(prefix);
		size_t length = line_length(text, width > used + 20 ? width - used : 20);

		fprintf(out, "%s%.*s\n", prefix, (int)length, text);
		text += length;
		while (*text == ' ')
			text++;
		prefix = next;
	} while (*text);
}
