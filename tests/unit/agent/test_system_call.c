// SPDX-License-Identifier: GPL-2.0-or-later
/* A pass of system calls makes these and no other: each one more would pass the hook as well. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "agent/trigger/trigger.h"

#include <sys/syscall.h>
#include <unistd.h>

#define EVENTS 100

extern const struct trigger_ops trigger_getpgid, trigger_getpgid_security;

/* In place of the C library's own (meson.build). */
static uint64_t events, others;
static long asked_for;

long __wrap_syscall(long number, long argument);
pid_t __real_getpid(void);
pid_t __wrap_getpid(void);

long __wrap_syscall(long number, long argument)
{
	events += number == SYS_getpgid;
	others += number != SYS_getpgid;
	asked_for = argument;
	return 0;
}

pid_t __wrap_getpid(void)
{
	others++;
	return __real_getpid();
}

static void pass_makes_its_events_alone(const struct trigger_ops *ops)
{
	struct trigger trigger = { .ops = ops };
	struct trigger_pass pass;
	struct error err;

	assert_int_equal(ops->open(&trigger, NULL, &err), 0);
	events = others = 0;
	assert_int_equal(ops->run(&trigger, 0, &pass), 0);
	assert_int_equal(events + others, 0);
	assert_int_equal(ops->run(&trigger, EVENTS, &pass), 0);
	assert_int_equal(events, EVENTS);
	assert_int_equal(others, 0);
	assert_int_equal(asked_for, __real_getpid());
	assert_int_equal(ops->one(&trigger), 0);
	assert_int_equal(events, EVENTS + 1);
	assert_int_equal(others, 0);
	ops->close(&trigger);
}

static void getpgid_makes_its_events_alone(void **state)
{
	(void)state;
	pass_makes_its_events_alone(&trigger_getpgid);
	pass_makes_its_events_alone(&trigger_getpgid_security);
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(getpgid_makes_its_events_alone) };

	return cmocka_run_group_tests(tests, NULL, NULL);
}
