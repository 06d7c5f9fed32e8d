// SPDX-License-Identifier: GPL-2.0-or-later
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "agent/trigger/user_loop.h"

#define NS_PER_S 1000000000u
#define TRIES 1000

/* A loop without anything in it, begun so many seconds before it was. */
static bool is_disturbed(uint64_t seconds)
{
	struct trigger_pass pass;
	struct user_loop loop;

	user_loop_begin(&loop);
	loop.begun_ns -= seconds * NS_PER_S;
	user_loop_end(&loop, &pass);
	return pass.disturbed;
}

/* A tick and a second's begin may fall into any of them, but not into all. */
static void most_are_not_disturbed(void **state)
{
	unsigned int calm = 0;

	(void)state;
	for (int i = 0; i < TRIES; i++)
		calm += !is_disturbed(0);
	assert_true(calm > 0);
}

/* Its first reading took the vDSO another round than that of others (docs/kernel-notes.md). */
static void another_second_than_the_tick_disturbs(void **state)
{
	(void)state;
	for (int i = 0; i < TRIES; i++)
		assert_true(is_disturbed(2));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(most_are_not_disturbed),
		cmocka_unit_test(another_second_than_the_tick_disturbs),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
