// SPDX-License-Identifier: GPL-2.0-or-later
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <string.h>

#include "common/cleanup.h"
#include "common/text.h"

static void distances(void **state)
{
	(void)state;
	assert_int_equal(text_distance("", ""), 0);
	assert_int_equal(text_distance("", "abc"), 3);
	assert_int_equal(text_distance("abc", ""), 3);
	assert_int_equal(text_distance("fentry", "fentry"), 0);
	assert_int_equal(text_distance("fentri", "fentry"), 1);
	assert_int_equal(text_distance("fetnry", "fentry"), 1);
	assert_int_equal(text_distance("entry", "fentry"), 1);
	assert_int_equal(text_distance("fentryy", "fentry"), 1);
	assert_int_equal(text_distance("kitten", "sitting"), 3);
}

static void distances_of_long_words_stay_in_bounds(void **state)
{
	char a[4096], b[4096];

	(void)state;
	memset(a, 'a', sizeof(a) - 1);
	memset(b, 'b', sizeof(b) - 1);
	a[sizeof(a) - 1] = b[sizeof(b) - 1] = '\0';
	assert_int_equal(text_distance(a, b), 127);
	assert_int_equal(text_distance(a, ""), 127);
}

static void the_nearest_word(void **state)
{
	static const char *const words[] = { "tracepoint",    NULL,	"kprobe-int3",
					     "kprobe-fprobe", "fentry", "fexit" };

	(void)state;
	assert_string_equal(text_nearest("fentri", words, ARRAY_SIZE(words)), "fentry");
	assert_string_equal(text_nearest("kprobe-int", words, ARRAY_SIZE(words)), "kprobe-int3");
	assert_string_equal(text_nearest("tracepiont", words, ARRAY_SIZE(words)), "tracepoint");
	assert_null(text_nearest("banana", words, ARRAY_SIZE(words)));
	assert_null(text_nearest("x", words, ARRAY_SIZE(words)));
	assert_null(text_nearest("", words, ARRAY_SIZE(words)));
	assert_null(text_nearest("fentry", words, 0));
}

static void lists_of_words(void **state)
{
	char **words;
	size_t count;

	(void)state;
	assert_int_equal(text_split("null, map ,delay-5ns", ',', &words, &count), 0);
	assert_int_equal(count, 3);
	assert_string_equal(words[0], "null");
	assert_string_equal(words[1], "map");
	assert_string_equal(words[2], "delay-5ns");
	text_words_free(words, count);
}

static void empty_pieces_are_kept(void **state)
{
	char **words;
	size_t count;

	(void)state;
	assert_int_equal(text_split("a,,b,", ',', &words, &count), 0);
	assert_int_equal(count, 4);
	assert_string_equal(words[1], "");
	assert_string_equal(words[3], "");
	text_words_free(words, count);
	assert_int_equal(text_split("  ", ',', &words, &count), 0);
	assert_int_equal(count, 0);
	text_words_free(words, count);
}

static void joined_words(void **state)
{
	static const char *const words[] = { "a", "bc", "d" };
	CLEANUP_FREE char *three = text_join(words, 3, ", ");
	CLEANUP_FREE char *none = text_join(words, 0, ", ");

	(void)state;
	assert_string_equal(three, "a, bc, d");
	assert_string_equal(none, "");
}

static void lines_for_a_shell(void **state)
{
	static const char *const words[] = { "bpftax",	 "--label", "it's one; or two",
					     "--seed=5", "",	    "a/b.ini" };
	CLEANUP_FREE char *line = text_shell_line(words, ARRAY_SIZE(words));
	CLEANUP_FREE char *none = text_shell_line(words, 0);

	(void)state;
	assert_string_equal(line, "bpftax --label 'it'\\''s one; or two' --seed=5 '' a/b.ini");
	assert_string_equal(none, "");
}

static void starts_and_ends(void **state)
{
	(void)state;
	assert_true(text_starts_with("--help", "--"));
	assert_false(text_starts_with("-", "--"));
	assert_true(text_ends_with("a.ini", ".ini"));
	assert_false(text_ends_with("ini", ".ini"));
}

static void base_names(void **state)
{
	CLEANUP_FREE char *with = text_base_name("studies/original.ini", ".ini");
	CLEANUP_FREE char *without = text_base_name("original", ".ini");
	CLEANUP_FREE char *hidden = text_base_name("/x/.ini", ".ini");

	(void)state;
	assert_string_equal(with, "original");
	assert_string_equal(without, "original");
	assert_string_equal(hidden, ".ini");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(distances),
		cmocka_unit_test(distances_of_long_words_stay_in_bounds),
		cmocka_unit_test(the_nearest_word),
		cmocka_unit_test(lists_of_words),
		cmocka_unit_test(empty_pieces_are_kept),
		cmocka_unit_test(joined_words),
		cmocka_unit_test(lines_for_a_shell),
		cmocka_unit_test(starts_and_ends),
		cmocka_unit_test(base_names),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
