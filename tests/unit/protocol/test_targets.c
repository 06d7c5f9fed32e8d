// SPDX-License-Identifier: GPL-2.0-or-later
#include "protocol/targets.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

static void what_can_be_had_of_each(void **state)
{
	(void)state;
	assert_true(target_can("vm", TARGET_BOOTS | TARGET_COUNTS | TARGET_REACHED));
	assert_false(target_can("local", TARGET_BOOTS));
	assert_false(target_can("local", TARGET_COUNTS));
	assert_false(target_can("local", TARGET_REACHED));
	assert_true(target_can("local", 0));
}

/* A record may name a target of another version. */
static void what_is_not_known_can_nothing(void **state)
{
	(void)state;
	assert_false(target_can("cloud", 0));
	assert_false(target_can(NULL, 0));
	assert_null(target_info_find("v"));
	assert_null(target_info_find(NULL));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_can_be_had_of_each),
		cmocka_unit_test(what_is_not_known_can_nothing),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
