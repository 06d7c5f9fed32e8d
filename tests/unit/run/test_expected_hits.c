// SPDX-License-Identifier: GPL-2.0-or-later
#include "run/expected_hits.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

static double expected(const char *function, enum server_family family, const char *mechanism,
		       double per_event)
{
	struct study study = { .function = (char *)function,
			       .tracepoint = (char *)STUDY_TRACEPOINT,
			       .server_family = family };

	return expected_hits(&study, mechanism, per_event);
}

static void each_datagram_comes_by_the_default_hooks(void **state)
{
	(void)state;
	assert_true(expected(STUDY_FUNCTION, SERVER_INET, "fentry", 1) == 1);
	assert_true(expected(STUDY_FUNCTION, SERVER_INET, "kprobe-session", 2) == 2);
	assert_true(expected("sock_recvmsg", SERVER_INET, "tracepoint", 1) == 1);
}

/* Two receivers, one of which has its datagrams by another function. */
static void of_two_families_half_come_by_the_function(void **state)
{
	(void)state;
	assert_true(expected(STUDY_FUNCTION, SERVER_BOTH, "fentry", 1) == .5);
	assert_true(expected(STUDY_FUNCTION, SERVER_BOTH, "kprobe-session", 2) == 1);
	assert_true(expected(STUDY_FUNCTION, SERVER_BOTH, "tracepoint", 1) == 1);
}

/* None at all is the expectation of nobody: that is for not-fired to say. */
static void one_that_never_comes_by_is_wrong(void **state)
{
	(void)state;
	assert_true(expected(STUDY_FUNCTION, SERVER_ANY, "fentry", 1) == 1);
}

static void of_another_hook_nobody_knows(void **state)
{
	struct study study = { .function = (char *)STUDY_FUNCTION,
			       .tracepoint = (char *)"skb:consume_skb" };

	(void)state;
	assert_true(isnan(expected("skb_release_data", SERVER_INET, "fentry", 1)));
	assert_true(isnan(expected_hits(&study, "tp-btf", 1)));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_datagram_comes_by_the_default_hooks),
		cmocka_unit_test(of_two_families_half_come_by_the_function),
		cmocka_unit_test(one_that_never_comes_by_is_wrong),
		cmocka_unit_test(of_another_hook_nobody_knows),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
