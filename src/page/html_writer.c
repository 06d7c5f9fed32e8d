// SPDX-License-Identifier: GPL-2.0-or-later
#include "page/html_writer.h"

#include <string.h>
#include "common/cleanup.h"
#include "words/escape.h"

#define LABEL_CHARACTERS 28

void html_text(struct html *html, const char *text)
{
	CLEANUP_FREE char *escaped = escape_xml(text ? text : "");

	if (escaped)
		fputs(escaped, html->out);
	else
		html->failed = true;
}

void html_lines(struct html *html, const char *text)
{
	while (*text) {
		size_t length = strcspn(text, "\n");
		CLEANUP_FREE char *line = strndup(text, length);

		html_text(html, line);
		text += length;
		if (*text == '\n') {
			putc('\n', html->out);
			text++;
		}
	}
}

void html_put(struct html *html, const char *before, const char *text, const char *after)
{
	fputs(before, html->out);
	html_text(html, text);
	fputs(after, html->out);
}

void html_label(struct html *html, const char *text)
{
	/* ASCII first, so that no character is cut in two. */
	CLEANUP_FREE char *plain = escape_text(text, false);

	if (!plain) {
		html->failed = true;
		return;
	}
	if (strlen(plain) > LABEL_CHARACTERS)
		strcpy(plain + LABEL_CHARACTERS - 3, "...");
	html_text(html, plain);
}
