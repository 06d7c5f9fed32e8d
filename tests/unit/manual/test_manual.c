// SPDX-License-Identifier: GPL-2.0-or-later
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "manual/scdoc.h"
#include "manual/values.h"

static void assert_paragraphs(const char *text, const char *expected)
{
	char *written = NULL;
	size_t size;
	FILE *out = open_memstream(&written, &size);

	assert_non_null(out);
	scdoc_paragraphs(out, "\t", text);
	assert_int_equal(fclose(out), 0);
	assert_string_equal(written, expected);
	free(written);
}

static void test_markup_is_escaped(void **state)
{
	(void)state;
	assert_paragraphs("a_b *: [x] 1|2 #", "\ta\\_b \\*: \\[x\\] 1\\|2 \\#\n");
	assert_paragraphs("Two.  Blanks, about `bpftax run`.",
			  "\tTwo. Blanks, about *bpftax run*.\n");
	assert_paragraphs("--x begins\n\nanother", "\t\\--x begins\n\n\tanother\n");
}

static void test_lines_are_short(void **state)
{
	char text[1000] = "";
	char *written = NULL;
	size_t size;
	FILE *out = open_memstream(&written, &size);

	(void)state;
	for (int i = 0; i < 100; i++)
		strcat(text, "word_ ");
	scdoc_paragraphs(out, "", text);
	fclose(out);
	for (const char *line = written; *line; line += strcspn(line, "\n") + 1)
		assert_true(strcspn(line, "\n") <= 80);
	free(written);
}

static void assert_argument(const char *arguments, size_t position, enum values_kind kind,
			    bool repeated, size_t count)
{
	struct values values;

	assert_true(values_of_argument(arguments, position, &values));
	assert_int_equal(values.kind, kind);
	assert_int_equal(values.repeated, repeated);
	assert_int_equal(values.count, count);
}

static void test_arguments(void **state)
{
	struct values values;

	(void)state;
	assert_argument("A B", 0, VALUES_RUN, false, 0);
	assert_argument("A B", 1, VALUES_RUN, false, 0);
	assert_false(values_of_argument("A B", 2, &values));
	assert_false(values_of_argument("", 0, &values));
	assert_argument("[STUDY]", 0, VALUES_STUDY, false, 0);
	assert_argument("FILE...", 0, VALUES_FILE, true, 0);
	assert_argument("FILE...", 7, VALUES_FILE, true, 0);
	assert_argument("one|two [KERNEL...]", 0, VALUES_WORDS, false, 2);
	assert_argument("one|two [KERNEL...]", 1, VALUES_KERNEL, true, 0);
	assert_argument("[SOMETHING]", 0, VALUES_NONE, false, 0);
	assert_true(values_of_argument("one|two", 0, &values));
	assert_string_equal(values.words[1], "two");
}

static void test_options(void **state)
{
	struct values values;

	(void)state;
	values_of_option(option_find("target", OPTION_FOR_RUN), &values);
	assert_int_equal(values.kind, VALUES_WORDS);
	assert_string_equal(values.words[0], "vm");
	values_of_option(option_find("mechanism", OPTION_FOR_MICRO), &values);
	assert_int_equal(values.kind, VALUES_LIST);
	assert_string_equal(values.words[values.count - 1], "all");
	values_of_option(option_find("store", OPTION_FOR_REPORT), &values);
	assert_int_equal(values.kind, VALUES_FILE);
	values_of_option(option_find("seed", OPTION_FOR_RUN), &values);
	assert_int_equal(values.kind, VALUES_NONE);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_markup_is_escaped),
		cmocka_unit_test(test_lines_are_short),
		cmocka_unit_test(test_arguments),
		cmocka_unit_test(test_options),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
