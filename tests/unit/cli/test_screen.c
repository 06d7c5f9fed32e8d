// SPDX-License-Identifier: GPL-2.0-or-later
/* What is drawn in place stands where it should, on a terminal that is played here. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdlib.h>
#include <string.h>

#include "cli/screen.h"
#include "common/cleanup.h"

#define COLUMNS_MAX 100
#define ROWS_MAX 40

/* As much of a VT100 as is used. */
struct terminal {
	char cells[ROWS_MAX][COLUMNS_MAX + 1];
	unsigned int columns, rows, row, column;
	bool wraps;
};

static void erase(struct terminal *t, unsigned int row, unsigned int column)
{
	for (unsigned int c = column; c < t->columns; c++)
		t->cells[row][c] = ' ';
	t->cells[row][t->columns] = '\0';
}

static void size_set(struct terminal *t, unsigned int columns, unsigned int rows)
{
	*t = (struct terminal){ .columns = columns, .rows = rows, .wraps = true };
	for (unsigned int r = 0; r < rows; r++)
		erase(t, r, 0);
}

static void line_feed(struct terminal *t)
{
	t->column = 0;
	if (++t->row < t->rows)
		return;
	memmove(t->cells[0], t->cells[1], (t->rows - 1) * sizeof(t->cells[0]));
	t->row = t->rows - 1;
	erase(t, t->row, 0);
}

static void put(struct terminal *t, char c)
{
	if (t->column == t->columns && t->wraps)
		line_feed(t);
	t->cells[t->row][t->column < t->columns ? t->column : t->columns - 1] = c;
	t->column += t->column < t->columns;
}

/* From behind ESC [; returns what follows the sequence. */
static const char *sequence(struct terminal *t, const char *text)
{
	bool private = *text == '?';
	unsigned int number = (unsigned int)strtoul(text + private, (char **)&text, 10);

	switch (*text) {
	case 'A':
		t->row -= number < t->row ? number : t->row;
		break;
	case 'H':
		t->row = t->column = 0;
		break;
	case 'J':
		for (unsigned int r = t->row + 1; r < t->rows; r++)
			erase(t, r, 0);
		erase(t, t->row, t->column);
		break;
	case 'K':
		erase(t, t->row, t->column);
		break;
	case 'h':
	case 'l':
		assert_int_equal(number, 7);
		t->wraps = *text == 'h';
		break;
	case 'm':
		break;
	default:
		fail_msg("an escape that not every terminal knows: %s", text);
	}
	return text + 1;
}

static void play(struct terminal *t, const char *text)
{
	while (*text) {
		char c = *text++;

		if (c == '\033' && *text == '[')
			text = sequence(t, text + 1);
		else if (c == '\n')
			line_feed(t);
		else if (c == '\r')
			t->column = 0;
		else
			put(t, c);
	}
	assert_true(t->wraps); /* a program killed here leaves it as it was */
}

static void draw(struct terminal *t, struct screen *screen, const char *page, const char *last)
{
	CLEANUP(text_buffer_release) struct text_buffer frame = { 0 };

	screen_draw(screen, &frame, page, last, (struct screen_size){ t->columns, t->rows });
	play(t, text_buffer_get(&frame));
}

static void clear(struct terminal *t, struct screen *screen)
{
	CLEANUP(text_buffer_release) struct text_buffer frame = { 0 };

	screen_clear(screen, &frame, (struct screen_size){ t->columns, t->rows });
	play(t, text_buffer_get(&frame));
}

/* The row, without the blanks at its end. */
static void assert_row(const struct terminal *t, unsigned int row, const char *wanted)
{
	char got[COLUMNS_MAX + 1];
	size_t length = t->columns;

	memcpy(got, t->cells[row], sizeof(got));
	while (length && got[length - 1] == ' ')
		length--;
	got[length] = '\0';
	assert_string_equal(got, wanted);
}

static void lines_are_replaced(void **state)
{
	struct terminal t;
	struct screen screen = { 0 };

	(void)state;
	size_set(&t, 20, 6);
	play(&t, "$ run\n");
	draw(&t, &screen, "", "[#---] 10 %");
	assert_row(&t, 1, "[#---] 10 %");
	draw(&t, &screen, "one two three\nfour\n", "[##--] 20 %");
	assert_row(&t, 1, "one two three");
	assert_row(&t, 2, "four");
	assert_row(&t, 3, "[##--] 20 %");
	draw(&t, &screen, "1\n", "[###-]");
	assert_row(&t, 0, "$ run");
	assert_row(&t, 1, "1");
	assert_row(&t, 2, "[###-]");
	assert_row(&t, 3, "");
	clear(&t, &screen);
	play(&t, "the page\n");
	assert_row(&t, 1, "the page");
	assert_row(&t, 2, "");
}

/* At the bottom it scrolls once, and stays there. */
static void it_stays_at_the_bottom(void **state)
{
	struct terminal t;
	struct screen screen = { 0 };

	(void)state;
	size_set(&t, 20, 5);
	play(&t, "a\nb\nc\nd\n");
	for (int i = 0; i < 3; i++) {
		draw(&t, &screen, "x\ny\n", "bar");
		assert_row(&t, 0, "c");
		assert_row(&t, 1, "d");
		assert_row(&t, 2, "x");
		assert_row(&t, 3, "y");
		assert_row(&t, 4, "bar");
	}
}

static void a_page_that_is_too_long_says_so(void **state)
{
	struct terminal t;
	struct screen screen = { 0 };

	(void)state;
	size_set(&t, 40, 5);
	play(&t, "$ run\n");
	for (int i = 0; i < 2; i++)
		draw(&t, &screen, "1\n2\n3\n4\n5\n", "bar");
	assert_row(&t, 0, "$ run");
	assert_row(&t, 1, "1");
	assert_row(&t, 2, "2");
	assert_row(&t, 3, "(3 more lines at the end)");
	assert_row(&t, 4, "bar");
}

static void a_long_line_stays_one(void **state)
{
	struct terminal t;
	struct screen screen = { 0 };

	(void)state;
	size_set(&t, 10, 6);
	for (int i = 0; i < 2; i++)
		draw(&t, &screen, "0123456789abc\nnext\n", "bar");
	assert_row(&t, 1, "next");
	assert_row(&t, 2, "bar");
	assert_row(&t, 3, "");
}

/* Where its lines went when the window was drawn narrower, nobody knows. */
static void another_size_begins_anew(void **state)
{
	struct terminal t;
	struct screen screen = { 0 };

	(void)state;
	size_set(&t, 40, 10);
	draw(&t, &screen, "one\ntwo\nthree\n", "bar");
	size_set(&t, 15, 8);
	play(&t, "\n\none of the old\nlines, wrapped\n");
	draw(&t, &screen, "one\ntwo\nthree\n", "bar");
	assert_row(&t, 0, "one");
	assert_row(&t, 3, "bar");
	for (unsigned int row = 4; row < 8; row++)
		assert_row(&t, row, "");
	draw(&t, &screen, "uno\n", "bar");
	assert_row(&t, 0, "uno");
	assert_row(&t, 1, "bar");
	assert_row(&t, 2, "");
	size_set(&t, 20, 8);
	clear(&t, &screen);
	play(&t, "end");
	assert_row(&t, 0, "end");
}

/* No room for a page is no reason to fail. */
static void a_window_of_two_rows_has_the_bar(void **state)
{
	struct terminal t;
	struct screen screen = { 0 };

	(void)state;
	size_set(&t, 20, 2);
	draw(&t, &screen, "one\ntwo\n", "bar");
	assert_row(&t, 0, "bar");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(lines_are_replaced),
		cmocka_unit_test(it_stays_at_the_bottom),
		cmocka_unit_test(a_page_that_is_too_long_says_so),
		cmocka_unit_test(a_long_line_stays_one),
		cmocka_unit_test(another_size_begins_anew),
		cmocka_unit_test(a_window_of_two_rows_has_the_bar),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
