// SPDX-License-Identifier: GPL-2.0-or-later
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <string.h>

#include "common/cleanup.h"
#include "study/kernel_word.h"

static void it_is_read_and_made(void **state)
{
	static const struct {
		const char *word, *plain, *architecture;
	} words[] = {
		{ "debian-7.3-cloud:arm64=7.3.4-1", "debian-7.3-cloud=7.3.4-1", "arm64" },
		{ "debian-7.3-cloud:x86_64", "debian-7.3-cloud", "x86_64" },
		{ "debian-*-cloud:arm64", "debian-*-cloud", "arm64" },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(words); i++) {
		CLEANUP_FREE char *plain = kernel_word_plain(words[i].word);
		CLEANUP_FREE char *word = kernel_word_of(words[i].plain, words[i].architecture);

		assert_string_equal(kernel_word_architecture(words[i].word), words[i].architecture);
		assert_string_equal(plain, words[i].plain);
		assert_string_equal(word, words[i].word);
		assert_true(kernel_word_is_for(words[i].word, words[i].architecture));
		assert_false(kernel_word_is_for(words[i].word, "riscv64"));
	}
}

/* Paths and versions may have colons. */
static void others_are_what_they_are(void **state)
{
	static const char *const words[] = {
		"debian-7.3-cloud", "./vmlinuz:arm64",	 "host", "debian-7.3=1:arm64",
		"debian-7.3:arm",   "debian-7.3:arm64x", ""
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(words); i++) {
		CLEANUP_FREE char *plain = kernel_word_plain(words[i]);

		assert_null(kernel_word_architecture(words[i]));
		assert_string_equal(plain, words[i]);
		assert_true(kernel_word_is_for(words[i], "arm64"));
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(it_is_read_and_made),
		cmocka_unit_test(others_are_what_they_are),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
