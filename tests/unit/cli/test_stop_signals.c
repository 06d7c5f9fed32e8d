// SPDX-License-Identifier: GPL-2.0-or-later
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <signal.h>

#include "cli/stop_signals.h"

static void signals_are_counted_and_kill_nobody(void **state)
{
	struct stop_signals signals;

	(void)state;
	assert_int_equal(stop_signals_catch(&signals, NULL), 0);
	assert_int_equal(stop_signals_count(&signals), 0);
	raise(SIGINT);
	assert_int_equal(stop_signals_count(&signals), 1);
	raise(SIGTERM);
	assert_int_equal(stop_signals_count(&signals), 2);
	assert_int_equal(stop_signals_count(&signals), 2);
	raise(SIGINT);
	stop_signals_release(&signals);
}

static void the_mask_is_put_back(void **state)
{
	struct stop_signals signals;
	sigset_t now;

	(void)state;
	assert_int_equal(stop_signals_catch(&signals, NULL), 0);
	sigprocmask(SIG_BLOCK, NULL, &now);
	assert_true(sigismember(&now, SIGINT));
	stop_signals_release(&signals);
	sigprocmask(SIG_BLOCK, NULL, &now);
	assert_false(sigismember(&now, SIGINT));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(signals_are_counted_and_kill_nobody),
		cmocka_unit_test(the_mask_is_put_back),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
