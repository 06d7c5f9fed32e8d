// SPDX-License-Identifier: GPL-2.0-or-later
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdlib.h>
#include <string.h>
#include "common/cleanup.h"
#include "common/text_buffer.h"

static void empty_is_a_text(void **state)
{
	struct text_buffer buffer = { 0 };
	CLEANUP_FREE char *text = NULL;

	(void)state;
	assert_string_equal(text_buffer_get(&buffer), "");
	assert_int_equal(text_buffer_error(&buffer), 0);
	text = text_buffer_take(&buffer);
	assert_string_equal(text, "");
}

/* What does not fit into the first room, and what fits to the very character. */
static void nothing_is_cut(void **state)
{
	(void)state;
	for (int length = 0; length < 600; length++) {
		CLEANUP(text_buffer_release) struct text_buffer buffer = { 0 };

		text_buffer_add(&buffer, "%*s", length, "");
		text_buffer_add(&buffer, "%s", "end");
		assert_int_equal(strlen(text_buffer_get(&buffer)), length + 3);
		assert_string_equal(text_buffer_get(&buffer) + length, "end");
	}
}

static void words_are_separated(void **state)
{
	CLEANUP(text_buffer_release) struct text_buffer buffer = { 0 };

	(void)state;
	text_buffer_add_word(&buffer, ", ", "a");
	text_buffer_add_word(&buffer, ", ", "b");
	assert_string_equal(text_buffer_get(&buffer), "a, b");
	text_buffer_clear(&buffer);
	text_buffer_add_word(&buffer, ", ", "c");
	assert_string_equal(text_buffer_get(&buffer), "c");
}

static void taken_is_gone(void **state)
{
	struct text_buffer buffer = { 0 };
	CLEANUP_FREE char *text = NULL;

	(void)state;
	text_buffer_add(&buffer, "%d", 7);
	text = text_buffer_take(&buffer);
	assert_string_equal(text, "7");
	assert_string_equal(text_buffer_get(&buffer), "");
}

/* One that failed stays so, and hands out nothing that looks whole. */
static void failed_stays_failed(void **state)
{
	struct text_buffer buffer = { .failed = true };

	(void)state;
	text_buffer_add(&buffer, "%s", "more");
	assert_true(text_buffer_error(&buffer) < 0);
	assert_null(text_buffer_take(&buffer));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(empty_is_a_text),     cmocka_unit_test(nothing_is_cut),
		cmocka_unit_test(words_are_separated), cmocka_unit_test(taken_is_gone),
		cmocka_unit_test(failed_stays_failed),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
