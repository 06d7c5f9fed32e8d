// SPDX-License-Identifier: GPL-2.0-or-later
/* The page's beginning: what the first page of the text report says. */
#include "common/cleanup.h"
#include "page/html_front.h"
#include "page/html_section.h"
#include "words/front_page.h"

static void put_line(struct html *html, const struct front_line *line)
{
	if (line->key) {
		html_put(html, "<dt>", line->key, "</dt>");
		html_put(html, "<dd>", line->text, "</dd>\n");
	} else if (line->warning) {
		html_put(html, "<p class=\"warning\">", line->text, "</p>\n");
	} else {
		html_put(html, "<p class=\"faint\">", line->text, "</p>\n");
	}
}

/* Those with a key are a list. */
static void put_lines(struct html *html, const struct front_part *part, bool head)
{
	bool list = false;

	for (size_t i = 0; i < part->line_count; i++) {
		const struct front_line *line = &part->lines[i];

		if (head && !line->warning)
			continue;
		if (list != (line->key != NULL))
			fputs(list ? "</dl>\n" : "<dl>\n", html->out);
		list = line->key;
		put_line(html, line);
	}
	if (list)
		fputs("</dl>\n", html->out);
}

/* Of the head only what it warns of: the rest stands above already. */
static void put_part(struct html *html, struct front_part *part, bool head)
{
	if (part->title)
		html_put(html, "<h2>", part->title, "</h2>\n");
	if (part->table)
		html_put_table(html, take_pointer(part->table));
	put_lines(html, part, head);
}

void html_put_front(struct html *html)
{
	CLEANUP(front_page_release) struct front_page page = { 0 };
	struct front_style style = { .utf8 = true };

	if (front_page_build(html->run, &style, &page) < 0) {
		html->failed = true;
		return;
	}
	fputs("<section class=\"front\" aria-label=\"Summary\">\n", html->out);
	for (size_t i = 0; i < page.count; i++)
		put_part(html, &page.parts[i], i == 0);
	fputs("</section>\n", html->out);
}
