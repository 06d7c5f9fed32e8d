// SPDX-License-Identifier: GPL-2.0-or-later
#include "words/front_part.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include "common/cleanup.h"
#include "common/text_buffer.h"
#include "common/text.h"

struct front_part *front_page_add(struct front_page *page, const char *title)
{
	struct front_part *larger =
	    reallocarray(page->parts, page->count + 1, sizeof(*page->parts));
	struct front_part *part;

	if (!larger)
		return NULL;
	page->parts = larger;
	part = &larger[page->count++];
	*part = (struct front_part){ .title = title ? strdup(title) : NULL };
	return title && !part->title ? NULL : part;
}

/* Takes the text over. */
static int add_line(struct front_part *part, const char *key, char *text, bool warning)
{
	struct front_line *larger =
	    part && text ? reallocarray(part->lines, part->line_count + 1, sizeof(*part->lines))
			 : NULL;
	char *own_key = key ? strdup(key) : NULL;

	if (larger)
		part->lines = larger;
	if (!larger || (key && !own_key)) {
		free(own_key);
		free(text);
		return -ENOMEM;
	}
	larger[part->line_count++] = (struct front_line){ own_key, text, warning };
	return 0;
}

int front_part_say(struct front_part *part, const char *key, const char *format, ...)
{
	CLEANUP(text_buffer_release) struct text_buffer text = { 0 };
	va_list arguments;

	va_start(arguments, format);
	text_buffer_add_va(&text, format, arguments);
	va_end(arguments);
	return add_line(part, key, text_buffer_take(&text), false);
}

int front_part_warn(struct front_part *part, const char *text)
{
	return add_line(part, NULL, strdup(text), true);
}

static void part_release(struct front_part *part)
{
	for (size_t i = 0; i < part->line_count; i++) {
		free(part->lines[i].key);
		free(part->lines[i].text);
	}
	free(part->lines);
	table_free(part->table);
	free(part->title);
}

void front_page_release(struct front_page *page)
{
	for (size_t i = 0; i < page->count; i++)
		part_release(&page->parts[i]);
	free(page->parts);
	*page = (struct front_page){ 0 };
}
