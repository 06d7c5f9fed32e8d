// SPDX-License-Identifier: GPL-2.0-or-later
#include "cli/screen.h"

#include <stdio.h>
#include <string.h>

#define HOME "\033[H"
#define ERASE_BELOW "\033[J"
#define ERASE_LINE "\033[K"
/* A line that is too long ends at the margin, and does not begin another. */
#define WRAP_OFF "\033[?7l"
#define WRAP_ON "\033[?7h"
/* The line at the bottom, and one that shows what stood before. */
#define ROWS_BESIDE 2

static size_t lines_count(const char *page)
{
	size_t count = 0;

	for (; *page; page = strchr(page, '\n') + 1) {
		count++;
		if (!strchr(page, '\n'))
			break;
	}
	return count;
}

static void to_begin(const struct screen *screen, struct text_buffer *frame,
		     struct screen_size size)
{
	bool moved = size.columns != screen->size.columns || size.rows != screen->size.rows;

	if (screen->shown && moved)
		text_buffer_add(frame, HOME ERASE_BELOW);
	else if (screen->shown > 1)
		text_buffer_add(frame, "\r\033[%uA", screen->shown - 1);
	else
		text_buffer_add(frame, "\r");
}

static void line_add(struct text_buffer *frame, const char *line, size_t length)
{
	text_buffer_add(frame, "%.*s" ERASE_LINE "\n", (int)length, line);
}

static void page_add(struct text_buffer *frame, const char *page, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		size_t length = strcspn(page, "\n");

		line_add(frame, page, length);
		page += length + (page[length] == '\n');
	}
}

/* Of a page that is too long the last line says so. */
static size_t page_fit(struct text_buffer *frame, const char *page, unsigned int rows)
{
	size_t count = lines_count(page), room = rows > ROWS_BESIDE ? rows - ROWS_BESIDE : 0;
	char rest[64];

	if (count <= room) {
		page_add(frame, page, count);
		return count;
	}
	if (!room)
		return 0;
	page_add(frame, page, room - 1);
	snprintf(rest, sizeof(rest), "(%zu more lines at the end)", count - room + 1);
	line_add(frame, rest, strlen(rest));
	return room;
}

void screen_draw(struct screen *screen, struct text_buffer *frame, const char *page,
		 const char *last, struct screen_size size)
{
	size_t count;

	text_buffer_add(frame, WRAP_OFF);
	to_begin(screen, frame, size);
	count = page_fit(frame, page, size.rows);
	text_buffer_add(frame, "%s" ERASE_BELOW WRAP_ON, last);
	*screen = (struct screen){ (unsigned int)count + 1, size };
}

void screen_clear(struct screen *screen, struct text_buffer *frame, struct screen_size size)
{
	if (!screen->shown)
		return;
	to_begin(screen, frame, size);
	text_buffer_add(frame, ERASE_BELOW);
	screen->shown = 0;
}
