// SPDX-License-Identifier: GPL-2.0-or-later
/* Whatever came from outside, a sentence is one line, without control characters. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/note.h"
#include "common/cleanup.h"

#define HOSTILE "a\033[2J\r\nb\xc2\x9b\xe2\x80\xa8\xe2\x80\xae\xff"
#define HARMLESS "a\\x1b[2J\\x0d\\x0ab\\xc2\\x9b\\xe2\\x80\\xa8\\xe2\\x80\\xae\\xff"

/* What note_line() writes. */
static char *line_of(const char *text)
{
	char *written = NULL;
	size_t size = 0;
	FILE *stream = open_memstream(&written, &size);

	note_line(stream, "it says %s", text);
	fclose(stream);
	return written;
}

static void lines_are_harmless(void **state)
{
	static const char *const locales[] = { "C", "C.UTF-8" };

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(locales); i++) {
		CLEANUP_FREE char *line = NULL;

		setenv("LC_ALL", locales[i], 1);
		line = line_of(HOSTILE);
		assert_string_equal(line, "it says " HARMLESS "\n");
	}
}

static void letters_stay_where_the_locale_has_them(void **state)
{
	CLEANUP_FREE char *plain = NULL, *utf8 = NULL;

	(void)state;
	setenv("LC_ALL", "C", 1);
	plain = line_of("µs");
	assert_string_equal(plain, "it says \\xc2\\xb5s\n");
	setenv("LC_ALL", "C.UTF-8", 1);
	utf8 = line_of("µs");
	assert_string_equal(utf8, "it says µs\n");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(lines_are_harmless),
		cmocka_unit_test(letters_stay_where_the_locale_has_them),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
