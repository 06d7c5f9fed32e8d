// SPDX-License-Identifier: GPL-2.0-or-later
/* How long the coordinator waits: a target that was slow to start is given so much more time. */
#include "run/agent_client.h"
#include "common/deadline.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <errno.h>

static uint64_t waited_ms;

int __wrap_target_receive(struct target *target, uint64_t deadline_ns, json_t **ret_message,
			  struct error *err);

int __wrap_target_receive(struct target *target, uint64_t deadline_ns, json_t **ret_message,
			  struct error *err)
{
	(void)target;
	(void)ret_message;
	waited_ms = (uint64_t)deadline_left_ms(deadline_ns);
	return error_set(err, ERROR_ENVIRONMENT, ETIMEDOUT, "no answer");
}

static int send_nothing(struct target *target, const char *line, size_t length, struct error *err)
{
	(void)target;
	(void)line;
	(void)length;
	(void)err;
	return 0;
}

static void patience_grows_with_the_start(void **state)
{
	static const struct target_ops ops = { .send = send_nothing };
	struct error err = { 0 };

	(void)state;
	for (int slowness = 1; slowness < 10; slowness++) {
		struct target target = { .ops = &ops, .slowness = slowness };

		assert_int_equal(agent_call(&target, json_pack("{s:s}", "do", "describe"), 60, NULL,
					    NULL, NULL, &err),
				 -ETIMEDOUT);
		assert_in_range(waited_ms, slowness * 60000 - 30000, slowness * 60000);
	}
}

static void a_start_tells_how_slow_it_is(void **state)
{
	(void)state;
	assert_true(target_slowness(0) == 1 && target_slowness(3) == 1);
	assert_true(target_slowness(12) == 2);
	assert_true(target_slowness(3600) == 20);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(patience_grows_with_the_start),
		cmocka_unit_test(a_start_tells_how_slow_it_is),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
