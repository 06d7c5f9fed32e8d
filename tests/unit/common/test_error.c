// SPDX-License-Identifier: GPL-2.0-or-later
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <errno.h>
#include <string.h>

#include "common/error.h"

static void an_error_is_a_kind_a_code_and_a_sentence(void **state)
{
	struct error err = { 0 };

	(void)state;
	assert_int_equal(error_set(&err, ERROR_USAGE, EINVAL, "no %s", "blocks"), -EINVAL);
	assert_int_equal(err.kind, ERROR_USAGE);
	assert_string_equal(err.text, "no blocks");
}

static void errno_is_said_in_words(void **state)
{
	struct error err = { 0 };

	(void)state;
	assert_int_equal(error_errno(&err, ERROR_ENVIRONMENT, ENOENT, "cannot read '%s'", "x"),
			 -ENOENT);
	assert_int_equal(err.kind, ERROR_ENVIRONMENT);
	assert_string_equal(err.text, "cannot read 'x': No such file or directory");
}

static void context_comes_first_and_keeps_the_kind(void **state)
{
	struct error err = { 0 };

	(void)state;
	error_set(&err, ERROR_RESULT, EIO, "lost");
	assert_int_equal(error_prefix(&err, -EIO, "line %d", 7), -EIO);
	assert_int_equal(err.kind, ERROR_RESULT);
	assert_string_equal(err.text, "line 7: lost");
}

static void nobody_has_to_listen(void **state)
{
	(void)state;
	assert_int_equal(error_set(NULL, ERROR_USAGE, EINVAL, "x"), -EINVAL);
	assert_int_equal(error_errno(NULL, ERROR_USAGE, EIO, "x"), -EIO);
	assert_int_equal(error_prefix(NULL, -EIO, "x"), -EIO);
}

static void long_sentences_are_cut(void **state)
{
	char longer[3000];
	struct error err = { 0 };

	(void)state;
	memset(longer, 'x', sizeof(longer) - 1);
	longer[sizeof(longer) - 1] = '\0';
	error_set(&err, ERROR_USAGE, EINVAL, "%s", longer);
	assert_int_equal(strlen(err.text), sizeof(err.text) - 1);
	error_prefix(&err, -EINVAL, "%s", longer);
	assert_int_equal(strlen(err.text), sizeof(err.text) - 1);
	error_errno(&err, ERROR_USAGE, EINVAL, "%s", longer);
	assert_int_equal(strlen(err.text), sizeof(err.text) - 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(an_error_is_a_kind_a_code_and_a_sentence),
		cmocka_unit_test(errno_is_said_in_words),
		cmocka_unit_test(context_comes_first_and_keeps_the_kind),
		cmocka_unit_test(nobody_has_to_listen),
		cmocka_unit_test(long_sentences_are_cut),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
