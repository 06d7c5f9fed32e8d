// SPDX-License-Identifier: GPL-2.0-or-later
#include "cli/note.h"

#include <stdarg.h>
#include "cli/user_locale.h"
#include "common/cleanup.h"
#include "common/text_buffer.h"
#include "words/escape.h"

static void line_put(FILE *stream, const char *text)
{
	CLEANUP_FREE char *clean = escape_text(text, user_locale_is_utf8());

	/* Without memory for it nothing is told: the exit status still is. */
	if (clean)
		fprintf(stream, "%s\n", clean);
	fflush(stream);
}

void note_line(FILE *stream, const char *format, ...)
{
	CLEANUP(text_buffer_release) struct text_buffer line = { 0 };
	va_list arguments;

	va_start(arguments, format);
	text_buffer_add_va(&line, format, arguments);
	va_end(arguments);
	line_put(stream, text_buffer_get(&line));
}

void note(const char *format, ...)
{
	CLEANUP(text_buffer_release) struct text_buffer line = { 0 };
	va_list arguments;

	text_buffer_add(&line, "bpftax: ");
	va_start(arguments, format);
	text_buffer_add_va(&line, format, arguments);
	va_end(arguments);
	line_put(stderr, text_buffer_get(&line));
}
