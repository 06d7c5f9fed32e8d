/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_SCREEN_H
#define BPFTAX_SCREEN_H

/*
 * The last lines of a terminal, drawn in place again and again: as many lines of a page as there is
 * room for, and one line below them.
 *
 *	struct screen screen = { 0 };
 *
 *	screen_draw(&screen, &frame, "one\ntwo\n", "[###---] 42 %", (struct screen_size){ 80, 24 });
 *	fputs(text_buffer_get(&frame), stderr);
 *	...
 *	screen_clear(&screen, &frame, (struct screen_size){ 80, 24 });
 *
 * Only what every terminal since the VT100 knows is used, and nothing of it outlives a frame: a
 * program that is killed between two leaves the terminal as it was.  Pure: the frame is text.
 */

#include "common/text_buffer.h"

struct screen_size {
	unsigned int columns, rows;
};

struct screen {
	unsigned int shown; /* lines, with the cursor at the end of the last; 0: none */
	struct screen_size size;
};

/*
 * Adds to *frame what draws the page's lines (page: "" for none; its escapes for colours pass) and
 * below them the last line, in place of what was drawn before.  When the terminal has become
 * another size since, nobody knows where that stands by now: then the screen is cleared first.
 */
void screen_draw(struct screen *screen, struct text_buffer *frame, const char *page,
		 const char *last, struct screen_size size);

/* What takes away what was drawn; the cursor is then where it began. */
void screen_clear(struct screen *screen, struct text_buffer *frame, struct screen_size size);

#endif
