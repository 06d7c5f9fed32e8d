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

static void put_part(struct html *html, const char *text, size_t length)
{
	CLEANUP_FREE char *part = strndup(text, length);

	html_text(html, part);
	html->failed |= !part;
}

/* The next "--target", whose length is returned in *ret_length, or NULL. */
static const char *option_find(const char *text, const char *from, size_t *ret_length)
{
	for (const char *at = from; (at = strstr(at, "--")); at += strspn(at, "-")) {
		size_t word = strspn(at + 2, "abcdefghijklmnopqrstuvwxyz0123456789-");

		if (!word || at[2] == '-' || (at > text && strchr("-", at[-1])))
			continue;
		*ret_length = word + 2;
		return at;
	}
	return NULL;
}

void html_words(struct html *html, const char *text)
{
	const char *rest = text ? text : "", *option;
	size_t length;

	while ((option = option_find(text, rest, &length))) {
		put_part(html, rest, (size_t)(option - rest));
		fputs("<span>", html->out);
		put_part(html, option, length);
		fputs("</span>", html->out);
		rest = option + length;
	}
	html_text(html, rest);
}

void html_put(struct html *html, const char *before, const char *text, const char *after)
{
	fputs(before, html->out);
	html_words(html, text);
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
