// SPDX-License-Identifier: GPL-2.0-or-later
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <errno.h>
#include <pwd.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "common/user_directories.h"
#include "common/cleanup.h"

/* What the user database says, in place of the machine's own. */
static const char *home_in_database;

struct passwd *__wrap_getpwuid(uid_t user);
struct passwd *__wrap_getpwuid(uid_t user)
{
	static struct passwd entry;

	(void)user;
	entry.pw_dir = (char *)home_in_database;
	return home_in_database ? &entry : NULL;
}

static void expect_state(const char *expected)
{
	CLEANUP_FREE char *path = NULL;
	struct error err = { 0 };

	if (user_state_directory(&path, &err) < 0)
		fail_msg("%s", err.text);
	assert_string_equal(path, expected);
}

static int setup(void **state)
{
	(void)state;
	home_in_database = NULL;
	return unsetenv("XDG_STATE_HOME") || unsetenv("XDG_CACHE_HOME") || setenv("HOME", "/h", 1);
}

static void variables_come_first(void **state)
{
	CLEANUP_FREE char *cache = NULL;

	(void)state;
	home_in_database = "/database";
	expect_state("/h/.local/state/bpftax");
	setenv("XDG_STATE_HOME", "/s", 1);
	expect_state("/s/bpftax");
	setenv("XDG_STATE_HOME", "not/absolute", 1);
	expect_state("/h/.local/state/bpftax");
	setenv("XDG_CACHE_HOME", "/c", 1);
	assert_int_equal(user_cache_directory(&cache, NULL), 0);
	assert_string_equal(cache, "/c/bpftax");
}

static void without_home_the_database_knows(void **state)
{
	static const char *const useless[] = { NULL, "", "relative" };

	(void)state;
	home_in_database = "/database";
	for (size_t i = 0; i < ARRAY_SIZE(useless); i++) {
		if (useless[i])
			setenv("HOME", useless[i], 1);
		else
			unsetenv("HOME");
		expect_state("/database/.local/state/bpftax");
	}
}

static void who_has_no_home_is_told_what_to_set(void **state)
{
	static const char *const useless[] = { NULL, "", "relative" };
	char *path = NULL;

	(void)state;
	unsetenv("HOME");
	for (size_t i = 0; i < ARRAY_SIZE(useless); i++) {
		struct error err = { 0 };

		home_in_database = useless[i];
		assert_int_equal(user_state_directory(&path, &err), -ENOENT);
		assert_string_equal(err.text, "no home directory is known: set HOME or "
					      "XDG_STATE_HOME to an absolute path");
		assert_int_equal(err.kind, ERROR_ENVIRONMENT);
		assert_null(path);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup(variables_come_first, setup),
		cmocka_unit_test_setup(without_home_the_database_knows, setup),
		cmocka_unit_test_setup(who_has_no_home_is_told_what_to_set, setup),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
