// SPDX-License-Identifier: GPL-2.0-or-later
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <string.h>

#include "protocol/variant.h"

static void a_plain_name_is_alone(void **state)
{
	struct program_variant variant;

	(void)state;
	assert_true(program_variant_parse("delay-343ns", &variant));
	assert_string_equal(variant.program, "delay-343ns");
	assert_int_equal(variant.threads, 1);
	assert_int_equal(variant.programs, 1);
}

static void names_are_read_as_they_are_written(void **state)
{
	static const unsigned int counts[] = { 2, 4, 8, 32 };
	struct program_variant variant;
	char name[96];

	(void)state;
	for (size_t i = 0; i < 4; i++) {
		program_variant_name(name, sizeof(name), "map", counts[i], "threads");
		assert_true(program_variant_parse(name, &variant));
		assert_string_equal(variant.program, "map");
		assert_int_equal(variant.threads, counts[i]);
		assert_int_equal(variant.programs, 1);
		program_variant_name(name, sizeof(name), "map", counts[i], "programs");
		assert_true(program_variant_parse(name, &variant));
		assert_int_equal(variant.threads, 1);
		assert_int_equal(variant.programs, counts[i]);
		assert_int_equal(variant.functions, 1);
		program_variant_name(name, sizeof(name), "map", counts[i], "functions");
		assert_true(program_variant_parse(name, &variant));
		assert_int_equal(variant.threads, 1);
		assert_int_equal(variant.programs, 1);
		assert_int_equal(variant.functions, counts[i]);
		assert_string_equal(variant.pattern, "");
	}
	assert_string_equal(program_variant_name(name, sizeof(name), "map", 1, "threads"), "map");
}

static void functions_may_be_a_pattern(void **state)
{
	static const char *const words[] = { "vfs_*", "*", "tcp_v?_rcv", "*64" };
	struct program_variant variant;
	char name[96];

	(void)state;
	for (size_t i = 0; i < sizeof(words) / sizeof(*words); i++) {
		snprintf(name, sizeof(name), "delay-343ns@%s", words[i]);
		assert_true(program_variant_parse(name, &variant));
		assert_string_equal(variant.program, "delay-343ns");
		assert_string_equal(variant.pattern, words[i]);
		assert_int_equal(variant.functions, 0);
		assert_int_equal(variant.threads, 1);
		assert_true(function_pattern_is(words[i]));
	}
	assert_false(function_pattern_is("vfs_read"));
	assert_false(function_pattern_is(""));
	assert_false(function_pattern_is("vfs *"));
	assert_false(function_pattern_is("[a-z]*"));
	assert_false(function_pattern_is("a@*"));
	memset(name, '*', VARIANT_PATTERN_MAX + 1);
	name[VARIANT_PATTERN_MAX + 1] = '\0';
	assert_false(function_pattern_is(name));
	assert_true(function_pattern_is(name + 1));
}

static void anything_else_is_refused(void **state)
{
	static const char *const words[] = { "map@",
					     "map@threads",
					     "map@1threads",
					     "map@65threads",
					     "map@33programs",
					     "map@1functions",
					     "map@4097functions",
					     "map@vfs_read",
					     "map@vfs_*@2programs",
					     "map@2thread",
					     "map@-2threads",
					     "map@2threads@2programs",
					     "map@99999999999999999999threads" };
	struct program_variant variant = { .threads = 77 };
	char longer[100];

	(void)state;
	for (size_t i = 0; i < sizeof(words) / sizeof(*words); i++)
		assert_false(program_variant_parse(words[i], &variant));
	memset(longer, 'a', sizeof(longer) - 1);
	longer[sizeof(longer) - 1] = '\0';
	assert_false(program_variant_parse(longer, &variant));
	assert_int_equal(variant.threads, 77);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_plain_name_is_alone),
		cmocka_unit_test(names_are_read_as_they_are_written),
		cmocka_unit_test(functions_may_be_a_pattern),
		cmocka_unit_test(anything_else_is_refused),
	};

	return cmocka_run_group_tests_name("variant", tests, NULL, NULL);
}
