// SPDX-License-Identifier: GPL-2.0-or-later
#include "words/terminal.h"

#include <errno.h>
#include "common/cleanup.h"
#include "words/escape.h"

static char *escape_utf8(const char *text)
{
	return escape_text(text, true);
}

static char *escape_ascii(const char *text)
{
	return escape_text(text, false);
}

char *(*terminal_escape(const struct report_options *options))(const char *text)
{
	return options->utf8 ? escape_utf8 : escape_ascii;
}

int terminal_put_table(struct table *table, FILE *out, const struct report_options *options)
{
	struct text_style style = { options->width, options->color, options->utf8 };

	if (!table)
		return -ENOMEM;
	table_escape(table, terminal_escape(options));
	if (table->failed)
		return -ENOMEM;
	table_print_text(table, out, &style);
	return 0;
}

int terminal_put_text(FILE *out, const struct report_options *options, const char *first,
		      const char *next, const char *text)
{
	CLEANUP_FREE char *escaped = escape_text(text, options->utf8);

	if (!escaped)
		return -ENOMEM;
	text_wrap(out, options->width, first, next, escaped);
	return 0;
}

int terminal_put_title(FILE *out, const struct report_options *options, const char *title)
{
	CLEANUP_FREE char *escaped = escape_text(title, options->utf8);

	if (!escaped)
		return -ENOMEM;
	fputs(options->color ? TABLE_BOLD : "", out);
	text_wrap(out, options->width, "", "  ", escaped);
	fputs(options->color ? TABLE_PLAIN : "", out);
	return 0;
}
