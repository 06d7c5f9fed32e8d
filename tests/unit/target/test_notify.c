// SPDX-License-Identifier: GPL-2.0-or-later
#include "target/notify.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <cmocka.h>

static size_t last_length;

static void listen(void *context, const char *line)
{
	*(int *)context += 1;
	last_length = strlen(line);
}

/* QEMU's complaints are long, and their end is what tells. */
static void a_long_line_comes_whole(void **state)
{
	int lines = 0;
	const struct kernel_notify notify = { .say = listen, .say_context = &lines };

	(void)state;
	notify_say(&notify, "%5000s", "end");
	assert_int_equal(lines, 1);
	assert_int_equal(last_length, 5000);
}

static bool yes(void *context)
{
	return *(bool *)context;
}

static void nobody_listens_and_nobody_stops(void **state)
{
	const struct kernel_notify silent = { 0 };
	bool wanted = true;
	const struct kernel_notify stopping = { .stopping = yes, .stopping_context = &wanted };

	(void)state;
	notify_say(NULL, "nothing");
	notify_say(&silent, "nothing");
	assert_false(notify_stopping(NULL));
	assert_false(notify_stopping(&silent));
	assert_true(notify_stopping(&stopping));
	wanted = false;
	assert_false(notify_stopping(&stopping));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_long_line_comes_whole),
		cmocka_unit_test(nobody_listens_and_nobody_stops),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
