// SPDX-License-Identifier: GPL-2.0-or-later
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <cmocka.h>

#include "estimate/same_event.h"

static enum event_likeness likeness(const char *trigger, const char *other_trigger,
				    const char *hook, const char *other_hook)
{
	struct report_result a = { .micro = { .trigger = trigger }, .hook = hook };
	struct report_result b = { .micro = { .trigger = other_trigger }, .hook = other_hook };

	return same_event(&a, &b);
}

static void another_trigger_makes_another_event(void **state)
{
	(void)state;
	assert_int_equal(likeness("getpgid", "getpgid", NULL, NULL), EVENT_SAME);
	assert_int_equal(likeness(NULL, NULL, NULL, NULL), EVENT_SAME);
	assert_int_equal(likeness("getpgid", "test_tp", NULL, NULL), EVENT_OTHER_TRIGGER);
	assert_int_equal(likeness("getpgid", NULL, "a", "a"), EVENT_OTHER_TRIGGER);
}

static void another_hook_makes_another_event(void **state)
{
	(void)state;
	assert_int_equal(likeness("a", "a", "udp_recvmsg", "udp_recvmsg"), EVENT_SAME);
	assert_int_equal(likeness("a", "a", "udp_recvmsg", "udpv6_recvmsg"), EVENT_OTHER_HOOK);
	assert_int_equal(likeness("a", "a", "udp_recvmsg", "udp_recvmsg_one"), EVENT_OTHER_HOOK);
}

/* Where in the function a breakpoint stands is the kernel's compiler's matter. */
static void another_place_in_the_function_does_not(void **state)
{
	(void)state;
	assert_int_equal(likeness("a", "a", "udp_recvmsg+0x9", "udp_recvmsg+0x5"), EVENT_SAME);
	assert_int_equal(likeness("a", "a", "udp_recvmsg+0x9", "udp_recvmsg"), EVENT_SAME);
	assert_int_equal(likeness("a", "a", "udp_recvmsg+0x9", NULL), EVENT_SAME);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(another_trigger_makes_another_event),
		cmocka_unit_test(another_hook_makes_another_event),
		cmocka_unit_test(another_place_in_the_function_does_not),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
